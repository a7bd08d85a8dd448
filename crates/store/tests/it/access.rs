//! Accounts, sessions, grants, agencies: what is kept, what is refused, and what the chain of the deployment tells.

use crate::engines::{Place, on_both};
use crate::register::{all, commit, commune, ctx, household, open, review};
use base::{Level, Period};
use domain::access::{AgencyKind, Grant, Role};
use engine::Class::{NearPoor, Poor};
use jiff::civil::date;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Filter, KinKind, NewAccount, NewAgency, NewGrant, Page, Reach, Scope, Shard, Sort, Store, Villages};

const ALL: Page = Page { offset: 0, limit: 1000 };

fn account(login: &str) -> NewAccount {
    NewAccount {
        login: login.into(),
        name: "Nguyễn Văn An".into(),
        agency: None,
        password: Some("$argon2id$…".into()),
        must_change: true,
    }
}

fn with_account(place: &Place) -> (Store, Shard) {
    let (mut store, shard) = open(place);
    assert!(store.is_without_accounts().unwrap());
    store.make_account(&ctx(1), &account("an")).unwrap();
    (store, shard)
}

#[test]
fn an_account_is_found_changed_closed_and_every_step_is_in_the_chain() {
    on_both(|place| {
        let (mut store, _) = with_account(place);
        assert!(!store.is_without_accounts().unwrap());
        assert_eq!(store.make_account(&ctx(2), &account("an")).unwrap_err().code, "CC-ACCOUNT-TAKEN");
        let found = store.account("an").unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.must_change, found.version), ("Nguyễn Văn An", true, 1));
        assert_eq!(store.accounts("van an").unwrap().len(), 1);
        assert!(store.accounts("binh").unwrap().is_empty());
        store.change_account(&ctx(3), "an", 1, "Nguyễn Văn Ân", None).unwrap();
        let failure = store.change_account(&ctx(4), "an", 1, "Người khác", None).unwrap_err();
        assert_eq!(failure.code, "CC-CHANGED-MEANWHILE");
        store.close_account(&ctx(5), "an", 2, true).unwrap();
        assert!(store.account("an").unwrap().unwrap().closed_at.is_some());
        let report = store.verify().unwrap();
        let own = report.shards.iter().find(|shard| shard.code.is_empty()).unwrap();
        assert_eq!(own.records, 3, "made, changed, closed; what was refused left nothing");
    });
}

#[test]
fn a_session_ends_with_its_account_its_password_or_by_its_id() {
    on_both(|place| {
        let (mut store, _) = with_account(place);
        for digest in [b"1", b"2", b"3"] {
            store
                .open_session(&ctx(2), "an", digest, "2025-01-01T20:00:00Z", "127.0.0.1", "Firefox", |_| Ok(()))
                .unwrap();
        }
        let ended = |store: &mut Store, digest: &[u8]| store.session(digest).unwrap().unwrap().ended_at.is_some();
        let sessions = store.sessions("an", "2025-01-01T09:00:00Z").unwrap();
        assert_eq!(sessions.len(), 3);
        assert_eq!(store.sessions("an", "2025-01-02T09:00:00Z").unwrap(), [], "they have run out");
        let second = store.session(b"2").unwrap().unwrap().id;
        assert!(store.end_session(&ctx(3), "an", &second).unwrap());
        assert!(!store.end_session(&ctx(3), "an", &second).unwrap());
        assert!(!ended(&mut store, b"1") && ended(&mut store, b"2"));
        store.set_password(&ctx(4), "an", "$argon2id$other", false, Some(b"3")).unwrap();
        assert!(ended(&mut store, b"1") && !ended(&mut store, b"3"), "whoever changed the password stays");
        store.touch_session(b"3", "2025-01-01T08:30:00Z").unwrap();
        assert_eq!(store.session(b"3").unwrap().unwrap().seen_at, "2025-01-01T08:30:00Z");
        let version = store.account("an").unwrap().unwrap().version;
        store.close_account(&ctx(5), "an", version, true).unwrap();
        assert!(ended(&mut store, b"3"));
        assert_eq!(store.session(b"never").unwrap(), None);
        let refuse = |_: &store::Account| Err(base::Failure::new("CC-TEST", "không", "no"));
        let refused = store.open_session(&ctx(6), "an", b"4", "2025-01-01T20:00:00Z", "127.0.0.1", "Firefox", refuse);
        assert_eq!(refused.unwrap_err().code, "CC-TEST");
        assert_eq!(store.session(b"4").unwrap(), None);
    });
}

