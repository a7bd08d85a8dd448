//! Signing in as people do: the first administrator, wrong passwords, the second step, grants that exclude each other.

use app::accounts::{Attempt, Federated, NewGrant, Proof};
use app::{Caller, Ctx, Desk, Opener};
use base::{AreaKey, Period};
use domain::access::{Action, Grant, Role};
use domain::area::Areas;
use domain::result::Results;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};
use store::{Key, Reach, RepeatableIds, Store, Target};

const TODAY: Date = date(2025, 11, 18);
const GOOD: &str = "mưa thuận gió hoà quanh năm";

fn now() -> Timestamp {
    "2025-11-18T02:00:00Z".parse().unwrap()
}

fn after(minutes: i64) -> Timestamp {
    now().checked_add(SignedDuration::from_mins(minutes)).unwrap()
}

/// A desk over an empty register, each connection with a chance of its own.
fn desk(dir: &tempfile::TempDir) -> Desk {
    let path = dir.path().join("a.sqlite3");
    let seed = std::sync::atomic::AtomicU64::new(1);
    let opener: Opener = Box::new(move || {
        let seed = seed.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Store::open(&Target::Sqlite(path.clone()), Key::from_bytes(&[7; 64]), Box::new(RepeatableIds::new(seed)))
    });
    Desk::new(Some(opener), Cow::Borrowed(Areas::bundled()), Results::default())
}

fn attempt<'a>(login: &'a str, password: &'a str, code: &'a str) -> Attempt<'a> {
    Attempt { login, password, code, address: IpAddr::V4(Ipv4Addr::LOCALHOST), agent: "test" }
}

fn administrator(desk: &Desk) -> Caller {
    let token = desk.setup_link(now()).unwrap().unwrap();
    desk.set_up(&token, "quan-tri", "Quản trị", GOOD, now()).unwrap();
    caller(desk, "quan-tri", GOOD, now())
}

fn caller(desk: &Desk, login: &str, password: &str, at: Timestamp) -> Caller {
    let token = desk.sign_in(&attempt(login, password, ""), at).unwrap().token;
    desk.visit(&token, at, TODAY).unwrap().unwrap().caller
}

fn ctx(caller: &Caller) -> Ctx {
    Ctx { actor: caller.login.clone(), at: "2025-11-18T02:00:00Z".into(), reason: "thử".into() }
}

#[test]
fn the_first_administrator_comes_by_a_link_that_is_good_once() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir);
    let old = desk.setup_link(now()).unwrap().unwrap();
    let token = desk.setup_link(now()).unwrap().unwrap();
    assert!(!desk.is_setup(&old, now()).unwrap() && desk.is_setup(&token, now()).unwrap());
    assert!(!desk.is_setup(&token, after(121)).unwrap(), "two hours, not longer");
    assert_eq!(desk.set_up(&token, "Quản", "Q", GOOD, now()).unwrap_err().place, "login");
    assert_eq!(desk.set_up(&token, "quan-tri", "Q", "ngắn", now()).unwrap_err().place, "password");
    desk.set_up(&token, "quan-tri", "Quản trị", GOOD, now()).unwrap();
    assert_eq!(desk.set_up(&token, "khac", "Khác", GOOD, now()).unwrap_err().code, "CC-SETUP-GONE");
    assert_eq!(desk.setup_link(now()).unwrap(), None, "there is an account now");
    let caller = caller(&desk, "quan-tri", GOOD, now());
    assert!(caller.may(Action::GiveGrants) && !caller.may(Action::ListHouseholds));
    assert!(caller.scope().rows.is_empty(), "an administrator sees no citizen");
}

#[test]
fn guessing_is_slowed_then_locked_and_an_administrator_unlocks() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir);
    let admin = administrator(&desk);
    let made = desk.make_account(&admin, &ctx(&admin), "an", "An", None).unwrap();
    let refused = |at, password: &str| desk.sign_in(&attempt("an", password, ""), at).unwrap_err().code;
    let guesses: Vec<&str> = (0..7).map(|_| refused(after(1), "đoán mò cho vui")).collect();
    assert_eq!(guesses[..5], ["CC-SIGNIN-WRONG"; 5]);
    assert_eq!(guesses[5..], ["CC-SIGNIN-FAST"; 2], "the brake comes before any password is looked at");
    let soon = after(1).checked_add(SignedDuration::from_secs(30)).unwrap();
    assert_eq!(refused(soon, &made.password), "CC-SIGNIN-LOCKED", "also for the right one");
    assert_eq!(desk.sign_in(&attempt("nobody", "đoán mò cho vui", ""), after(2)).unwrap_err().code, "CC-SIGNIN-WRONG");
    desk.unlock_account(&admin, &ctx(&admin), "an").unwrap();
    let signed_in = desk.sign_in(&attempt("an", &made.password, ""), after(3)).unwrap();
    assert!(signed_in.must_change);
    let visit = desk.visit(&signed_in.token, after(3), TODAY).unwrap().unwrap();
    assert!(visit.must_change && visit.caller.grants.is_empty());
}

