//! Sign-in at a real provider: who comes back is known, and every way to come back falsely is refused.

use crate::provider::{REDIRECT, Running, sign_in};
use identity::oidc::{Answer, Person, Provider, Secrets, Settings};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

/// Now, in milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the provider's tokens are of the system's time")]
fn now() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    u64::try_from(now.as_millis()).unwrap()
}

/// Different bytes with every call.
fn chance(bytes: &mut [u8]) {
    static CALLS: AtomicU8 = AtomicU8::new(1);
    bytes.fill(CALLS.fetch_add(1, Ordering::Relaxed));
}

fn settings(dir: &Path, issuer: &str, client: &str) -> Settings {
    let secret = dir.join("secret");
    std::fs::write(&secret, "s3cret\n").unwrap();
    private(&secret);
    Settings {
        issuer: issuer.to_owned(),
        client_id: client.to_owned(),
        client_secret_file: secret,
        account_claim: "preferred_username".to_owned(),
        scopes: vec!["profile".to_owned(), "email".to_owned()],
        name: "Tài khoản tỉnh".to_owned(),
    }
}

#[cfg(unix)]
fn private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// Begins a sign-in and does it; answers what was to be remembered and what came back.
fn back(provider: &Provider, login: &str) -> (Secrets, BTreeMap<String, String>) {
    let start = provider.start(REDIRECT, &mut chance).unwrap();
    (start.secrets, sign_in(&start.address, login))
}

fn finish(provider: &Provider, secrets: &Secrets, back: &BTreeMap<String, String>) -> Result<Person, String> {
    let value = |name: &str| back.get(name).map(String::as_str);
    let answer = Answer { state: value("state").unwrap_or(""), code: value("code"), error: value("error") };
    provider
        .finish(REDIRECT, secrets, &answer, now())
        .map_err(|failure| format!("{} {}", failure.code, failure.message.en))
}

fn refused(result: Result<Person, String>, code: &str, why: &str) {
    let said = result.unwrap_err();
    assert!(said.starts_with(code) && said.contains(why), "{said}");
}

#[test]
fn a_person_signs_in_and_is_known_by_name_account_and_proved_address() {
    let (running, dir) = (Running::start(), tempfile::tempdir().unwrap());
    for client in ["cancau", "posting"] {
        let provider = Provider::open(settings(dir.path(), &running.issuer, client)).unwrap();
        let (secrets, back) = back(&provider, "subject-1");
        let person = finish(&provider, &secrets, &back).unwrap();
        assert_eq!((&*person.subject, &*person.account), ("subject-1", "an.nguyen"));
        assert_eq!(person.name.as_deref(), Some("Nguyễn Văn An"));
        assert_eq!(person.email.as_deref(), Some("an@example.vn"));
        assert_eq!(person.claims["ma_can_bo"], "CB-001");
    }
    let other_claim = |claim: &str, login: &str| {
        let settings = Settings { account_claim: claim.to_owned(), ..settings(dir.path(), &running.issuer, "cancau") };
        let provider = Provider::open(settings).unwrap();
        let (secrets, back) = back(&provider, login);
        finish(&provider, &secrets, &back).map(|person| person.account)
    };
    assert_eq!(other_claim("ma_can_bo", "a").unwrap(), "CB-001");
    assert_eq!(other_claim("email", "a").unwrap(), "an@example.vn");
    assert!(other_claim("email", "unproved").unwrap_err().starts_with("CC-OIDC-CLAIM"));
    assert!(other_claim("employee", "a").unwrap_err().starts_with("CC-OIDC-CLAIM"));
}

