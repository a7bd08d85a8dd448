//! Correcting a household on its page, alone and two at once; showing what is masked.

use crate::engines::{Place, key, on_both};
use crate::small::{commit, ctx, household, open};
use app::access::Territory;
use app::{Caller, Desk, Opener};
use base::{AreaKey, Period};
use domain::access::{Grant, Role};
use domain::area::Areas;
use domain::register::Cccd;
use domain::result::Results;
use engine::Class::Poor;
use jiff::civil::{Date, date};
use std::borrow::Cow;
use std::sync::Mutex;
use store::{HouseholdStory, KinKind, NewAccount, RepeatableIds, Scope, Shard, Store};
use web::{Answer, Probe, Web};

const PAGE: &str = "/households/1/H000001";
const EDIT: &str = "/households/1/H000001/edit";
const UNMASK: &str = "/households/1/H000001/unmask";
const NUMBER: &str = "046000000001";
const REASON: &str = "đối chiếu giấy tờ gốc";
const TODAY: Date = date(2025, 11, 18);

fn commune(code: &str) -> AreaKey {
    Areas::bundled().at(code, date(2025, 1, 1)).unwrap().key.clone()
}

/// Somebody with a role in the commune of the household.
fn person(login: &str, role: Role) -> Caller {
    elsewhere(login, role, "19777")
}

fn elsewhere(login: &str, role: Role, code: &str) -> Caller {
    let period = Period { from: date(2020, 1, 1), to: None };
    let grant = Grant { role, area: Some(commune(code)), village: None, period };
    let known = Mutex::default();
    Caller::person(login, login, &[grant], &Territory::new(Areas::bundled(), &known), TODAY)
}

fn register(place: &Place) -> (Store, Shard) {
    let (mut store, shard) = open(place);
    let mut entries = [household(1, 1, Poor), household(2, 1, Poor)];
    for entry in &mut entries {
        entry.commune = commune("19777");
    }
    commit(&mut store, shard, 2022, "a", &entries);
    (store, shard)
}

fn probe(place: &Place, caller: Caller) -> Probe {
    let target = place.target.clone();
    let opener: Opener = Box::new(move || Store::open(&target, key(), Box::new(RepeatableIds::new(1))));
    let areas = Areas::bundled();
    let desk = Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap());
    let now = || "2025-11-18T02:00:00Z".parse().unwrap();
    Probe::new(Web { desk, today: Box::new(|| TODAY), now: Box::new(now), maps: Vec::new(), provider: None }, caller)
        .unwrap()
}

/// The fields of the form of a page, as a browser would send them.
fn filled(page: &Answer) -> Vec<(String, String)> {
    let text = page.text();
    let form = text.split("<form class=\"card edit").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'"))
    };
    let mut fields = Vec::new();
    let mut select = None;
    for tag in form.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let value = || attribute(tag, "value").unwrap_or_default();
        let boxed = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        if tag.starts_with("input") && (!boxed || tag.ends_with(" checked")) {
            fields.push((attribute(tag, "name").unwrap(), value()));
        } else if tag.starts_with("select") {
            select = attribute(tag, "name");
        } else if tag.starts_with("option") && tag.ends_with(" selected") {
            fields.push((select.clone().unwrap(), value()));
        }
    }
    fields
}

fn put(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    fields.push((name.to_owned(), value.to_owned()));
}

fn send(probe: &Probe, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    probe.post(EDIT, &fields).unwrap()
}

fn get(probe: &Probe, address: &str) -> Answer {
    let answer = probe.get(address, "vi", false).unwrap();
    assert!(!answer.text().contains('⟦'), "{address}: {}", answer.text());
    answer
}

fn story(store: &mut Store, shard: Shard) -> HouseholdStory {
    store.household(Scope::everything().of(shard), "H000001").unwrap().unwrap()
}