#[test]
fn codes_and_links_work_once() {
    on_both(|place| {
        let (mut store, _) = with_account(place);
        store.set_totp(&ctx(2), "an", Some(b"twenty secret bytes!"), &[b"a".to_vec(), b"b".to_vec()]).unwrap();
        assert_eq!(store.totp("an").unwrap(), Some((b"twenty secret bytes!".to_vec(), 0)));
        assert!(store.take_totp_step("an", 100).unwrap());
        assert!(!store.take_totp_step("an", 100).unwrap() && !store.take_totp_step("an", 99).unwrap());
        assert!(store.take_recovery(&ctx(3), "an", b"a").unwrap());
        assert!(!store.take_recovery(&ctx(3), "an", b"a").unwrap());
        assert_eq!(store.recovery("an").unwrap(), [b"b".to_vec()]);
        store.set_totp(&ctx(4), "an", None, &[]).unwrap();
        assert_eq!((store.totp("an").unwrap(), store.recovery("an").unwrap()), (None, vec![]));

        store.make_ticket(&ctx(5), b"first", "2025-01-01T10:00:00Z").unwrap();
        store.make_ticket(&ctx(6), b"second", "2025-01-01T10:00:00Z").unwrap();
        let good = |store: &mut Store, digest: &[u8], now| store.is_ticket(digest, now).unwrap();
        assert!(!good(&mut store, b"first", "2025-01-01T08:10:00Z"), "a new link ends the one before");
        assert!(good(&mut store, b"second", "2025-01-01T08:10:00Z"));
        assert!(!good(&mut store, b"second", "2025-01-01T10:00:00Z"), "too late");
        assert!(store.take_ticket(b"second", "2025-01-01T08:11:00Z").unwrap());
        assert!(!store.take_ticket(b"second", "2025-01-01T08:11:00Z").unwrap());
    });
}

#[test]
fn a_grant_is_weighed_against_those_held_in_its_own_transaction_and_ended_with_a_day() {
    on_both(|place| {
        let (mut store, _) = with_account(place);
        let grant = |role| Grant {
            role,
            area: Some(commune(1)),
            village: Some("Thôn 1".into()),
            period: Period { from: date(2025, 1, 1), to: None },
        };
        let new = |role| NewGrant { login: "an".into(), grant: grant(role), agency: None, decision: "1/QĐ".into() };
        store
            .give_grant(&ctx(2), &new(Role::Reviewer), |held| {
                assert!(held.is_empty());
                Ok(())
            })
            .unwrap();
        let refuse = |held: &[store::GrantRow]| {
            assert_eq!(held[0].grant, grant(Role::Reviewer));
            Err(base::Failure::new("CC-TEST", "không", "no"))
        };
        assert_eq!(store.give_grant(&ctx(3), &new(Role::Front), refuse).unwrap_err().code, "CC-TEST");
        let held = store.grants("an").unwrap();
        assert_eq!(held.len(), 1);
        let (id, version) = (held[0].id.clone(), held[0].version);
        store.end_grant(&ctx(4), &id, version, date(2025, 3, 31)).unwrap();
        assert_eq!(store.end_grant(&ctx(5), &id, version, date(2025, 2, 28)).unwrap_err().code, "CC-CHANGED-MEANWHILE");
        assert_eq!(store.grants("an").unwrap()[0].grant.period.to, Some(date(2025, 3, 31)));
        let later = store.end_grant(&ctx(5), &id, version + 1, date(2026, 3, 31)).unwrap_err();
        assert_eq!(later.code, "CC-GRANT-PERIOD", "what ended is given anew, not drawn out");
        assert_eq!(store.grants_on(date(2025, 3, 31)).unwrap().len(), 1);
        assert!(store.grants_on(date(2025, 4, 1)).unwrap().is_empty());
        assert_eq!(store.end_grant(&ctx(6), "00", 1, date(2025, 1, 1)).unwrap_err().code, "CC-GRANT-NONE");
    });
}

