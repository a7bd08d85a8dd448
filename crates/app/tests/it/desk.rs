//! The counts that pages share: kept while nothing that is counted changes, never older than the register.

use crate::engines::{Place, key, on_both};
use crate::small::{all, commit, ctx, household, open, review};
use app::{Caller, Counted, Desk, Opener};
use domain::area::Areas;
use domain::result::Results;
use engine::Class::Poor;
use std::borrow::Cow;
use std::sync::Arc;
use store::{Edit, Edited, NewAccount, RepeatableIds, Shard, Store, Target};

fn desk(place: &Place) -> Desk {
    let target = place.target.clone();
    let opener: Opener = Box::new(move || Store::open(&target, key(), Box::new(RepeatableIds::new(1))));
    let areas = Areas::bundled();
    Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas).unwrap())
}

fn counted(desk: &Desk, shard: Shard) -> Arc<Counted> {
    desk.counted(&Caller::operator(), shard, &review(2022)).unwrap()
}

fn poor(counted: &Counted) -> u64 {
    counted.communes.values().map(|counts| counts.poor.all.households).sum()
}

#[test]
fn signing_in_and_correcting_a_household_do_not_count_a_province_anew() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let report = commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let desk = desk(place);
        let first = counted(&desk, shard);
        assert_eq!(poor(&first), 2);

        let account = NewAccount {
            login: "an".into(),
            name: "Nguyễn An".into(),
            agency: None,
            password: None,
            must_change: false,
        };
        store.make_account(&ctx(2), &account).unwrap();
        store.open_session(&ctx(2), "an", &[7; 32], "2025-01-01T20:00:00Z", "127.0.0.1", "thử", |_| Ok(())).unwrap();
        assert!(Arc::ptr_eq(&counted(&desk, shard), &first), "a session changes no count");
        let edit = [Edit::Village("Thôn Đông".into())];
        let edited = store.edit_household(&ctx(3), all(shard), "H000001", &edit, report.batch).unwrap();
        let Edited::Saved(edited) = edited else { panic!("{edited:?}") };
        assert!(Arc::ptr_eq(&counted(&desk, shard), &first), "nor does a correction");
        store.undo_batch(&ctx(4), shard, edited).unwrap();
        assert!(Arc::ptr_eq(&counted(&desk, shard), &first), "nor one that is taken back");

        let more = commit(&mut store, shard, 2022, "b", &[household(3, 1, Poor)]);
        assert_eq!(poor(&counted(&desk, shard)), 3);
        store.undo_batch(&ctx(5), shard, more.batch).unwrap();
        assert_eq!(poor(&counted(&desk, shard)), 2);
        if let Target::Sqlite(_) = place.target {
            // behind the program's back
            let delete = "delete from result where household = (select id from household where code = 'H000002')";
            store.db().write(shard.0, |tx| tx.execute(delete, &[])).unwrap();
            assert_eq!(poor(&counted(&desk, shard)), 1);
        }
    });
}
