//! `cancau serve`: the pages over the deployment's register.

use crate::cx::{Cx, Outcome};
use crate::say::tell;
use crate::upkeep::heads::Daily;
use crate::verbs::areas::deployment_areas;
use crate::verbs::import::published_results;
use crate::{deployment, interrupt};
use app::{Desk, Opener};
use base::{Clock, Failure, Lang};
use exchange::io_failure;
use report::chart::geojson::{self, Boundaries};
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::time::Duration;
use web::Web;

/// Mở các trang trên máy này: số liệu, hộ dân, biểu mẫu, chuẩn nghèo.
///
/// Chỉ nghe trên chính máy này, vì chưa có tài khoản và phân quyền. Ranh giới tự có (GeoJSON, thuộc tính code là mã xã)
/// đặt ở DIR/maps/*.geojson thì bản đồ vẽ theo ranh giới ấy.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau serve --data so-bo --listen 127.0.0.1:8080")]
pub(crate) struct Args {
    #[command(flatten)]
    listen: Listen,
}

/// Where the pages are served.
#[derive(clap::Args)]
pub(crate) struct Listen {
    /// Địa chỉ nghe; cổng 0 để máy tự chọn.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// How often a raised interrupt is looked for.
const GLANCE: Duration = Duration::from_millis(200);

/// How often it is looked whether the day has changed.
const DAY_GLANCE: Duration = Duration::from_mins(1);

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    pages(&args.listen, cx)
}

/// Serves the pages until Ctrl-C.
pub(crate) fn pages(listen: &Listen, cx: &Cx) -> Result<Outcome, Failure> {
    let address = listen.listen;
    if !address.ip().is_loopback() {
        return Err(Failure::new(
            "CC-SERVE-OPEN",
            "chưa có tài khoản, nên chỉ được nghe trên chính máy này",
            "there are no accounts yet, so the pages are served on this machine only",
        )
        .at(address.to_string())
        .remedy("dùng địa chỉ 127.0.0.1, ví dụ --listen 127.0.0.1:8080", "use 127.0.0.1, as --listen 127.0.0.1:8080"));
    }
    let stop = interrupt::flag()?;
    let areas = deployment_areas(cx)?;
    let results = published_results(cx, &areas)?;
    let register = cx.clone();
    let opener: Option<Opener> =
        deployment::is_there(cx).then(|| Box::new(move || deployment::open(&register)) as Opener);
    let (lang, clock) = (cx.lang, cx.clone());
    let maps = maps(cx)?;
    let web = Web { desk: Desk::new(opener, areas, results), today: Box::new(move || clock.today()), maps };
    let failed = |error: &std::io::Error| {
        Failure::new(
            "CC-SERVE",
            format!("không mở được trang ở địa chỉ này: {error}"),
            format!("cannot serve at this address: {error}"),
        )
        .at(address.to_string())
        .remedy("chọn cổng khác bằng --listen 127.0.0.1:8081", "choose another port with --listen 127.0.0.1:8081")
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| failed(&error))?;
    let heads = Daily::new(cx);
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| failed(&error))?;
        let address = listener.local_addr().map_err(|error| failed(&error))?;
        match lang {
            Lang::Vi => tell!("Mở trình duyệt ở http://{address}/   (Ctrl-C để dừng)"),
            Lang::En => tell!("Open http://{address}/ in a browser   (Ctrl-C stops)"),
        }
        tokio::spawn(sign_daily(heads));
        let stopped = async move {
            while !stop.load(Ordering::Relaxed) {
                tokio::time::sleep(GLANCE).await;
            }
        };
        web::serve(listener, web, stopped).await.map_err(|error| failed(&error))
    });
    // counting that nobody waits for any more is not waited for here
    runtime.shutdown_background();
    served.map(|()| Outcome::Done)
}

/// Signs the heads of the audit chains at the start and when the day changes.
async fn sign_daily(mut heads: Daily) {
    loop {
        let looked = tokio::task::spawn_blocking(move || {
            heads.look();
            heads
        });
        let Ok(again) = looked.await else { return };
        heads = again;
        tokio::time::sleep(DAY_GLANCE).await;
    }
}

/// Boundaries in `DIR/maps/*.geojson`, if a province put some there.
fn maps(cx: &Cx) -> Result<Vec<Boundaries>, Failure> {
    let Some(folder) = cx.data().map(|dir| dir.join("maps")).filter(|folder| folder.is_dir()) else {
        return Ok(Vec::new());
    };
    let failed = |error: std::io::Error| io_failure(&folder, &error);
    let mut maps = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_none_or(|extension| extension != "geojson") {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| io_failure(&path, &error))?;
        maps.push(geojson::read(&bytes).map_err(|failure| failure.at(path.display().to_string()))?);
    }
    Ok(maps)
}
