//! Searching households: what is asked for is found, whole, in order, page by page.

use crate::engines::{Place, on_both};
use crate::register::{all, commit, commune, household, member, open, review};
use domain::register::{Cccd, Flow, HouseholdEntry, Relation, Sex};
use engine::Class::{Average, NearPoor, NotPoor, Poor};
use engine::Means;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Direction, Ethnic, Filter, FlowColumn, Found, HouseholdRow, Lacking, Mark, Movement, Page, Shard, Sort, SortKey,
    Store,
};

const ALL: Page = Page { offset: 0, limit: 100 };
const NOBODY: [u32; 0] = [];

fn named(number: u32, commune_number: u32, name: &str) -> HouseholdEntry {
    let mut entry = household(number, commune_number, Poor);
    entry.members[0].name = name.into();
    entry
}

fn codes(rows: &[HouseholdRow]) -> Vec<u32> {
    rows.iter().map(|row| row.code[1..].parse().unwrap()).collect()
}

fn find(store: &mut Store, shard: Shard, filter: &Filter) -> Found {
    store.search(all(shard), &review(2024), None, filter, Sort::default(), ALL).unwrap()
}

fn told(place: &Place, entries: &[HouseholdEntry], tell: impl Fn(&mut dyn FnMut(Filter) -> Vec<u32>)) {
    let (mut store, shard) = open(place);
    commit(&mut store, shard, 2024, "a", entries);
    tell(&mut |filter| {
        let found = find(&mut store, shard, &filter);
        assert_eq!(found.households, found.rows.len() as u64);
        codes(&found.rows)
    });
}

#[test]
fn a_name_is_found_without_marks_in_any_order_and_by_the_beginnings_of_its_words() {
    on_both(|place| {
        let mut third = named(3, 1, "Hồ Văn Đông");
        third.members.push(member("Nguyễn Thị Hoa", 1999, Relation::Child));
        let entries = [named(1, 1, "Nguyễn Thị Đào"), named(2, 1, "Đào Văn An"), third];
        told(place, &entries, |ask| {
            let mut text = |text: &str| ask(Filter { text: text.into(), ..Filter::default() });
            assert_eq!(text("dao thi NGUYỄN"), [1]);
            assert_eq!(text("nguyen thi"), [3, 1], "a member is found as the head is");
            assert_eq!(text("van dao"), [2], "not a part of another word, nor of another member: Văn, Lê Thị Đào");
            assert_eq!(text("vang"), NOBODY);
            assert_eq!(text("do"), [3]);
            assert_eq!(text("  "), [2, 3, 1], "nothing typed is nothing asked");
            assert_eq!(text("%"), NOBODY);
            assert_eq!(text("nguyễn thị đào a b c d e f"), NOBODY);
            assert_eq!((text("h0000"), text("H000002"), text("000002")), (vec![2, 3, 1], vec![2], vec![]));
        });
    });
}

#[test]
fn a_personal_number_is_found_whole_or_not_at_all() {
    on_both(|place| {
        let mut entries = [household(1, 1, Poor), household(2, 1, Poor)];
        entries[1].members[2].cccd = Cccd::new("046215000777");
        told(place, &entries, |ask| {
            let mut text = |text: &str| ask(Filter { text: text.into(), ..Filter::default() });
            assert_eq!(text(" 046215000777 "), [2]);
            assert_eq!(text("04621500077"), NOBODY);
            assert_eq!(text("046215000778"), NOBODY);
        });
    });
}