#[test]
fn an_agency_keeps_its_names_and_its_successors() {
    on_both(|place| {
        let (mut store, _) = open(place);
        let new = |name: &str| NewAgency {
            kind: AgencyKind::Department,
            level: Level::Province,
            area: None,
            contact: String::new(),
            name: name.into(),
            since: date(2008, 1, 1),
            document: "1/QĐ".into(),
        };
        let before = store.make_agency(&ctx(1), &new("Sở Lao động")).unwrap();
        let after = store.make_agency(&ctx(2), &new("Sở Nông nghiệp")).unwrap();
        store.rename_agency(&ctx(3), &after, 1, "Sở Nông nghiệp và Môi trường", date(2025, 3, 1), "2/QĐ").unwrap();
        let early = store.rename_agency(&ctx(4), &after, 2, "Sở", date(2020, 1, 1), "3/QĐ").unwrap_err();
        assert_eq!(early.code, "CC-AGENCY-NAME-DAY");
        store.close_agency(&ctx(5), &before, 1, date(2025, 3, 1), std::slice::from_ref(&after), "2/QĐ").unwrap();
        let found = store.agency(&after).unwrap();
        assert_eq!(found.name_on(date(2025, 2, 28)), "Sở Nông nghiệp");
        assert_eq!(found.name_on(date(2025, 3, 1)), "Sở Nông nghiệp và Môi trường");
        assert_eq!(found.name_on(date(1999, 1, 1)), "Sở Nông nghiệp", "the nearest name");
        let closed = store.agency(&before).unwrap();
        assert_eq!(closed.closed_on, Some(date(2025, 3, 1)));
        assert_eq!(closed.successors, [(after, date(2025, 3, 1), "2/QĐ".to_owned())]);
        assert_eq!(store.agencies().unwrap().len(), 2);
    });
}

#[test]
fn declared_households_are_kept_until_they_are_taken_back() {
    on_both(|place| {
        let (mut store, shard) = with_account(place);
        store.declare_kin(&ctx(2), "an", shard, "H000001", KinKind::Relative).unwrap();
        store.declare_kin(&ctx(3), "an", shard, "H000001", KinKind::Own).unwrap();
        let kin = store.kin("an").unwrap();
        assert_eq!((kin.len(), kin[0].kind), (1, KinKind::Own));
        store.end_kin(&ctx(4), "an", shard, "H000001").unwrap();
        assert!(store.kin("an").unwrap().is_empty());
        let twice = store.end_kin(&ctx(4), "an", shard, "H000001").unwrap_err();
        assert_eq!(twice.code, "CC-CHANGED-MEANWHILE");
        assert_eq!(
            store.declare_kin(&ctx(5), "nobody", shard, "H1", KinKind::Own).unwrap_err().code,
            "CC-ACCOUNT-NONE"
        );
    });
}

/// A scope of the villages of two communes: all of the second, `Thôn 1` of the first.
fn some(health: bool) -> Scope {
    let village = Villages::Only(BTreeSet::from(["Thôn 1".to_owned()]));
    let rows = Reach::Within(Arc::new([(commune(1), village), (commune(2), Villages::All)].into()));
    Scope { health: if health { rows.clone() } else { Reach::default() }, rows, ..Scope::nothing() }
}

