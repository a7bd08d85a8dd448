//! Corrections of a household: what they change, what they leave alone, two at once, taking one back.

use crate::engines::{Place, on_both};
use crate::register::{all, commit, ctx, everything, household, identity, number, open, pack, review};
use domain::register::{Cccd, HouseholdEntry, Phone, Relation, Sex};
use engine::Birth;
use engine::Class::{NearPoor, Poor};
use store::{
    Change, Conflict, Ctx, Deed, Edit, Edited, Field, HouseholdStory, Marking, MemberEdit, MemberField, Scope, Shard,
    Store,
};

const CODE: &str = "H000001";

fn grown(place: &Place) -> (Store, Shard) {
    let (mut store, shard) = open(place);
    commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
    (store, shard)
}

fn told(store: &mut Store, shard: Shard) -> HouseholdStory {
    store.household(all(shard), CODE).unwrap().unwrap()
}

fn by(actor: &str, minute: u32) -> Ctx {
    Ctx { actor: actor.into(), reason: "đối chiếu giấy tờ gốc".into(), ..ctx(minute) }
}

fn village(name: &str) -> Edit {
    Edit::Village(name.into())
}

fn edit(store: &mut Store, shard: Shard, minute: u32, edits: &[Edit]) -> Edited {
    let version = told(store, shard).version;
    store.edit_household(&by("an", minute), all(shard), CODE, edits, version).unwrap()
}

fn conflict(edited: Edited) -> Conflict {
    let Edited::Conflict(conflict) = edited else { panic!("{edited:?}") };
    *conflict
}

/// The newest record of the chain: command, detail.
fn last(store: &mut Store) -> (String, String) {
    let sql = "select command, detail from audit where shard = 1 order by seq desc limit 1";
    let row = store.db().read(|tx| tx.row(sql, &[])).unwrap().unwrap();
    (row.text(0).unwrap().to_owned(), row.text(1).unwrap().to_owned())
}

#[test]
fn every_field_is_corrected_and_nothing_else() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let before = told(&mut store, shard);
        let other = store.household(all(shard), "H000002").unwrap();
        let head = before.members[0].id.clone();
        let child = before.members[2].id.clone();
        let of = |member: &str, edit| Edit::Member(member.to_owned(), edit);
        let number = Cccd::new("046085009234").unwrap();
        let edits = [
            village("Thôn Đông"),
            Edit::Mark(Marking::Merit, true),
            Edit::Mark(Marking::Farm, false),
            of(&head, MemberEdit::Name("Trần Văn Ất".into())),
            of(&head, MemberEdit::Cccd(Some(number.clone()))),
            of(&head, MemberEdit::Phone(Phone::new("0914555123"))),
            of(&child, MemberEdit::Sex(Some(Sex::Female))),
            of(&child, MemberEdit::Birth(Some(Birth::Month(2016, 2)))),
            of(&child, MemberEdit::Ethnic(Some("taoi".into()))),
            of(&child, MemberEdit::Relation(Relation::Grandchild)),
            // what is so already is no change
            of(&child, MemberEdit::Name("Trần An".into())),
        ];
        assert_eq!(edit(&mut store, shard, 5, &edits), Edited::Saved(2));
        let after = told(&mut store, shard);
        assert_eq!(after.version, 2);
        assert_eq!((after.addresses.len(), after.addresses[0].village.as_str()), (1, "Thôn Đông"));
        assert_eq!(after.addresses[0].valid_from, before.addresses[0].valid_from, "it was always so");
        assert!(after.addresses[0].marks.merit && !after.addresses[0].marks.farm);
        let first = &after.members[0].person;
        assert_eq!((first.name.as_str(), first.cccd.as_ref()), ("Trần Văn Ất", Some(&number)));
        assert_eq!(first.phone.as_deref(), Some("0914555123"));
        let last_one = &after.members[2].person;
        assert_eq!((last_one.sex, last_one.birth), (Some(Sex::Female), Some(Birth::Month(2016, 2))));
        assert_eq!((last_one.ethnic.as_deref(), last_one.relation), (Some("taoi"), Relation::Grandchild));
        assert_eq!(after.members[1], before.members[1]);
        assert_eq!(after.results, before.results, "the results of past reviews stay");
        assert_eq!(store.household(all(shard), "H000002").unwrap(), other);
        let batches: Vec<_> = after.batches.iter().map(|batch| (batch.batch, batch.command.as_str())).collect();
        assert_eq!(batches, [(1, "commit_review"), (2, "edit_household")]);
        // found by the new name, and by the old one no more
        let found = |store: &mut Store, text: &str| store.suggest(all(shard), text, 5).unwrap().len();
        assert_eq!((found(&mut store, "tran van at"), found(&mut store, "tran van 1")), (1, 0));
        assert_eq!(edit(&mut store, shard, 6, &edits), Edited::Unchanged);
        store.verify().unwrap();
    });
}

