//! The packs that come with the program (`standards/*.toml`).

use super::{Pack, PackFile, load};
use base::Failure;
use std::sync::OnceLock;

/// File name and text, national packs before the overlays that extend them.
const FILES: [(&str, &str); 5] = [
    ("vn-2016.toml", include_str!("../../../../standards/vn-2016.toml")),
    ("vn-2022.toml", include_str!("../../../../standards/vn-2022.toml")),
    ("vn-2027.toml", include_str!("../../../../standards/vn-2027.toml")),
    ("bac-ninh-2025.toml", include_str!("../../../../standards/bac-ninh-2025.toml")),
    ("tp-hcm-2025.toml", include_str!("../../../../standards/tp-hcm-2025.toml")),
];

/// All bundled packs, checked once.
pub fn bundled() -> &'static [Pack] {
    static PACKS: OnceLock<Vec<Pack>> = OnceLock::new();
    PACKS.get_or_init(|| {
        let mut packs: Vec<Pack> = Vec::new();
        for (name, text) in FILES {
            let pack = load(text, name, |id| file_of(&packs, id)).expect("the bundled packs are loaded by a test");
            packs.push(pack);
        }
        packs
    })
}

fn file_of(packs: &[Pack], id: &str) -> Option<PackFile> {
    packs.iter().find(|pack| pack.id == id).map(|pack| pack.file.clone())
}

/// The bundled pack with this id.
pub fn find(id: &str) -> Result<&'static Pack, Failure> {
    bundled().iter().find(|pack| pack.id == id).ok_or_else(|| {
        let known: Vec<&str> = bundled().iter().map(|pack| pack.id.as_str()).collect();
        Failure::new("CC-STANDARD-UNKNOWN", format!("không có bộ chuẩn “{id}”"), format!("there is no standard “{id}”"))
            .at("--standard")
            .remedy(format!("chọn một trong: {}", known.join(", ")), format!("choose one of: {}", known.join(", ")))
    })
}

impl Pack {
    /// Checks a pack that is not bundled; it may extend a bundled one. `file` names it in messages.
    pub fn check(text: &str, file: &str) -> Result<Self, Failure> {
        load(text, file, |id| file_of(bundled(), id))
    }
}
