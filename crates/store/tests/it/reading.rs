//! Who was shown sensitive data, and showing one datum with a reason.

use crate::engines::on_both;
use crate::register::{all, commit, ctx, household, number, open, review};
use engine::Class::Poor;
use jiff::civil::date;
use store::{Ctx, Deed, Reach, Scope, Sensitive, Shard, Shown, Store};

fn read(store: &mut Store, shard: Shard, day: i8, login: &str, kinds: &[Sensitive]) {
    store.note_reading(shard, "H000001", date(2025, 11, day), login, kinds, "2025-11-18T02:00:00Z").unwrap();
}

#[test]
fn one_row_tells_who_saw_what_of_a_household_on_a_day() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor)]);
        read(&mut store, shard, 1, "an", &[Sensitive::Ethnicity, Sensitive::Phone]);
        read(&mut store, shard, 1, "an", &[Sensitive::Ethnicity, Sensitive::Health]);
        read(&mut store, shard, 1, "binh", &[Sensitive::Cccd]);
        read(&mut store, shard, 2, "an", &[Sensitive::Phone]);
        let sql = "select day, account, fields, times from reading order by day, account";
        let rows = store.db().read(|tx| tx.rows(sql, &[])).unwrap();
        let rows: Vec<_> = rows
            .iter()
            .map(|row| (row.text(0).unwrap(), row.text(1).unwrap(), row.int(2).unwrap(), row.int(3).unwrap()))
            .collect();
        assert_eq!(rows, [("2025-11-01", "an", 7, 2), ("2025-11-01", "binh", 8, 1), ("2025-11-02", "an", 4, 1)]);
    });
}

#[test]
fn a_datum_is_shown_together_with_its_record_only() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor)]);
        let none = Reach::default;
        let blind = Scope { ethnicity: none(), health: none(), phone: none(), cccd: none(), rows: Reach::All };
        let head = store.household(all(shard), "H000001").unwrap().unwrap().members[0].id.clone();
        let ctx = Ctx { actor: "an".into(), reason: "đối chiếu thẻ bảo hiểm".into(), ..ctx(3) };
        let day = date(2025, 1, 1);
        let mut unmask = |scope: &Scope, kind, member: Option<&str>| {
            store.unmask(&ctx, scope.of(shard), "H000001", kind, member, day)
        };
        let shown = unmask(&blind, Sensitive::Cccd, Some(&head)).unwrap();
        assert_eq!(shown, Shown::Text(Some("046000000001".into())));
        assert_eq!(unmask(&blind, Sensitive::Ethnicity, Some(&head)).unwrap(), Shown::Text(Some("kinh".into())));
        let flags = household(1, 1, Poor).flags;
        let found = unmask(&blind, Sensitive::Health, None).unwrap();
        assert_eq!(found, Shown::Health(Some((review(2022), flags)), false));
        assert_eq!(unmask(&blind, Sensitive::Cccd, Some("00")).unwrap_err().code, "CC-UNMASK-MEMBER");
        assert_eq!(unmask(&blind, Sensitive::Cccd, None).unwrap_err().code, "CC-UNMASK-MEMBER");
        let outside = Scope::nothing();
        assert_eq!(unmask(&outside, Sensitive::Cccd, Some(&head)).unwrap_err().code, "CC-HOUSEHOLD-NONE");

        let sql = "select detail, reason from audit where command = 'unmask' order by seq";
        let rows = store.db().read(|tx| tx.rows(sql, &[])).unwrap();
        let notes: Vec<String> = rows.iter().map(|row| Deed::read(row.text(0).unwrap()).unwrap().note).collect();
        assert_eq!(notes[0], "cccd 1: đối chiếu thẻ bảo hiểm");
        assert_eq!(notes.len(), 3, "what was refused was not shown");
        assert!(rows.iter().all(|row| !row.text(0).unwrap().contains("046000000001")));
        assert_eq!(number(&mut store, "select fields from reading"), 1 + 2 + 8);
        store.verify().unwrap();
    });
}
