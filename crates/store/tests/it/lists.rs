//! The detailed lists: order, members, marks.

use crate::engines::on_both;
use crate::register::{all, commit, commune, household, open, review};
use domain::register::Support;
use engine::Class::{NearPoor, Poor};

#[test]
fn a_list_goes_by_village_then_by_name_as_vietnamese_do() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        let named = |number, village: &str, name: &str| {
            let mut entry = household(number, 1, Poor);
            entry.village = village.into();
            entry.members[0].name = name.into();
            entry
        };
        let entries = [
            named(1, "Thôn 10", "Ưng"),
            named(2, "Thôn 2", "Đỗ"),
            named(3, "Thôn 2", "Dương"),
            named(4, "Thôn 2", "Ấm"),
            household(5, 1, NearPoor),
            household(6, 2, Poor),
        ];
        commit(&mut store, shard, 2024, "a", &entries);
        let listed = store.list(all(shard), &review(2024), None, &commune(1), Poor).unwrap();
        let heads: Vec<&str> = listed.iter().map(|household| household.members[0].name.as_str()).collect();
        assert_eq!(heads, ["Ấm", "Dương", "Đỗ", "Ưng"]);
        assert_eq!(listed[0].flow, None);
        assert!(listed[0].marks.farm && listed[0].supports.contains(&Support::Housing));
        assert_eq!(listed[0].causes, household(1, 1, Poor).causes);
        assert_eq!(store.communes(all(shard), &review(2024)).unwrap(), [commune(1), commune(2)]);
    });
}
