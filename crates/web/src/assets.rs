//! Files of the pages, inside the binary, under names that carry their digest: a browser may keep them for ever.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

struct Asset {
    address: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// By their plain names.
static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(load);

/// Where a file is served; a name that does not exist is a fault of the program, found by the first test that renders.
pub(crate) fn address(name: &str) -> &'static str {
    &ASSETS.get(name).unwrap_or_else(|| panic!("there is no asset {name}")).address
}

/// Serves a file by its address.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let wanted = format!("/assets/{name}");
    match ASSETS.values().find(|asset| asset.address == wanted) {
        Some(asset) => (
            [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            Body::from(asset.bytes.clone()),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn load() -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for name in Files::iter().filter(|name| !is_style(name)) {
        add(&mut assets, &name, |bytes| bytes);
    }
    // style sheets name fonts, so they come after them
    for name in Files::iter().filter(|name| is_style(name)) {
        let known: Vec<(String, String)> =
            assets.iter().map(|(name, asset)| (name.clone(), asset.address.clone())).collect();
        add(&mut assets, &name, |bytes| {
            let mut text = String::from_utf8_lossy(&bytes).into_owned();
            for (name, address) in &known {
                text = text.replace(&format!("url({name})"), &format!("url({address})"));
            }
            text.into_bytes()
        });
    }
    assets
}

fn add(assets: &mut BTreeMap<String, Asset>, name: &str, finish: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let Some(file) = Files::get(name) else { return };
    let bytes = finish(file.data.into_owned());
    let digest = Sha256::digest(&bytes);
    let digest = digest.iter().take(4).fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let plain = name.rsplit('/').next().unwrap_or(name);
    let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let address = format!("/assets/{stem}.{digest}.{extension}");
    let kind = match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        // notes on licences lie beside the files; nobody asks for them
        _ => return,
    };
    assets.insert(name.to_owned(), Asset { address, kind, bytes });
}

fn is_style(name: &str) -> bool {
    name.rsplit('.').next() == Some("css")
}