#[test]
fn a_session_ends_when_it_is_idle_old_signed_out_or_its_account_closed() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir);
    let admin = administrator(&desk);
    let come = |token: &str, at| desk.visit(token, at, TODAY).unwrap();
    let token = desk.sign_in(&attempt("quan-tri", GOOD, ""), now()).unwrap().token;
    for minutes in (0..=660).step_by(60) {
        assert!(come(&token, after(minutes)).is_some(), "used every hour, it lasts: {minutes}");
    }
    assert!(come(&token, after(720)).is_none(), "a day's work, not longer");
    let idle = desk.sign_in(&attempt("quan-tri", GOOD, ""), after(800)).unwrap().token;
    assert!(come(&idle, after(921)).is_none());
    let out = desk.sign_in(&attempt("quan-tri", GOOD, ""), after(1000)).unwrap().token;
    let visit = come(&out, after(1000)).unwrap();
    desk.end_session(&visit.caller, &ctx(&admin), &visit.session).unwrap();
    assert!(come(&out, after(1000)).is_none());
    assert!(come("not a token", after(1000)).is_none());
    let failure = desk.close_account(&admin, &ctx(&admin), ("quan-tri", 1), true).unwrap_err();
    assert_eq!(failure.code, "CC-ACCOUNT-OWN");
}

#[test]
fn the_second_step_asks_for_a_code_that_works_once_or_a_recovery_code() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir);
    let admin = administrator(&desk);
    let step = desk.offer_second_step(&admin).unwrap();
    let secret: Vec<u8> = (0..20).map(|at| u8::from_str_radix(&step.secret[2 * at..2 * at + 2], 16).unwrap()).collect();
    let secret: [u8; 20] = secret.try_into().unwrap();
    let code = |at: Timestamp| {
        let milliseconds = u64::try_from(at.as_millisecond()).unwrap();
        let all = (0..1_000_000).map(|number| format!("{number:06}"));
        all.into_iter().find(|code| identity::totp::check(&secret, code, None, milliseconds).is_some()).unwrap()
    };
    let wrong = desk.turn_on_second_step(&admin, &ctx(&admin), &step.secret, "000000", now());
    assert_eq!(wrong.unwrap_err().code, "CC-SIGNIN-CODE-WRONG");
    let recovery = desk.turn_on_second_step(&admin, &ctx(&admin), &step.secret, &code(now()), now()).unwrap();
    assert_eq!(recovery.len(), 10);
    let enter = |typed: &str, at| desk.sign_in(&attempt("quan-tri", GOOD, typed), at).map(drop).map_err(|f| f.code);
    assert_eq!(enter("", after(10)), Err("CC-SIGNIN-CODE"));
    let right = code(after(20));
    assert_eq!(enter(&right, after(20)), Ok(()));
    assert_eq!(enter(&right, after(20)), Err("CC-SIGNIN-CODE-WRONG"), "a code works once");
    assert_eq!(enter(&recovery[3], after(30)), Ok(()));
    assert_eq!(enter(&recovery[3], after(40)), Err("CC-SIGNIN-CODE-WRONG"));
    let again = desk.turn_on_second_step(&admin, &ctx(&admin), &step.secret, &code(after(40)), after(40));
    assert_eq!(again.unwrap_err().code, "CC-SECOND-STEP-ON", "a new one would push out the one that protects");
    let off = |password: &str, minutes| {
        let proof = Proof { password, address: IpAddr::V4(Ipv4Addr::LOCALHOST) };
        desk.turn_off_second_step(&admin, &ctx(&admin), &proof, after(minutes)).map_err(|failure| failure.code)
    };
    assert_eq!(off("not the password", 45), Err("CC-PASSWORD-WRONG"));
    assert_eq!(off(GOOD, 46), Ok(()));
    assert_eq!(enter("", after(50)), Ok(()));
}