#[test]
fn the_trail_tells_every_field_before_and_after_and_no_number_in_the_clear() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let head = told(&mut store, shard).members[0].id.clone();
        let edits = [
            village("Thôn Đông"),
            Edit::Member(head.clone(), MemberEdit::Cccd(Cccd::new("046999999001"))),
            Edit::Member(head, MemberEdit::Phone(Phone::new("0914555123"))),
        ];
        edit(&mut store, shard, 5, &edits);
        let (command, detail) = last(&mut store);
        assert_eq!(command, "edit_household");
        for secret in ["046999999001", "046000000001", "0914555123"] {
            assert!(!detail.contains(secret), "{detail}");
        }
        let deed = Deed::read(&detail).unwrap();
        let about: Vec<_> = deed.about.iter().map(|(kind, id)| (kind.word(), id.as_str())).collect();
        assert_eq!(about, [("household", CODE), ("area", "19701@2004-01-01")]);
        let change = |field: &str, before: Option<&str>, after: Option<&str>| Change {
            field: field.into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        assert_eq!(
            deed.changes,
            [
                change("village", Some("Thôn 1"), Some("Thôn Đông")),
                // both end in 001 and differ all the same
                change("members.1.cccd", Some("•••••••••001"), Some("•••••••••001")),
                change("members.1.phone", None, Some("•••••••123")),
            ]
        );
    });
}

#[test]
fn whoever_saves_on_top_of_another_is_told_what_changed_by_whom_and_when() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let base = told(&mut store, shard).version;
        let child = told(&mut store, shard).members[2].id.clone();
        let name = |name: &str| Edit::Member(child.clone(), MemberEdit::Name(name.into()));
        let save = |store: &mut Store, actor: &str, minute, edits: &[Edit]| {
            store.edit_household(&by(actor, minute), all(shard), CODE, edits, base).unwrap()
        };
        assert_eq!(save(&mut store, "an", 3, &[village("Thôn Đông"), name("Trần Bình")]), Edited::Saved(2));
        let before = everything(&mut store);
        let met = conflict(save(&mut store, "bình", 4, &[village("Thôn Tây")]));
        assert_eq!(everything(&mut store), before, "nothing is lost");
        assert_eq!((met.story.version, met.story.addresses[0].village.as_str()), (2, "Thôn Đông"));
        let since: Vec<_> = met.since.iter().map(|one| (one.field.clone(), one.by.as_str(), one.batch)).collect();
        assert_eq!(since, [(Field::Village, "an", 2), (Field::Member(child, MemberField::Name), "an", 2)]);
        assert_eq!(met.since[0].at, ctx(3).at);
        // changed and changed back is not changed
        edit(&mut store, shard, 5, &[village("Thôn 1")]);
        let met = conflict(save(&mut store, "bình", 6, &[village("Thôn Tây")]));
        assert_eq!(met.since.iter().map(|one| one.batch).collect::<Vec<_>>(), [2]);
        store.verify().unwrap();
    });
}