#[test]
fn an_answer_counts_once_and_only_for_the_browser_and_client_that_asked() {
    let (running, dir) = (Running::start(), tempfile::tempdir().unwrap());
    let provider = Provider::open(settings(dir.path(), &running.issuer, "cancau")).unwrap();
    let (secrets, answer) = back(&provider, "a");

    let other = Secrets { state: "x".repeat(43), ..secrets.clone() };
    refused(finish(&provider, &other, &answer), "CC-OIDC-STATE", "");
    let without = BTreeMap::from([("code".to_owned(), answer["code"].clone())]);
    refused(finish(&provider, &secrets, &without), "CC-OIDC-STATE", "");

    finish(&provider, &secrets, &answer).unwrap();
    refused(finish(&provider, &secrets, &answer), "CC-OIDC-DENIED", "invalid_grant");

    let (secrets, answer) = back(&provider, "a");
    let stolen = Secrets { verifier: "x".repeat(43), ..secrets };
    refused(finish(&provider, &stolen, &answer), "CC-OIDC-DENIED", "invalid_grant");

    let (secrets, answer) = back(&provider, "a");
    let swapped = Secrets { nonce: "x".repeat(43), ..secrets };
    refused(finish(&provider, &swapped, &answer), "CC-OIDC-TOKEN", "nonce");

    let (secrets, answer) = back(&provider, "a");
    let neighbour = Provider::open(settings(dir.path(), &running.issuer, "other")).unwrap();
    refused(finish(&neighbour, &secrets, &answer), "CC-OIDC-DENIED", "invalid_grant");

    let (secrets, mut answer) = back(&provider, "a");
    answer.remove("code");
    answer.insert("error".to_owned(), "access_denied".to_owned());
    refused(finish(&provider, &secrets, &answer), "CC-OIDC-DENIED", "access_denied");
}

#[test]
fn a_token_with_one_thing_wrong_is_refused() {
    let (running, dir) = (Running::start(), tempfile::tempdir().unwrap());
    for (what, why) in [
        ("audience", "audience"),
        ("issuer", "issuer"),
        ("nonce", "nonce"),
        ("expired", "Expired"),
        ("key", "Signature"),
        ("none", "Signature"),
        ("nothing", "there is none"),
    ] {
        let provider = Provider::open(settings(dir.path(), &running.issuer, &format!("forged-{what}"))).unwrap();
        let (secrets, answer) = back(&provider, "a");
        refused(finish(&provider, &secrets, &answer), "CC-OIDC-TOKEN", why);
    }
    let provider = Provider::open(settings(dir.path(), &running.issuer, "cancau")).unwrap();
    let late = |by: i64| {
        let (secrets, back) = back(&provider, "a");
        let answer = Answer { state: &back["state"], code: Some(&back["code"]), error: None };
        let now = now().checked_add_signed(by * 1000).unwrap();
        provider.finish(REDIRECT, &secrets, &answer, now).map(|_| ()).map_err(|failure| failure.code)
    };
    assert_eq!(late(-30), Ok(()), "clocks differ a little");
    assert_eq!(late(-600), Err("CC-OIDC-TOKEN"), "a token of the future");
    assert_eq!(late(100_000), Err("CC-OIDC-TOKEN"), "an old token");
}

#[test]
fn wrong_settings_and_a_silent_provider_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let open = |settings: Settings| Provider::open(settings).map(|_| ()).map_err(|failure| failure.code);
    let fine = settings(dir.path(), "http://127.0.0.1:9", "cancau");
    for issuer in ["http://id.example.vn", "id.example.vn", ""] {
        assert_eq!(open(Settings { issuer: issuer.to_owned(), ..fine.clone() }), Err("CC-OIDC-SETTINGS"), "{issuer}");
    }
    assert_eq!(open(Settings { client_id: String::new(), ..fine.clone() }), Err("CC-OIDC-SETTINGS"));
    let nowhere = dir.path().join("nowhere");
    assert_eq!(open(Settings { client_secret_file: nowhere, ..fine.clone() }), Err("CC-SECRET-FILE"));
    let silent = Provider::open(fine).unwrap();
    assert_eq!(silent.start(REDIRECT, &mut chance).unwrap_err().code, "CC-OIDC-REACH");
    // a provider that calls itself something else
    let running = Running::start();
    let other = running.issuer.replace("127.0.0.1", "localhost");
    let provider = Provider::open(settings(dir.path(), &other, "cancau")).unwrap();
    assert_eq!(provider.start(REDIRECT, &mut chance).unwrap_err().code, "CC-OIDC-PROVIDER");
}
