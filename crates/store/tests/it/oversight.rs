//! Samples that anybody can draw again, observations and answers, requests, and who looked.

use crate::engines::on_both;
use crate::register::{all, commit, commune, ctx, household, open, review};
use engine::Class::Poor;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{
    Ctx, Deed, NewRequest, Observed, Page, Reach, Repeat, Scope, Shard, Store, Subject, TrailAbout, TrailFilter,
    TrailReader, Villages,
};

/// Twenty households in the first commune, two in the second.
fn grown(place: &crate::engines::Place) -> (Store, Shard) {
    let (mut store, shard) = open(place);
    let mut entries: Vec<_> = (1..=20).map(|number| household(number, 1, Poor)).collect();
    entries.extend([household(21, 2, Poor), household(22, 2, Poor)]);
    commit(&mut store, shard, 2023, "a", &entries);
    (store, shard)
}

fn within(number: u32) -> Scope {
    let places = BTreeMap::from([(commune(number), Villages::All)]);
    Scope { rows: Reach::Within(Arc::new(places)), ..Scope::nothing() }
}

fn at(actor: &str, at: &str) -> Ctx {
    Ctx { actor: actor.into(), at: at.into(), reason: "giám sát".into() }
}

#[test]
fn a_sample_is_drawn_again_by_its_seed_and_a_changed_one_is_found_out() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let front = at("mttq", "2025-03-01T08:00:00Z");
        let mut draw = |size, seed| store.draw_sample(&front, all(shard), &review(2023), &commune(1), size, seed);
        let first = draw(5, Some("x")).unwrap();
        let same = draw(5, Some("x")).unwrap();
        let other = draw(5, None).unwrap();
        assert_eq!(draw(21, Some("x")).unwrap_err().code, "CC-SAMPLE-SMALL");
        let scope = within(2);
        let foreign = store.draw_sample(&front, scope.of(shard), &review(2023), &commune(1), 3, None);
        assert_eq!(foreign.unwrap_err().code, "CC-SAMPLE-SMALL", "nobody draws outside the reach");

        let mut codes = |id: &str| {
            let (sample, drawn, repeat) = store.sample(all(shard), id).unwrap();
            assert_eq!((sample.population, sample.households, repeat), (20, 5, Repeat::Same));
            let codes: Vec<String> = drawn.into_iter().map(|one| one.code).collect();
            assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 5);
            codes
        };
        let drawn = codes(&first);
        assert_eq!(codes(&same), drawn);
        assert_ne!(codes(&other), drawn);
        let seen = store.samples(all(shard)).unwrap();
        assert_eq!(seen.len(), 3);
        assert!(seen.iter().any(|sample| sample.seed.len() == 32), "a seed was made");
        assert_eq!(store.samples(scope.of(shard)).unwrap(), []);
        assert_eq!(store.sample(scope.of(shard), &first).unwrap_err().code, "CC-OVERSIGHT-NONE");
        assert_eq!(store.sample(all(shard), "no").unwrap_err().code, "CC-OVERSIGHT-NONE");

        // a household more: the list is another one now, that of then still gives the same
        let more = Ctx { at: "2025-03-02T08:00:00Z".into(), ..ctx(1) };
        store
            .commit_review(
                &more,
                shard,
                &review(2023),
                crate::register::pack(),
                [household(99, 1, Poor)].into_iter(),
                std::iter::empty(),
                &crate::register::identity("b"),
            )
            .unwrap();
        assert_eq!(store.sample(all(shard), &first).unwrap().2, Repeat::ListChanged);
        store.undo_batch(&ctx(9), shard, 2).unwrap();
        assert_eq!(store.sample(all(shard), &first).unwrap().2, Repeat::Same);
        // somebody puts another household into the sample
        let swap = "update sample_household set household = (select id from household where code = $1)
                     where position = 1";
        let free = (1..=20).map(|n| format!("H{n:06}")).find(|code| !drawn.contains(code)).unwrap();
        store.db().write(1, |tx| tx.execute(swap, &[free.as_str().into()]).map(drop)).unwrap();
        assert_eq!(store.sample(all(shard), &first).unwrap().2, Repeat::Differs);
        store.verify().unwrap();
    });
}

