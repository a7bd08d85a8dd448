//! Settings of a deployment in `DIR/cancau.toml`; what is given on the command line wins.
//!
//! Paths in it are relative to the folder it lies in.

use crate::cx::Cx;
use base::Failure;
use exchange::io_failure;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Name of the file in the deployment's folder.
pub(crate) const FILE: &str = "cancau.toml";

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// How the pages are served.
    pub(crate) serve: Serve,
    /// Sign-in at a provider elsewhere.
    pub(crate) oidc: Option<identity::oidc::Settings>,
}

/// `[serve]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Serve {
    /// Address and port.
    pub(crate) listen: Option<SocketAddr>,
    /// Chain of certificates, PEM.
    pub(crate) tls_cert: Option<PathBuf>,
    /// Its key, PEM.
    pub(crate) tls_key: Option<PathBuf>,
    /// Proxies that are believed.
    pub(crate) behind_proxy: Vec<String>,
    /// The address under which people open the pages.
    pub(crate) public_url: Option<String>,
    /// How the log is written.
    pub(crate) log: Option<Log>,
}

/// Forms of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Log {
    /// Lines for people.
    #[default]
    Plain,
    /// One JSON object a line, for programs.
    Json,
}

impl Settings {
    /// Makes the paths those of a file in `dir`.
    fn lie_in(&mut self, dir: &Path) {
        let files = [self.serve.tls_cert.as_mut(), self.serve.tls_key.as_mut()].into_iter().flatten();
        for file in files.chain(self.oidc.as_mut().map(|oidc| &mut oidc.client_secret_file)) {
            *file = dir.join(&file);
        }
    }
}

/// Reads the file, if the deployment has one.
pub(crate) fn read(cx: &Cx) -> Result<Settings, Failure> {
    let Some(dir) = cx.data() else { return Ok(Settings::default()) };
    let path = dir.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(error) => return Err(io_failure(&path, &error)),
    };
    let mut settings = parse(&text).map_err(|failure| failure.at(path.display().to_string()))?;
    settings.lie_in(dir);
    Ok(settings)
}

fn parse(text: &str) -> Result<Settings, Failure> {
    toml::from_str(text).map_err(|error| {
        Failure::new(
            "CC-SETTINGS",
            format!("không đọc được tệp cài đặt: {}", told(&error, text)),
            format!("cannot read the settings: {}", told(&error, text)),
        )
        .remedy(
            "xem các mục trong docs/huong-dan/van-hanh.md",
            "see docs/huong-dan/van-hanh.md for what may stand in it",
        )
    })
}

/// The reason with its line; the line itself may hold what nobody else should see.
fn told(error: &toml::de::Error, text: &str) -> String {
    let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    format!("dòng {line}: {}", error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_in_the_file_is_read_and_nothing_else() {
        let settings = parse(
            "[serve]\nlisten = \"0.0.0.0:443\"\ntls_cert = \"tls/chain.pem\"\ntls_key = \"/etc/key.pem\"\n\
             behind_proxy = [\"10.0.0.0/8\"]\npublic_url = \"https://giamngheo.example.vn\"\nlog = \"json\"\n",
        );
        let serve = settings.unwrap().serve;
        assert_eq!(serve.listen.unwrap().port(), 443);
        assert_eq!(serve.log, Some(Log::Json));
        assert!(parse("").unwrap().serve.listen.is_none());
        for (bad, line) in
            [("[serve]\nlisten = 1\n", "dòng 2"), ("\n\n[serv]\n", "dòng 3"), ("[serve]\nport = 1", "dòng 2")]
        {
            let failure = parse(bad).unwrap_err();
            assert_eq!(failure.code, "CC-SETTINGS");
            assert!(failure.message.vi.contains(line), "{}", failure.message.vi);
        }
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let mut settings = parse(
            "[serve]\ntls_cert = \"tls/chain.pem\"\ntls_key = \"/etc/key.pem\"\n[oidc]\nissuer = \"https://id.a.vn\"\n\
             client_id = \"cancau\"\nclient_secret_file = \"oidc\"\nname = \"Tài khoản tỉnh\"\n",
        )
        .unwrap();
        settings.lie_in(Path::new("/srv/cancau"));
        assert_eq!(settings.serve.tls_cert.unwrap(), Path::new("/srv/cancau/tls/chain.pem"));
        assert_eq!(settings.serve.tls_key.unwrap(), Path::new("/etc/key.pem"));
        let oidc = settings.oidc.unwrap();
        assert_eq!(oidc.client_secret_file, Path::new("/srv/cancau/oidc"));
        assert_eq!((&*oidc.account_claim, oidc.scopes.len()), ("preferred_username", 2));
    }
}