/// The trail without denials, which have their own story.
fn trail(store: &mut Store) -> Vec<(String, String)> {
    let sql = "select command, actor, detail, reason from audit where command <> 'denied' order by shard, seq";
    let rows = store.db().read(|tx| tx.rows(sql, &[])).unwrap();
    let text = |at: usize, row: &store::Row| row.text(at).unwrap().to_owned();
    rows.iter().map(|row| (text(0, row), format!("{} {} {}", text(1, row), text(2, row), text(3, row)))).collect()
}

fn count(store: &mut Store, sql: &str) -> i64 {
    store.db().read(|tx| tx.row(sql, &[])?.unwrap().int(0)).unwrap()
}

#[test]
fn two_who_correct_one_household_lose_nothing() {
    on_both(|place| {
        let (mut store, shard) = register(place);
        let members: Vec<String> = story(&mut store, shard).members.into_iter().map(|one| one.id).collect();
        let (phone, name) = (format!("phone.{}", members[0]), format!("name.{}", members[1]));
        let probe = probe(place, person("an", Role::CommuneOfficer));
        assert!(get(&probe, PAGE).text().contains(EDIT), "whoever may is led to the form");
        let mut mine = filled(&get(&probe, EDIT));
        let mut theirs = mine.clone();
        put(&mut mine, "village", "Thôn Đông");
        put(&mut mine, &phone, "0914 555 123");
        put(&mut mine, "reason", REASON);
        let saved = send(&probe, &mine);
        assert_eq!((saved.status, saved.location.as_str()), (303, "/households/1/H000001?saved=2"), "{}", saved.text());
        assert!(get(&probe, &saved.location).text().contains("Đã lưu (bản ghi 2)"));

        let probe = probe.seen_by(person("binh", Role::CommuneOfficer));
        put(&mut theirs, "village", "Thôn Tây");
        put(&mut theirs, &name, "Lê Thị Đạo");
        put(&mut theirs, "mark.merit", "1");
        put(&mut theirs, "reason", REASON);
        let met = send(&probe, &theirs);
        let text = met.text();
        assert_eq!(met.status, 409);
        for said in ["Có người vừa sửa hộ", "Thôn Đông", "Thôn Tây", "an sửa lúc 09:00", "0914555123", "Lê Thị Đạo"]
        {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains('⟦'));
        assert_eq!(story(&mut store, shard).addresses[0].village, "Thôn Đông");
        // nobody decides for the second: without a choice the page comes back as it was
        let again = send(&probe, &filled(&met));
        let text = again.text();
        assert_eq!(again.status, 400);
        for said in ["Chưa chọn lấy bên nào", "Thôn Đông", "Thôn Tây", "an sửa lúc 09:00", "Lê Thị Đạo"]
        {
            assert!(text.to_lowercase().contains(&said.to_lowercase()), "{said}: {text}");
        }
        let mut decided = filled(&again);
        put(&mut decided, "choose.village", "mine");
        let saved = send(&probe, &decided);
        assert_eq!((saved.status, saved.location.as_str()), (303, "/households/1/H000001?saved=3"), "{}", saved.text());
        let now = story(&mut store, shard);
        assert_eq!((now.addresses[0].village.as_str(), now.addresses[0].marks.merit), ("Thôn Tây", true));
        assert_eq!(now.members[0].person.phone.as_deref(), Some("0914555123"), "what only the first changed stays");
        assert_eq!(now.members[1].person.name, "Lê Thị Đạo", "what only the second changed is saved");
        assert!(get(&probe, PAGE).text().contains(&format!("Sửa hồ sơ: {REASON}")));
        // saved once more from the old page: asked again, nothing is overwritten
        assert_eq!(send(&probe, &theirs).status, 409);

        let trail = trail(&mut store);
        let edits: Vec<_> = trail.iter().filter(|(command, _)| command == "edit_household").collect();
        assert!(edits.len() == 2 && edits[0].1.starts_with("an ") && edits[1].1.starts_with("binh "), "{edits:?}");
        for secret in [NUMBER, "0914555123"] {
            assert!(trail.iter().all(|(_, told)| !told.contains(secret)), "{trail:?}");
        }
        store.verify().unwrap();
    });
}