#[test]
fn every_condition_narrows_and_all_of_them_hold_together() {
    on_both(|place| {
        let mut minority = household(1, 1, Poor);
        minority.marks.ethnic_minority = true;
        minority.members[0].ethnic = Some("taoi".into());
        minority.members[0].sex = Some(Sex::Female);
        let mut merit = household(2, 2, NearPoor);
        merit.marks.merit = true;
        merit.flags = engine::Flags::from_bits(0b10);
        merit.causes.clear();
        let mut urban = household(3, 2, Poor);
        urban.area_kind = engine::AreaKind::Urban;
        urban.members[0].ethnic = None;
        urban.members.pop();
        let entries = [minority, merit, urban, household(4, 3, Average)];
        told(place, &entries, |ask| {
            let mut with = |change: &dyn Fn(&mut Filter)| {
                let mut filter = Filter::default();
                change(&mut filter);
                let mut found = ask(filter);
                found.sort_unstable();
                found
            };
            let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<String>>();
            assert_eq!(with(&|_| ()), [1, 2, 3, 4]);
            assert_eq!(with(&|f| f.classes = [Poor, NotPoor].into()), [1, 3]);
            assert_eq!(with(&|f| f.communes = Some([commune(2), commune(3)].into())), [2, 3, 4]);
            assert_eq!(with(&|f| f.communes = Some(BTreeSet::new())), NOBODY, "no commune is not every commune");
            assert_eq!(with(&|f| f.village = Some("Thôn 3".into())), [3]);
            assert_eq!(with(&|f| f.area_kind = Some(engine::AreaKind::Urban)), [3]);
            assert_eq!(with(&|f| f.indicator = Some(1)), [2]);
            assert_eq!(with(&|f| f.cause = Some(0)), [1, 3, 4]);
            assert_eq!(with(&|f| f.mark = Some(Mark::EthnicMinority)), [1]);
            assert_eq!(with(&|f| f.mark = Some(Mark::Majority)), [2, 3, 4]);
            assert_eq!(with(&|f| f.mark = Some(Mark::Merit)), [2]);
            assert_eq!(with(&|f| f.mark = Some(Mark::Unmarked)), [3, 4]);
            assert_eq!(with(&|f| f.mark = Some(Mark::Farm)), [1, 2, 3, 4]);
            assert_eq!(with(&|f| f.mark = Some(Mark::NoLabourCapacity)), NOBODY);
            assert_eq!(with(&|f| f.mark = Some(Mark::FemaleHead)), [1]);
            assert_eq!(with(&|f| f.ethnic = Some(Ethnic::AnyOf(set(&["taoi", "cotu"])))), [1]);
            assert_eq!(with(&|f| f.ethnic = Some(Ethnic::NoneOf(set(&["taoi"])))), [2, 4], "unknown is in neither");
            assert_eq!(with(&|f| f.children = Some(Lacking::Any)), [1, 2, 4]);
            assert_eq!(with(&|f| f.children = Some(Lacking::School)), NOBODY);
            assert_eq!(with(&|f| (f.classes, f.indicator, f.text) = ([Poor].into(), Some(0), "lê".into())), [1, 3]);
        });
    });
}

#[test]
fn pages_follow_each_other_in_every_order_and_an_export_is_all_of_them() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let entries: Vec<HouseholdEntry> = (0..25)
            .map(|number| {
                let name = ["Ấm", "Ân", "Đỗ", "Dương", "Ưng"][number as usize % 5];
                let mut entry = named(number, number % 3, name);
                entry.class = [Poor, NearPoor, Average][number as usize % 3];
                entry.flags = engine::Flags::from_bits(number);
                entry.means = if number % 4 == 0 {
                    Means { income: None, b1: Some(i64::from(number)) }
                } else {
                    Means { income: Some(i64::from(number) * 1000), b1: None }
                };
                entry.members.truncate(1 + number as usize % 3);
                entry
            })
            .collect();
        commit(&mut store, shard, 2024, "a", &entries);
        let keys = [
            SortKey::Name,
            SortKey::Village,
            SortKey::Class,
            SortKey::Deprivations,
            SortKey::Income,
            SortKey::B1,
            SortKey::Members,
            SortKey::Code,
        ];
        for communes in [None, Some(BTreeSet::from([commune(0), commune(1), commune(2)]))] {
            let filter = Filter { communes, ..Filter::default() };
            for key in keys {
                let mut both = Vec::new();
                for direction in [Direction::Up, Direction::Down] {
                    let sort = Sort { key, direction };
                    let mut all = Vec::new();
                    let mut each = |row| {
                        all.push(row);
                        Ok(())
                    };
                    store
                        .search_each(crate::register::all(shard), &review(2024), None, &filter, sort, &mut each)
                        .unwrap();
                    let mut paged = Vec::new();
                    for offset in [0, 10, 20, 30] {
                        let page = Page { offset, limit: 10 };
                        let found = store
                            .search(crate::register::all(shard), &review(2024), None, &filter, sort, page)
                            .unwrap();
                        assert_eq!((found.households, found.persons), (25, 49));
                        paged.extend(found.rows);
                    }
                    assert_eq!((paged.len(), &paged), (25, &all), "{key:?}");
                    both.push(all);
                }
                let rank = |row: &HouseholdRow| match key {
                    SortKey::Name => vntext::sort_key(&row.head),
                    SortKey::Village => vntext::sort_key(&row.village),
                    SortKey::Class => vec![u8::from(row.class != Poor) + u8::from(row.class == Average)],
                    SortKey::Deprivations => vec![u8::try_from(row.flags.unwrap().count()).unwrap()],
                    SortKey::Income => row.means.income.unwrap_or(i64::MAX).to_be_bytes().into(),
                    SortKey::B1 => row.means.b1.unwrap_or(i64::MAX).to_be_bytes().into(),
                    SortKey::Members => vec![u8::try_from(row.members).unwrap()],
                    SortKey::Code => row.code.clone().into(),
                };
                assert!(both[0].is_sorted_by_key(rank), "{key:?}");
                if !matches!(key, SortKey::Income | SortKey::B1) {
                    both[1].reverse();
                    assert_eq!(both[0], both[1], "{key:?}");
                }
            }
        }
    });
}