#[test]
fn an_observation_is_answered_once_and_both_stand_in_the_chain() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let view = all(shard);
        let (front, officer) = (at("mttq", "2025-03-01T08:00:00Z"), at("can.bo", "2025-03-02T08:00:00Z"));
        let house = Observed::Household("H000003".into());
        let due = Some(date(2025, 3, 10));
        let first = store.record_observation(&front, view, &house, None, "Nhà đã sửa xong", due).unwrap();
        let commune_wide = Observed::Commune(commune(2));
        store.record_observation(&front, view, &commune_wide, None, "Chưa niêm yết", None).unwrap();
        let nobody = Observed::Household("H777777".into());
        let failed = store.record_observation(&front, view, &nobody, None, "?", None);
        assert_eq!(failed.unwrap_err().code, "CC-HOUSEHOLD-NONE");
        let (one, two) = (within(1), within(2));
        let outside = store.record_observation(&front, two.of(shard), &house, None, "?", None);
        assert_eq!(outside.unwrap_err().code, "CC-HOUSEHOLD-NONE");
        let outside = store.record_observation(&front, one.of(shard), &commune_wide, None, "?", None);
        assert_eq!(outside.unwrap_err().code, "CC-OVERSIGHT-NONE");

        let open = store.observations(view).unwrap();
        assert_eq!(open.iter().map(|one| one.told.as_str()).collect::<Vec<_>>(), ["Nhà đã sửa xong", "Chưa niêm yết"]);
        assert_eq!(open[0].village, "Thôn 3");
        assert_eq!(store.observations(one.of(shard)).unwrap().len(), 1);
        let version = open[0].version;
        let refused = store.answer_observation(&officer, two.of(shard), &first, version, "Đã xem");
        assert_eq!(refused.unwrap_err().code, "CC-OVERSIGHT-NONE");
        store.answer_observation(&officer, one.of(shard), &first, version, "Đã kiểm tra lại").unwrap();
        let second = store.answer_observation(&at("khac", "2025-03-03T08:00:00Z"), view, &first, version, "Khác");
        let second = second.unwrap_err();
        assert_eq!(second.code, "CC-CHANGED-MEANWHILE");
        assert!(second.message.vi.contains("can.bo"), "{second}");
        let answered = store.observation(view, &first).unwrap();
        assert_eq!(answered.answer.as_deref(), Some("Đã kiểm tra lại"));
        assert_eq!(answered.answered.unwrap().1, "can.bo");
        assert_eq!(store.observations(view).unwrap()[0].told, "Chưa niêm yết", "what waits comes first");

        let filter = TrailFilter { about: TrailAbout::Household(shard, "H000003".into()), ..TrailFilter::default() };
        let reader = TrailReader { scope: Scope::everything(), access: false };
        let page = store.trail(reader, &filter, Page { offset: 0, limit: 9 }).unwrap();
        let told: Vec<&str> = page.rows.iter().map(|row| row.command.as_str()).collect();
        assert_eq!(told, ["answer_observation", "record_observation", "commit_review"]);
    });
}

#[test]
fn a_request_shows_who_looked_and_is_answered_once() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let officer = at("can.bo", "2025-03-02T08:00:00Z");
        let new = NewRequest {
            household: "H000003".into(),
            requester: "Trần Văn 3".into(),
            received_on: date(2025, 2, 28),
            due_on: date(2025, 3, 4),
        };
        let (one, two) = (within(1), within(2));
        assert_eq!(store.take_request(&officer, two.of(shard), &new).unwrap_err().code, "CC-HOUSEHOLD-NONE");
        let id = store.take_request(&officer, one.of(shard), &new).unwrap();
        assert_eq!(store.requests(two.of(shard)).unwrap(), []);
        let known = store.requests(one.of(shard)).unwrap();
        assert_eq!((known[0].due_on, known[0].answered.clone()), (date(2025, 3, 4), None));

        let insert = "insert into reading (shard, household, day, account, fields, times, last_at)
                      select 1, id, '2025-02-01', 'ai.do', 1, 3, '2025-02-01T09:00:00Z'
                        from household where code = 'H000003'";
        store.db().write(1, |tx| tx.execute(insert, &[]).map(drop)).unwrap();
        let shown = Deed::about(Subject::Household, "H000003").note("phone");
        store.record(&at("ai.do", "2025-02-01T09:00:00Z"), shard, "unmask", &shown).unwrap();
        assert_eq!(store.readings(two.of(shard), "H000003").unwrap(), None);
        let readings = store.readings(one.of(shard), "H000003").unwrap().unwrap();
        assert_eq!((readings.readings[0].account.as_str(), readings.readings[0].times), ("ai.do", 3));
        assert_eq!(readings.unmasked[0].reason, "giám sát");

        store.answer_request(&officer, one.of(shard), &id, 1, date(2025, 3, 3)).unwrap();
        let again = store.answer_request(&officer, one.of(shard), &id, 1, date(2025, 3, 3)).unwrap_err();
        assert_eq!(again.code, "CC-CHANGED-MEANWHILE");
        let answered = store.request(one.of(shard), &id).unwrap();
        assert_eq!(answered.answered, Some((date(2025, 3, 3), "can.bo".into())));
        store.verify().unwrap();
    });
}
