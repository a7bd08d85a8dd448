//! The API for programs: keys and what they open, and everything that its description allows and forbids, asked as
//! several people by a program that reads it.

use crate::demo;
use app::accounts::{Attempt, PREFIX, Proof, Wanted};
use app::{Ctx, Desk, Opener};
use domain::area::Areas;
use domain::result::Results;
use identity::token::Token;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use store::NewToken;

/// The moment of the stories.
const NOW: &str = "2025-11-18T02:00:00Z";

/// Who asks: one who may correct, one who may read the trail, one who sees no citizen.
const ASKING: [&str; 3] = ["can-bo-xa", "thanh-tra", "quan-tri"];

/// What is not asked of the answers. `positive_data_acceptance`: names that are data (indicators of a standard, measures,
/// areas of a day) are no part of the description, so a name that nothing has is refused although it is a text.
const LEFT_OUT: &str = "positive_data_acceptance";

/// A configuration with names that there are: most paths of the program lie behind them.
fn configuration(dir: &Path, household: &str) -> PathBuf {
    let path = dir.join("fuzz.toml");
    let text = format!(
        "[parameters]\n\"path.household\" = \"{household}\"\n\"path.province\" = 1\n\"path.code\" = \"46\"\n\
         \"path.id\" = \"vn-2022\"\n"
    );
    std::fs::write(&path, text).unwrap();
    path
}

/// Keys for those who ask, by login.
fn keys(dir: &Path) -> Vec<(&'static str, String)> {
    let mut store = app::demo::open(dir).unwrap();
    app::demo::welcome(&mut store, NOW, crate::scope::TODAY).unwrap();
    let ctx = Ctx { actor: "test".into(), at: NOW.into(), reason: "kiểm thử".into() };
    let make = |(number, login): (u8, &'static str)| {
        let token = Token::new(&mut |bytes| bytes.fill(number));
        let new = NewToken {
            login: login.into(),
            name: "kiểm thử".into(),
            writes: true,
            expires_at: "2026-01-01T00:00:00Z".into(),
        };
        store.make_token(&ctx, &token.digest(), &new).unwrap();
        (login, format!("{PREFIX}{}", token.text()))
    };
    (1..).zip(ASKING).map(make).collect()
}

fn desk(dir: &Path) -> Desk {
    let folder = dir.to_owned();
    let opener: Opener = Box::new(move || app::demo::open(&folder));
    let areas = Areas::bundled();
    Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap())
}

/// The pages and the API on a port of their own, until it is dropped.
struct Served {
    runtime: Option<tokio::runtime::Runtime>,
    address: SocketAddr,
}

impl Served {
    fn start(dir: &Path) -> Self {
        let web = web::Web {
            desk: desk(dir),
            today: Box::new(|| crate::scope::TODAY),
            now: Box::new(|| NOW.parse().unwrap()),
            maps: Vec::new(),
            provider: None,
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(web::serve(listener, web, web::Transport::default(), std::future::pending()));
        Self { runtime: Some(runtime), address }
    }

    /// Asks with a key; the status and the JSON of the answer.
    fn ask(&self, method: &str, path: &str, key: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {key}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap())
    }
}

impl Served {
    /// The first household that the account of a key sees.
    fn a_household(&self, key: &str) -> String {
        let (_, found) = self.ask("GET", "/api/v1/households?sort=code&per_page=1", key, "");
        found["households"][0]["code"].as_str().unwrap().to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
    }
}