#[test]
fn a_review_is_a_change_as_well_and_keeps_the_phone_it_does_not_know() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let head = told(&mut store, shard).members[0].id.clone();
        let phone = Edit::Member(head, MemberEdit::Phone(Phone::new("0914555123")));
        edit(&mut store, shard, 3, &[phone]);
        let base = told(&mut store, shard).version;
        let mut later: HouseholdEntry = household(1, 1, NearPoor);
        later.members[0].ethnic = Some("taoi".into());
        later.members.pop();
        commit(&mut store, shard, 2023, "b", &[later]);
        let edited = store.edit_household(&by("an", 5), all(shard), CODE, &[village("Thôn Tây")], base).unwrap();
        let met = conflict(edited);
        let fields: Vec<_> = met.since.iter().map(|one| &one.field).collect();
        assert!(matches!(fields[..], [Field::Member(_, MemberField::Ethnic), ..]), "{fields:?}");
        assert!(fields.iter().any(|field| matches!(field, Field::Member(_, MemberField::Presence))), "{fields:?}");
        assert_eq!(met.story.members[0].person.phone.as_deref(), Some("0914555123"));
    });
}

#[test]
fn a_correction_is_taken_back_unless_something_rests_on_it() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let before = everything(&mut store);
        let head = told(&mut store, shard).members[0].id.clone();
        let edits = [
            village("Thôn Đông"),
            Edit::Member(head.clone(), MemberEdit::Relation(Relation::Spouse)),
            Edit::Member(told(&mut store, shard).members[1].id.clone(), MemberEdit::Relation(Relation::Head)),
            Edit::Member(head.clone(), MemberEdit::Phone(Phone::new("0914555123"))),
        ];
        assert_eq!(edit(&mut store, shard, 3, &edits), Edited::Saved(2));
        assert_eq!(told(&mut store, shard).members[0].person.name, "Lê Thị Đào", "the head stands first");
        store.undo_batch(&ctx(4), shard, 2).unwrap();
        assert_eq!(everything(&mut store), before);
        assert_eq!(told(&mut store, shard).version, 1);
        let (command, detail) = last(&mut store);
        assert_eq!((command.as_str(), Deed::read(&detail).unwrap().about.len()), ("undo_batch", 2));
        store.verify().unwrap();

        let phone = |number| Edit::Member(head.clone(), MemberEdit::Phone(Phone::new(number)));
        edit(&mut store, shard, 5, &[phone("0914555123")]);
        edit(&mut store, shard, 6, &[phone("0914555124")]);
        let refused = |store: &mut Store, batch| store.undo_batch(&ctx(9), shard, batch).unwrap_err();
        assert_eq!(refused(&mut store, 1).code, "CC-STORE-UNDO-ORDER");
        assert_eq!(refused(&mut store, 3).remedy.en, "undo batch 4 first");
        // a later review saw the household as the correction left it
        commit(&mut store, shard, 2023, "b", &[household(1, 1, Poor)]);
        assert_eq!(refused(&mut store, 4).remedy.en, "undo batch 5 first");
        for batch in [5, 4, 3, 1] {
            store.undo_batch(&ctx(9), shard, batch).unwrap();
        }
        assert!(everything(&mut store).iter().all(|(_, rows)| rows.is_empty()));
        store.verify().unwrap();
    });
}

#[test]
fn what_was_known_before_a_correction_stays_known_so() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let head = told(&mut store, shard).members[0].id.clone();
        let rename = |name: &str| [Edit::Member(head.clone(), MemberEdit::Name(name.into()))];
        edit(&mut store, shard, 5, &rename("Trần Hai"));
        // saved later, with a clock that is behind
        edit(&mut store, shard, 3, &rename("Trần Ba"));
        let names = |store: &mut Store, minute: u32| {
            let moment: jiff::Timestamp = ctx(minute).at.parse().unwrap();
            let commune = crate::register::commune(1);
            let view = Scope::everything().of(shard.as_of(moment));
            let listed = store.list(view, &review(2022), None, &commune, Poor).unwrap();
            let of_first = listed.into_iter().find(|one| one.code == CODE).unwrap().members;
            of_first.into_iter().map(|member| member.name).collect::<Vec<_>>()
        };
        let others = ["Lê Thị Đào", "Trần An"];
        for (minute, head) in [(2, "Trần Văn 1"), (4, "Trần Văn 1"), (5, "Trần Ba"), (9, "Trần Ba")] {
            assert_eq!(names(&mut store, minute), [head, others[0], others[1]], "minute {minute}");
        }
        store.verify().unwrap();
    });
}

