//! A real provider of OpenID Connect while a test runs, and a browser that signs in there.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Where a sign-in comes back to; nobody listens there, the browser of the tests reads the address only.
pub(crate) const REDIRECT: &str = "http://127.0.0.1:9/sign-in/oidc";

/// The provider; dropped, it ends.
pub(crate) struct Running {
    child: Child,
    // it says more, and would break if nobody could hear it
    _told: BufReader<ChildStdout>,
    pub(crate) issuer: String,
}

impl Running {
    pub(crate) fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/provider");
        assert!(
            folder.join("node_modules/oidc-provider").is_dir(),
            "the provider of the tests is not installed; run `cargo xtask test`, or `npm ci --ignore-scripts` in {}",
            folder.display()
        );
        let mut node = Command::new("node");
        node.arg("provider.js").current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = node.spawn().expect("node is missing; install it with: apt-get install nodejs npm");
        let mut issuer = String::new();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        told.read_line(&mut issuer).unwrap();
        let issuer = issuer.trim().to_owned();
        assert!(issuer.starts_with("http://127.0.0.1:"), "the provider did not start; `node provider.js` says why");
        Self { child, _told: told, issuer }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // it may have ended by itself, and then there is nothing to stop
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs in at the provider's own form, as `login`, and answers the values it is sent back to us with.
pub(crate) fn sign_in(address: &str, login: &str) -> BTreeMap<String, String> {
    let mut browser = Browser::default();
    let mut page = browser.open(address);
    for _ in 0..10 {
        page = match page {
            Page::To(address) if address.starts_with(REDIRECT) => {
                let (_, values) = address.split_once('?').unwrap();
                return openidconnect::url::form_urlencoded::parse(values.as_bytes()).into_owned().collect();
            }
            Page::To(address) => browser.open(&address),
            Page::Form { action, prompt } => {
                let values = [("prompt", &*prompt), ("login", login), ("password", "any")];
                browser.send(&action, &values)
            }
        };
    }
    panic!("the provider sends the browser round in circles");
}

enum Page {
    To(String),
    Form { action: String, prompt: String },
}

/// Keeps cookies, follows nothing by itself.
#[derive(Default)]
struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    fn open(&mut self, address: &str) -> Page {
        let request = agent().get(address).header("cookie", self.cookies());
        self.read(address, request.call().unwrap())
    }

    fn send(&mut self, address: &str, values: &[(&str, &str)]) -> Page {
        let request = agent().post(address).header("cookie", self.cookies());
        self.read(address, request.send_form(values.iter().copied()).unwrap())
    }

    fn cookies(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn read(&mut self, address: &str, mut response: ureq::http::Response<ureq::Body>) -> Page {
        for cookie in response.headers().get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        if let Some(to) = response.headers().get("location") {
            let base = openidconnect::url::Url::parse(address).unwrap();
            return Page::To(base.join(to.to_str().unwrap()).unwrap().into());
        }
        let text = response.body_mut().read_to_string().unwrap();
        let after = |mark: &str| text.split_once(mark).unwrap_or_else(|| panic!("no form: {text}")).1;
        let until = |text: &str| text.split('"').next().unwrap().to_owned();
        Page::Form { action: until(after("action=\"")), prompt: until(after("name=\"prompt\" value=\"")) }
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false).proxy(None);
    config.http_status_as_error(false).build().into()
}
