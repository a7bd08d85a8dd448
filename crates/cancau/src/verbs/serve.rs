//! `cancau serve`: the pages over the deployment's register.

use crate::cx::{Cx, Outcome};
use crate::say::tell;
use crate::settings::{self, Log, Serve, Settings};
use crate::verbs::areas::deployment_areas;
use crate::verbs::import::published_results;
use crate::{deployment, interrupt, log};
use app::{Desk, Opener};
use base::{Clock, Failure, Lang};
use exchange::io_failure;
use identity::oidc::Provider;
use report::chart::geojson::{self, Boundaries};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;
use web::{Proxies, PublicUrl, Tls, Transport, Web};

/// Mở các trang: số liệu, hộ dân, biểu mẫu, chuẩn nghèo.
///
/// Không có TLS thì chỉ nghe trên chính máy này, hoặc sau máy chủ trung gian (--behind-proxy). Các lựa chọn cũng đặt được
/// trong mục [serve] của DIR/cancau.toml; lựa chọn trên dòng lệnh được ưu tiên. Ranh giới tự có (GeoJSON, thuộc tính code
/// là mã xã) đặt ở DIR/maps/*.geojson thì bản đồ vẽ theo ranh giới ấy.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau serve --data so-bo --listen 127.0.0.1:8080\n  \
    cancau serve --data so-bo --listen 0.0.0.0:443 --tls-cert chain.pem --tls-key key.pem\n  \
    cancau serve --data so-bo --listen 10.0.0.5:8080 --behind-proxy 10.0.0.2 --public-url https://giamngheo.example.vn")]
pub(crate) struct Args {
    #[command(flatten)]
    listen: Listen,
    /// Chuỗi chứng thư TLS (PEM); tệp mới được dùng ngay, không cần khởi động lại.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Khoá riêng của chứng thư (PEM), chỉ chủ tệp được đọc.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Địa chỉ hoặc dải địa chỉ của máy chủ trung gian mà X-Forwarded-For, -Proto, -Host được tin.
    #[arg(long, value_name = "CIDR|ADDR", num_args = 1.., value_delimiter = ',')]
    behind_proxy: Vec<String>,
    /// Địa chỉ mà người dùng mở trang, dùng trong liên kết và đăng nhập một lần.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Dạng nhật ký trên stderr.
    #[arg(long, value_name = "FORM")]
    log: Option<Log>,
}

/// Where the pages are served.
#[derive(clap::Args)]
pub(crate) struct Listen {
    /// Địa chỉ nghe; cổng 0 để máy tự chọn [mặc định: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

/// Where nothing else is said.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// How often a raised interrupt is looked for.
const GLANCE: Duration = Duration::from_millis(200);

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let Settings { serve: file, oidc } = settings::read(cx)?;
    // a mistake there is told now, not to the first who signs in
    oidc.map(Provider::open).transpose()?;
    let or = |given: &[String], file: Vec<String>| if given.is_empty() { file } else { given.to_vec() };
    serve(
        &Serve {
            listen: args.listen.listen.or(file.listen),
            tls_cert: args.tls_cert.clone().or(file.tls_cert),
            tls_key: args.tls_key.clone().or(file.tls_key),
            behind_proxy: or(&args.behind_proxy, file.behind_proxy),
            public_url: args.public_url.clone().or(file.public_url),
            log: args.log.or(file.log),
        },
        cx,
    )
}

/// Serves the pages of the demonstration until Ctrl-C.
pub(crate) fn pages(listen: &Listen, cx: &Cx) -> Result<Outcome, Failure> {
    serve(&Serve { listen: listen.listen, ..Serve::default() }, cx)
}

fn serve(settings: &Serve, cx: &Cx) -> Result<Outcome, Failure> {
    let address = settings.listen.unwrap_or(LISTEN);
    let transport = transport(settings, address)?;
    let public_url = settings.public_url.as_deref().map(PublicUrl::read).transpose()?;
    log::start(settings.log.unwrap_or_default());
    let stop = interrupt::flag()?;
    let areas = deployment_areas(cx)?;
    let results = published_results(cx, &areas)?;
    if !deployment::is_there(cx) {
        // a new deployment: its first page is the one that makes the administrator
        drop(deployment::open_or_create(cx)?);
    }
    let register = cx.clone();
    let opener: Option<Opener> =
        deployment::is_there(cx).then(|| Box::new(move || deployment::open(&register)) as Opener);
    let (lang, clock) = (cx.lang, cx.clone());
    let maps = maps(cx)?;
    let web = Web {
        desk: Desk::new(opener, areas, results),
        today: Box::new(move || clock.today()),
        now: Box::new(crate::cx::moment),
        maps,
    };
    let setup = web.desk.setup_link((web.now)())?;
    let tls = transport.tls.is_some();
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
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| failed(&error))?;
        let address = listener.local_addr().map_err(|error| failed(&error))?;
        let public_url = public_url.unwrap_or_else(|| PublicUrl::listening(address, tls));
        match lang {
            Lang::Vi => tell!("Mở trình duyệt ở {}   (Ctrl-C để dừng)", public_url.with("/")),
            Lang::En => tell!("Open {} in a browser   (Ctrl-C stops)", public_url.with("/")),
        }
        if let Some(token) = setup {
            let link = public_url.with(&format!("/setup/{token}"));
            match lang {
                Lang::Vi => tell!("Chưa có tài khoản. Lập tài khoản quản trị ở (dùng một lần, trong 2 giờ):\n  {link}"),
                Lang::En => tell!("No accounts yet. Make the administrator at (once, within 2 hours):\n  {link}"),
            }
        }
        let stopped = async move {
            while !stop.load(Ordering::Relaxed) {
                tokio::time::sleep(GLANCE).await;
            }
        };
        web::serve(listener, web, Transport { public_url, ..transport }, stopped).await;
        Ok(())
    });
    // counting that nobody waits for any more is not waited for here
    runtime.shutdown_background();
    served.map(|()| Outcome::Done)
}

/// How requests may come in. In the open they come from this machine only, or from a proxy that speaks TLS for us.
fn transport(settings: &Serve, address: SocketAddr) -> Result<Transport, Failure> {
    let proxies = Proxies::read(&settings.behind_proxy)?;
    let tls = match (&settings.tls_cert, &settings.tls_key) {
        (Some(certificate), Some(key)) => Some(Tls::open(certificate, key)?),
        (None, None) => None,
        _ => {
            return Err(Failure::new(
                "CC-SERVE-TLS",
                "chứng thư và khoá TLS phải có cả hai",
                "certificate and key of TLS belong together",
            )
            .at(settings::FILE)
            .remedy("ghi cả tls_cert và tls_key", "give both tls_cert and tls_key"));
        }
    };
    if tls.is_none() && proxies.is_empty() && !address.ip().is_loopback() {
        return Err(Failure::new(
            "CC-SERVE-OPEN",
            "không có TLS thì chỉ được nghe trên chính máy này: mật khẩu và dữ liệu hộ sẽ đi trên mạng không mã hoá",
            "without TLS the pages are served on this machine only: passwords and data would travel in the open",
        )
        .at(address.to_string())
        .remedy(
            "thêm --tls-cert và --tls-key, hoặc --behind-proxy, hoặc nghe ở 127.0.0.1:8080",
            "add --tls-cert and --tls-key, or --behind-proxy, or listen on 127.0.0.1:8080",
        ));
    }
    Ok(Transport { tls, proxies, ..Transport::default() })
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