#[test]
fn what_lies_outside_of_the_scope_is_in_no_answer() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let lives = |village: &str, mut entry: domain::register::HouseholdEntry| {
            entry.village = village.into();
            entry
        };
        let households = [
            lives("Thôn 1", household(1, 1, Poor)),
            lives("Thôn 2", household(2, 1, Poor)),
            lives("Thôn 1", household(3, 2, Poor)),
            lives("Thôn 1", household(4, 3, NearPoor)),
        ];
        commit(&mut store, shard, 2024, "a", &households);
        let (scope, of) = (some(true), review(2024));
        let view = scope.of(shard);
        let found = store.search(view, &of, None, &Filter::default(), Sort::default(), ALL).unwrap();
        let codes: Vec<&str> = found.rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!((found.households, codes), (2, vec!["H000001", "H000003"]));
        let elsewhere = Filter { communes: Some([commune(1), commune(3)].into()), ..Filter::default() };
        assert_eq!(store.search(view, &of, None, &elsewhere, Sort::default(), ALL).unwrap().households, 1);
        // counts: only communes that are whole inside; villages one by one
        assert_eq!(store.counts(view, &of, None).unwrap().into_keys().collect::<Vec<_>>(), [commune(2)]);
        let villages = store.villages(view, &of, None, &[commune(1), commune(2), commune(3)]).unwrap();
        let named: Vec<(base::AreaKey, &str)> =
            villages.keys().map(|(key, name)| (key.clone(), name.as_str())).collect();
        assert_eq!(named, [(commune(1), "Thôn 1"), (commune(2), "Thôn 1")]);
        assert_eq!(store.communes(view, &of).unwrap(), [commune(1), commune(2)]);
        assert_eq!(store.list(view, &of, None, &commune(1), Poor).unwrap().len(), 1);
        assert!(store.list(view, &of, None, &commune(3), NearPoor).unwrap().is_empty());
        assert!(store.household(view, "H000002").unwrap().is_none());
        assert!(store.household(view, "H000001").unwrap().is_some());
        let suggested = |store: &mut Store, scope: &Scope, text: &str| {
            let found = store.suggest(scope.of(shard), text, 10).unwrap();
            found.into_iter().map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(suggested(&mut store, &scope, "H00000"), ["H000001", "H000003"]);
        assert_eq!(store.suggest(all(shard), "H00000", 10).unwrap().len(), 4);
        assert!(suggested(&mut store, &Scope::nothing(), "H00000").is_empty());
        assert_eq!(store.answers_of(view, &of, |_| Ok(())).unwrap_err().code, "CC-DENIED-SENSITIVE");
    });
}

#[test]
fn sensitive_data_stay_masked_and_are_no_condition_of_a_search() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let mut entry = household(3, 2, Poor);
        entry.members[0].ethnic = Some("taoi".into());
        commit(&mut store, shard, 2024, "a", &[entry]);
        let (scope, of) = (some(false), review(2024));
        let view = scope.of(shard);
        let row = store.search(view, &of, None, &Filter::default(), Sort::default(), ALL).unwrap().rows.remove(0);
        assert_eq!(row.flags, None);
        let told = store.household(view, "H000003").unwrap().unwrap();
        let person = &told.members[0].person;
        assert_eq!((person.ethnic.as_deref(), person.cccd.is_none()), (None, true));
        assert!(person.masked.ethnicity && person.masked.cccd);
        assert!(told.results[0].flags.is_none() && told.results[0].answers.is_none());
        let taoi = store::Ethnic::AnyOf(["taoi".to_owned()].into());
        for filter in [
            Filter { ethnic: Some(taoi), ..Filter::default() },
            Filter { indicator: Some(0), ..Filter::default() },
            Filter { mark: Some(store::Mark::EthnicMinority), ..Filter::default() },
            Filter { children: Some(store::Lacking::Nutrition), ..Filter::default() },
        ] {
            let failure = store.search(view, &of, None, &filter, Sort::default(), ALL).unwrap_err();
            assert_eq!(failure.code, "CC-DENIED-SENSITIVE", "{filter:?}");
        }
        let number = store.household(all(shard), "H000003").unwrap().unwrap().members[0].person.cccd.clone();
        let number = number.unwrap().reveal().to_owned();
        assert_eq!(store.suggest(all(shard), &number, 5).unwrap().len(), 1);
        assert!(store.suggest(view, &number, 5).unwrap().is_empty(), "a number finds nobody for who may not see it");
        let typed = Filter { text: number, ..Filter::default() };
        assert_eq!(store.search(view, &of, None, &typed, Sort::default(), ALL).unwrap().households, 0);
    });
}