#[test]
fn what_was_typed_comes_back_with_the_fault_beside_it() {
    on_both(|place| {
        let (mut store, shard) = register(place);
        let before = story(&mut store, shard);
        let probe = probe(place, person("an", Role::CommuneOfficer));
        let mut fields = filled(&get(&probe, EDIT));
        let of = |field: &str, at: usize| format!("{field}.{}", before.members[at].id);
        put(&mut fields, "village", "Thôn \"Mới\" & xa");
        put(&mut fields, &of("birth", 2), "31/02/2015");
        put(&mut fields, &of("cccd", 1), "0461");
        put(&mut fields, &of("ethnic", 1), "Tà Ôi");
        put(&mut fields, "reason", "sửa");
        let answer = send(&probe, &fields);
        let text = answer.text();
        assert_eq!(answer.status, 400);
        for said in ["không đọc được ngày sinh", "đúng 12 chữ số", "ít nhất ba chữ", "aria-invalid", "Chưa lưu"]
        {
            assert!(text.contains(said), "{said}: {text}");
        }
        let mut back = filled(&answer);
        let mut sent = fields.clone();
        back.sort();
        sent.sort();
        assert_eq!(back, sent, "every field holds what was typed and what it began with");
        assert_eq!(story(&mut store, shard), before);
        // another's number: only the database knows
        put(&mut fields, &of("birth", 2), "02/2015");
        put(&mut fields, &of("cccd", 1), "046000000002");
        put(&mut fields, "reason", REASON);
        let answer = send(&probe, &fields);
        assert!(answer.status == 400 && answer.text().contains("của một người khác"), "{}", answer.text());
        put(&mut fields, &of("cccd", 1), "046175000111");
        assert_eq!(send(&probe, &fields).status, 303);
        let now = story(&mut store, shard);
        assert_eq!(now.addresses[0].village, "Thôn \"Mới\" & xa");
        assert_eq!(now.members[1].person.cccd, Cccd::new("046175000111"));
        assert_eq!(now.members[1].person.ethnic.as_deref(), Some("taoi"));
        // the number itself is in no page
        let pages = [get(&probe, PAGE), get(&probe, EDIT)];
        assert!(pages.iter().all(|page| !page.text().contains("046175000111") && page.text().contains("•••111")));
        let same = filled(&get(&probe, EDIT));
        let mut same: Vec<_> = same.into_iter().filter(|(name, _)| name != "reason").collect();
        put(&mut same, "reason", REASON);
        assert_eq!(
            send(&probe, &same).location,
            "/households/1/H000001?saved=0",
            "nothing differs, nothing is recorded"
        );
        assert_eq!(count(&mut store, "select count(*) from batch where command = 'edit_household'"), 1);
    });
}