#[test]
fn duties_that_exclude_each_other_are_not_given_together_and_only_inside_ones_own_area() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir);
    let admin = administrator(&desk);
    for login in ["an", "binh"] {
        desk.make_account(&admin, &ctx(&admin), login, login, None).unwrap();
    }
    let areas = Areas::bundled();
    let unit = |code: &str| areas.at(code, TODAY).unwrap().key.clone();
    let mut communes = areas.units(base::Level::Commune, TODAY).into_iter();
    let commune = communes.find(|one| areas.above(&one.key).iter().any(|above| above.key == unit("46")));
    let commune = commune.unwrap().key.clone();
    let give = |caller: &Caller, login: &str, role, area: Option<AreaKey>| {
        let period = Period { from: TODAY, to: None };
        let grant = Grant { role, area, village: None, period };
        let new = NewGrant { login: login.into(), grant, agency: None, decision: "12/QĐ-UBND".into() };
        desk.give_grant(caller, &ctx(caller), &new).map_err(|failure| failure.code)
    };
    give(&admin, "an", Role::CommuneOfficer, Some(commune.clone())).unwrap();
    let chairman = give(&admin, "an", Role::CommuneChairman, Some(commune.clone()));
    assert_eq!(chairman, Err("CC-DENIED-DUTIES"));
    // in the whole province, too: the commune lies in it
    assert_eq!(give(&admin, "an", Role::Front, Some(unit("46"))), Err("CC-DENIED-DUTIES"));
    assert_eq!(give(&admin, "an", Role::CommuneChairman, Some(unit("01"))), Ok(()), "elsewhere it may be");
    assert_eq!(give(&admin, "quan-tri", Role::ProvincialOfficer, Some(unit("46"))), Err("CC-DENIED-DUTIES"));
    // who may reset every password has no area; everybody else has one
    assert_eq!(give(&admin, "binh", Role::Administrator, Some(unit("46"))), Err("CC-FIELD"));
    assert_eq!(give(&admin, "binh", Role::Administrator, None), Ok(()));
    assert_eq!(give(&admin, "an", Role::Sponsor, None), Err("CC-FIELD"));
    assert_eq!(give(&admin, "an", Role::Sponsor, Some(commune.clone())), Ok(()));
    let whole = desk.account(&admin, "an", now()).unwrap();
    let sponsor = whole.grants.iter().find(|row| row.grant.role == Role::Sponsor).unwrap();
    desk.end_grant(&admin, &ctx(&admin), &sponsor.id, sponsor.version, TODAY).unwrap();
    let longer = desk.end_grant(&admin, &ctx(&admin), &sponsor.id, sponsor.version + 1, date(2099, 1, 1));
    assert_eq!(longer.unwrap_err().code, "CC-GRANT-PERIOD", "an ended grant is not drawn out");
    let officer = desk.person("an", "An", &[], TODAY);
    assert_eq!(give(&officer, "an", Role::Reviewer, Some(unit("46"))), Err("CC-DENIED-ROLE"));
    assert_eq!(give(&Caller::visitor(), "an", Role::Reviewer, None), Err("CC-DENIED-SIGN-IN"));
}

#[test]
fn a_grant_follows_its_territory_through_the_merger_and_never_beyond() {
    let areas = Areas::bundled();
    let known = std::sync::Mutex::default();
    let territory = app::access::Territory::new(areas, &known);
    let before = date(2025, 6, 30);
    let merged = areas.units(base::Level::Commune, TODAY).into_iter().find(|unit| {
        unit.key.code.starts_with("197")
            && areas.predecessors(&unit.key, before).len() > 1
            && areas.predecessors(&unit.key, before).iter().all(|(_, extent)| *extent == domain::area::Extent::Whole)
    });
    let merged = merged.unwrap().key.clone();
    let parts: Vec<AreaKey> = areas.predecessors(&merged, before).into_iter().map(|(key, _)| key).collect();
    let reach = |area: &AreaKey, village: Option<&str>| {
        let period = Period { from: date(2020, 1, 1), to: None };
        territory.reach(&Grant {
            role: Role::CommuneOfficer,
            area: Some(area.clone()),
            village: village.map(str::to_owned),
            period,
        })
    };
    let whole = reach(&merged, None);
    assert!(whole.has_whole(&merged) && parts.iter().all(|part| whole.has_whole(part)), "with all that it was made of");
    let part = reach(&parts[0], None);
    assert!(part.has_whole(&parts[0]) && !part.touches(&merged) && !part.touches(&parts[1]));
    let village = reach(&merged, Some("Thôn 1"));
    assert!(
        village.has(&merged, "Thôn 1") && !village.has(&parts[0], "Thôn 1"),
        "villages of two communes share names"
    );
    // Yên Bái went into Lào Cai, whose code it had: a grant for one is none for the other
    let (old, new) = (areas.at("15", before).unwrap().key.clone(), areas.at("15", TODAY).unwrap().key.clone());
    let (yen_bai, lao_cai) = (reach(&old, None), reach(&new, None));
    assert!(lao_cai.covers(&yen_bai) && !yen_bai.covers(&lao_cai));
    assert_ne!(yen_bai, Reach::default());
}

#[test]
fn a_person_of_a_provider_is_the_account_of_that_login_and_nobody_elses() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(&dir);
    let admin = administrator(&desk);
    desk.make_account(&admin, &ctx(&admin), "an", "An", None).unwrap();
    let enter = |subject: &str, login: &str| {
        let person = Federated { issuer: "https://dinh-danh.example.vn", subject, login };
        desk.sign_in_federated(&person, IpAddr::V4(Ipv4Addr::LOCALHOST), "test", now()).map_err(|failure| failure.code)
    };
    assert_eq!(enter("s1", "binh"), Err("CC-SIGNIN-NO-ACCOUNT"));
    assert!(enter("s1", "an").is_ok());
    assert!(enter("s1", "renamed-elsewhere").is_ok(), "the provider's own name for the person decides");
    assert_eq!(enter("s2", "an"), Err("CC-SIGNIN-NO-ACCOUNT"), "somebody else with the same login is not let in");
}