#[test]
fn what_cannot_be_is_refused_and_leaves_no_trace() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let members: Vec<String> = told(&mut store, shard).members.into_iter().map(|one| one.id).collect();
        let before = (everything(&mut store), number(&mut store, "select count(*) from audit"));
        let of = |at: usize, edit| Edit::Member(members[at].clone(), edit);
        let theirs = Cccd::new("046000000002");
        for (edits, code, place) in [
            (vec![of(1, MemberEdit::Cccd(theirs))], "CC-EDIT-CCCD-TAKEN", format!("cccd.{}", members[1])),
            (vec![of(1, MemberEdit::Relation(Relation::Head))], "CC-EDIT-HEAD", format!("relation.{}", members[1])),
            (vec![of(0, MemberEdit::Relation(Relation::Other))], "CC-EDIT-HEAD", format!("relation.{}", members[0])),
            (vec![Edit::Member("00".into(), MemberEdit::Sex(None))], "CC-EDIT-MEMBER", "00".into()),
        ] {
            let failure = store.edit_household(&ctx(3), all(shard), CODE, &edits, 1).unwrap_err();
            assert_eq!((failure.code, failure.place), (code, place));
        }
        let elsewhere = Scope::nothing();
        let failure = store.edit_household(&ctx(3), elsewhere.of(shard), CODE, &[village("X")], 1).unwrap_err();
        assert_eq!(failure.code, "CC-HOUSEHOLD-NONE");
        let blind = Scope { phone: store::Reach::default(), ..Scope::everything().clone() };
        let phone = [of(0, MemberEdit::Phone(None))];
        let failure = store.edit_household(&ctx(3), blind.of(shard), CODE, &phone, 1).unwrap_err();
        assert_eq!(failure.code, "CC-DENIED-SENSITIVE");
        assert_eq!((everything(&mut store), number(&mut store, "select count(*) from audit")), before);
    });
}

#[test]
fn two_members_may_have_had_each_others_number() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let members = told(&mut store, shard).members;
        let of = |at: usize, number: Option<Cccd>| Edit::Member(members[at].id.clone(), MemberEdit::Cccd(number));
        let (first, second) = (members[0].person.cccd.clone(), Cccd::new("046175000999"));
        edit(&mut store, shard, 3, &[of(1, second.clone())]);
        edit(&mut store, shard, 4, &[of(0, second.clone()), of(1, first.clone())]);
        let now = told(&mut store, shard).members;
        assert_eq!((&now[0].person.cccd, &now[1].person.cccd), (&second, &first));
        edit(&mut store, shard, 5, &[of(1, None)]);
        assert_eq!(told(&mut store, shard).members[1].person.cccd, None);
        store.verify().unwrap();
    });
}

#[test]
fn corrections_leave_the_stamp_of_the_counts_alone() {
    on_both(|place| {
        let (mut store, shard) = grown(place);
        let before = store.counted_stamp().unwrap();
        edit(&mut store, shard, 3, &[village("Thôn Đông")]);
        store.undo_batch(&ctx(4), shard, 2).unwrap();
        assert_eq!(store.counted_stamp().unwrap(), before);
        let entries = [household(3, 1, Poor)];
        let batch = store
            .commit_review(&ctx(5), shard, &review(2022), pack(), entries.into_iter(), [].into_iter(), &identity("c"))
            .unwrap();
        let after = store.counted_stamp().unwrap();
        assert_ne!(after, before);
        store.undo_batch(&ctx(6), shard, batch.batch).unwrap();
        assert!(![before, after].contains(&store.counted_stamp().unwrap()));
    });
}