#[test]
fn a_key_opens_what_its_account_may_until_it_ends_and_changes_nothing_unless_it_may() {
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let welcomed = app::demo::welcome(&mut app::demo::open(dir.path()).unwrap(), NOW, crate::scope::TODAY).unwrap();
    let desk = desk(dir.path());
    let now = NOW.parse().unwrap();
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let officer = welcomed.iter().find(|one| one.login == "can-bo-xa").unwrap();
    let password = officer.password.as_str();
    let attempt = Attempt { login: officer.login, password, code: "", address: here, agent: "test" };
    let token = desk.sign_in(&attempt, now).unwrap().token;
    let caller = desk.visit(&token, now, crate::scope::TODAY).unwrap().unwrap().caller;
    let ctx = Ctx { actor: caller.login.clone(), at: NOW.into(), reason: "kiểm thử".into() };
    let make = |password, days, writes| {
        let wanted = Wanted { name: "báo cáo tháng", days, writes };
        desk.make_token(&caller, &ctx, &Proof { password, address: here }, &wanted, now).map_err(|failure| failure.code)
    };
    assert_eq!(make("not the password", 30, false), Err("CC-PASSWORD-WRONG"));
    assert_eq!(make(password, 0, false), Err("CC-TOKEN-DAYS"));
    assert_eq!(make(password, 367, false), Err("CC-TOKEN-DAYS"));
    let (reads, writes) = (make(password, 30, false).unwrap(), make(password, 366, true).unwrap());

    let served = Served::start(dir.path());
    let code = |(status, answer): (u16, Value)| (status, answer["code"].as_str().unwrap_or_default().to_owned());
    let (status, me) = served.ask("GET", "/api/v1/me", &reads, "");
    assert_eq!((status, me["login"].as_str()), (200, Some("can-bo-xa")));
    for none in ["", "cancau_", &reads[1..], &format!("{reads}x"), &"x".repeat(5000)] {
        assert_eq!(code(served.ask("GET", "/api/v1/me", none, "")), (401, "CC-DENIED-SIGN-IN".into()), "{none}");
        // where nobody need be signed in, a wrong key is told all the same
        assert_eq!(code(served.ask("GET", "/api/v1/standards", none, "")).0, 401, "{none}");
    }
    let household = served.a_household(&reads);
    let address = format!("/api/v1/households/1/{household}/fields");
    let (status, fields) = served.ask("GET", &address, &reads, "");
    assert_eq!(status, 200, "{fields}");
    let farm = fields["fields"]["mark.farm"].as_str().unwrap();
    let other = if farm == "1" { "" } else { "1" };
    let correction = |version: &Value, from: &str, to: &str| {
        serde_json::json!({"version": version, "reason": "hộ báo ghi nhầm", "fields": {"mark.farm": {"from": from, "to": to}}})
            .to_string()
    };
    let sent = correction(&fields["version"], farm, other);
    assert_eq!(code(served.ask("PATCH", &address, &reads, &sent)), (403, "CC-DENIED-KEY-READS".into()));
    let (status, saved) = served.ask("PATCH", &address, &writes, &sent);
    assert_eq!(status, 200, "{saved}");
    assert!(saved["batch"].as_i64().is_some());
    let (_, after) = served.ask("GET", &address, &writes, "");
    assert_eq!(after["fields"]["mark.farm"].as_str().unwrap(), other);
    // whoever rests on what was there before is told what is there now
    let stale = correction(&fields["version"], farm, if farm == "1" { "" } else { "1" });
    let village = serde_json::json!({"version": fields["version"], "reason": "hộ báo ghi nhầm",
        "fields": {"village": {"from": fields["fields"]["village"], "to": "Thôn Mới"}}});
    let (status, met) = served.ask("PATCH", &address, &writes, &village.to_string());
    assert_eq!((status, met["code"].as_str()), (409, Some("CC-CHANGED-MEANWHILE")), "{met}");
    assert_eq!(served.ask("PATCH", &address, &writes, &stale).0, 409);
    let unknown = sent.replace("mark.farm", "mark.nothing");
    assert_eq!(code(served.ask("PATCH", &address, &writes, &unknown)), (400, "CC-PAGE-VALUE".into()));
    let short = sent.replace("hộ báo ghi nhầm", "sửa");
    let (status, refused) = served.ask("PATCH", &address, &writes, &short);
    assert_eq!((status, refused[0]["code"].as_str()), (422, Some("CC-REASON-SHORT")), "{refused}");

    let kept = desk.own_tokens(&caller, now).unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|one| one.used_at.is_some()), "it is told when a key was used");
    let reading = kept.iter().find(|one| !one.writes).unwrap();
    desk.end_token(&caller, &ctx, &reading.id).unwrap();
    assert_eq!(served.ask("GET", "/api/v1/me", &reads, "").0, 401);
    assert_eq!(served.ask("GET", "/api/v1/me", &writes, "").0, 200);
    let wanted = "một mật khẩu khác hẳn, dài và dễ nhớ";
    desk.change_password(&caller, &ctx, &Proof { password, address: here }, wanted, &token, now).unwrap();
    assert_eq!(served.ask("GET", "/api/v1/me", &writes, "").0, 401, "whoever knew the password may have made keys");
    assert!(desk.own_tokens(&caller, now).unwrap().is_empty());
}

#[test]
fn whatever_a_program_asks_is_answered_as_described_and_nothing_breaks() {
    let fuzzer = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/.venv/bin/schemathesis");
    assert!(fuzzer.exists(), "the program that asks is not installed: run `cargo xtask test`, which installs it");
    let dir = tempfile::tempdir().unwrap();
    demo::copy(dir.path());
    let keys = keys(dir.path());
    let served = Served::start(dir.path());
    let configuration = configuration(dir.path(), &served.a_household(&keys[0].1));
    for (login, key) in keys {
        let ran = Command::new(&fuzzer)
            .arg("--config-file")
            .arg(&configuration)
            .args(["run", &format!("http://{}/api/v1/openapi.json", served.address)])
            .args(["--header", &format!("Authorization: Bearer {key}")])
            .args(["--checks", "all", "--exclude-checks", LEFT_OUT])
            .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "25", "--seed", "20251118"])
            .args(["--continue-on-failure", "--no-color"])
            .current_dir(dir.path())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(ran.status.success(), "as {login}: {told}\n{}", String::from_utf8_lossy(&ran.stderr));
        let generated = told
            .lines()
            .find(|line| line.contains(" generated, ") || line.ends_with(" generated"))
            .unwrap_or_default()
            .trim()
            .to_owned();
        eprintln!("as {login}: {generated}");
        let cases: usize = generated.split(' ').next().unwrap().replace(',', "").parse().unwrap();
        assert!(cases > 500, "as {login} hardly anything was asked: {told}");
    }
}