#[test]
fn what_left_is_seen_where_it_was_and_what_came_where_it_is() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let then = [household(1, 1, Poor), household(2, 1, Poor), household(3, 2, NearPoor), household(4, 2, Poor)];
        let mut now = [household(1, 9, NearPoor), household(2, 9, Poor), household(3, 3, Poor), household(5, 9, Poor)];
        now[1].members.pop();
        commit(&mut store, shard, 2023, "then", &then);
        commit(&mut store, shard, 2024, "now", &now);
        // commune 1 went whole into 9; household 3 moved from 2 to 3; household 4 is gone
        let successors = BTreeMap::from([(commune(1), commune(9))]);
        let movement = Movement { previous: review(2023), look_back_years: 3, successors };
        let mut ask = |class, flow, commune_number: u32| {
            let filter = Filter {
                communes: Some([commune(commune_number)].into()),
                classes: [class].into(),
                flow: Some(flow),
                ..Filter::default()
            };
            let found =
                store.search(all(shard), &review(2024), Some(&movement), &filter, Sort::default(), ALL).unwrap();
            (codes(&found.rows), found.persons)
        };
        assert_eq!(ask(Poor, FlowColumn::Opening, 9), (vec![1, 2], 6));
        assert_eq!(ask(Poor, FlowColumn::Opening, 1), (vec![], 0), "commune 1 is no more");
        assert_eq!(ask(Poor, FlowColumn::Flow(Flow::ToPair), 9), (vec![1], 3));
        assert_eq!(ask(Poor, FlowColumn::Flow(Flow::OtherDown), 2), (vec![4], 3));
        assert_eq!(ask(NearPoor, FlowColumn::Flow(Flow::OtherDown), 2), (vec![3], 3));
        assert_eq!(ask(Poor, FlowColumn::Flow(Flow::OtherUp), 3), (vec![3], 3));
        assert_eq!(ask(Poor, FlowColumn::Flow(Flow::New), 9), (vec![5], 3));
        assert_eq!(ask(Poor, FlowColumn::Flow(Flow::Stays), 9), (vec![2], 2));
        assert_eq!(ask(NearPoor, FlowColumn::Flow(Flow::FromPair), 9), (vec![1], 3));
        let poor = Filter { classes: [Poor].into(), ..Filter::default() };
        let rows = store.search(all(shard), &review(2024), Some(&movement), &poor, Sort::default(), ALL).unwrap().rows;
        let told: Vec<_> = rows.iter().map(|row| row.flow.unwrap()).collect();
        assert_eq!(told, [Flow::Stays, Flow::OtherUp, Flow::New]);
        let asked = Filter { flow: Some(FlowColumn::Opening), ..poor };
        let failure = store.search(all(shard), &review(2024), None, &asked, Sort::default(), ALL).unwrap_err();
        assert_eq!(failure.code, "CC-STORE-NO-MOVEMENT");
    });
}

#[test]
fn a_few_households_are_suggested_while_a_person_types() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let entries = [named(1, 1, "Nguyễn Thị Đào"), named(2, 2, "Đào Văn An"), named(3, 1, "Đào Thị Hoa")];
        commit(&mut store, shard, 2024, "a", &entries);
        let mut ask = |text: &str, limit| {
            let found = store.suggest(all(shard), text, limit).unwrap();
            found.into_iter().map(|one| (one.code, one.member)).collect::<Vec<_>>()
        };
        let person = |code: &str, name: &str| (code.to_owned(), Some(name.to_owned()));
        assert_eq!(ask("van dao", 5), [person("H000002", "Đào Văn An")]);
        assert_eq!(ask("046000000003", 5), [person("H000003", "Đào Thị Hoa")]);
        assert_eq!(ask("h00000", 2), [("H000001".to_owned(), None), ("H000002".to_owned(), None)]);
        assert_eq!((ask("dao", 2).len(), ask("", 5)), (2, vec![]));
        let one = store.suggest(all(shard), "nguyen", 1).unwrap().remove(0);
        assert_eq!((one.village.as_str(), one.commune), ("Thôn 1", commune(1)));
    });
}