#[test]
fn whoever_may_not_correct_a_household_does_not() {
    on_both(|place| {
        let (mut store, shard) = register(place);
        let account = NewAccount {
            login: "kin".into(),
            name: "Trần Kin".into(),
            agency: None,
            password: None,
            must_change: false,
        };
        store.make_account(&ctx(2), &account).unwrap();
        store.declare_kin(&ctx(2), "kin", shard, "H000001", KinKind::Relative).unwrap();
        let before = trail(&mut store);
        let mut probe = probe(place, person("an", Role::CommuneOfficer));
        let mut fields = filled(&get(&probe, EDIT));
        put(&mut fields, "village", "Thôn Đông");
        put(&mut fields, "reason", REASON);
        for (caller, status, code) in [
            (person("rsv", Role::Reviewer), 403, "CC-DENIED-ROLE"),
            (elsewhere("xa", Role::CommuneOfficer, "20044"), 404, "CC-HOUSEHOLD-NONE"),
            (person("kin", Role::CommuneOfficer), 403, "CC-DENIED-KIN"),
        ] {
            probe = probe.seen_by(caller);
            for answer in [probe.get(EDIT, "vi", false).unwrap(), send(&probe, &fields)] {
                assert_eq!(answer.status, status, "{code}");
                assert!(answer.text().contains(code), "{code}: {}", answer.text());
            }
        }
        // a session that ended keeps what was typed, to be sent again
        let probe = probe.seen_by(Caller::visitor());
        assert!(probe.get(EDIT, "vi", false).unwrap().location.starts_with("/sign-in?back="));
        let held = send(&probe, &fields);
        assert_eq!((held.status, filled(&held)), (401, fields.clone()));
        let probe = probe.seen_by(person("rsv", Role::Reviewer));
        let page = get(&probe, PAGE).text();
        assert!(!page.contains(EDIT) && !page.contains(UNMASK));
        assert_eq!(trail(&mut store), before);
        // the household may not be written out of one's own villages either
        let period = Period { from: date(2020, 1, 1), to: None };
        let area = Some(commune("19777"));
        let grant = Grant { role: Role::CommuneOfficer, area, village: Some("Thôn 1".into()), period };
        let known = Mutex::default();
        let village = Caller::person("thon", "thon", &[grant], &Territory::new(Areas::bundled(), &known), TODAY);
        let probe = probe.seen_by(village);
        let answer = send(&probe, &fields);
        assert!(answer.status == 403 && answer.text().contains("Thôn Đông"), "{}", answer.text());
        assert_eq!(trail(&mut store), before);
    });
}

#[test]
fn a_masked_number_is_shown_with_a_reason_and_on_record() {
    on_both(|place| {
        let (mut store, shard) = register(place);
        let head = story(&mut store, shard).members[0].id.clone();
        let probe = probe(place, person("an", Role::CommuneOfficer));
        let page = get(&probe, PAGE).text();
        assert!(page.contains(UNMASK) && page.contains("mở che") && !page.contains(NUMBER));
        let ask = |probe: &Probe, reason: &str| {
            probe.post(UNMASK, &[("field", "cccd"), ("member", &head), ("reason", reason)]).unwrap()
        };
        for reason in ["", "vì", "số 046000000001 đúng không"] {
            let answer = ask(&probe, reason);
            assert!(answer.status == 400 && answer.text().contains("CC-REASON-"), "{}", answer.text());
        }
        assert!(trail(&mut store).iter().all(|(command, _)| command != "unmask"));
        let shown = ask(&probe, "đối chiếu thẻ bảo hiểm");
        assert_eq!(shown.status, 200);
        assert!(shown.text().contains(NUMBER) && shown.text().contains("đối chiếu thẻ bảo hiểm"));
        assert!(!shown.text().contains('⟦'));
        let told = trail(&mut store);
        let (command, last) = told.last().unwrap();
        assert!(command == "unmask" && last.contains("cccd 1: đối chiếu thẻ bảo hiểm"), "{last}");
        assert!(told.iter().all(|(_, told)| !told.contains(NUMBER)));

        let probe = probe.seen_by(person("rsv", Role::Reviewer));
        let refused = ask(&probe, "đối chiếu thẻ bảo hiểm");
        assert!(refused.status == 403 && refused.text().contains("CC-DENIED-ROLE"));
        // what a role sees in the clear is noted, once a day for each household and reader; masked pages are not
        get(&probe, PAGE);
        get(&probe, PAGE);
        get(&probe.seen_by(person("dt", Role::Sponsor)), PAGE);
        let sql =
            "select count(*) from reading where account = 'rsv' and fields = 3 and times = 2 and day = '2025-11-18'";
        assert_eq!(count(&mut store, sql), 1);
        assert_eq!(count(&mut store, "select fields from reading where account = 'an'"), 1 + 2 + 8);
        assert_eq!(count(&mut store, "select count(*) from reading"), 2);
    });
}
