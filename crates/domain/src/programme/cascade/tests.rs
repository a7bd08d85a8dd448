//! Tables of targets that do and do not make their parent.

use super::*;
use crate::area::Areas;
use crate::programme::{Bound, Due, Kind, Over, Path, Programmes, Side, Target};
use jiff::civil::date;
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn area(code: &str) -> AreaKey {
    Areas::bundled().at(code, date(2024, 1, 1)).unwrap().key.clone()
}

fn given(recipient: Recipient, assigned: &str, households: u64) -> Child {
    Child { recipient, assigned: Exact::parse(assigned), asked: None, own: None, households: Some(households) }
}

fn district(code: &str, assigned: &str, households: u64) -> Child {
    given(Recipient::Area(area(code)), assigned, households)
}

#[test]
fn counts_add_up_and_the_difference_is_exact() {
    let children = [district("584", "1200", 7_000), district("585", "900", 26_000), district("588", "700", 12_000)];
    let even = balance(Adds::Sum, exact("2800"), &children);
    assert!(even.is_even() && even.total == Some(exact("2800")));
    let third = balance(Adds::Sum, exact("28000/3"), &children);
    assert_eq!(third.difference, Some(exact("2800") - exact("28000/3")));
    assert_eq!(balance(Adds::Sum, exact("1"), &[]).total, None);
}

#[test]
fn rates_average_by_households_and_not_by_units() {
    // 40 % of 1,000 and 2 % of 9,000 households are 580 of 10,000: 5.8 %, while the plain mean of the two is 21 %
    let children = [district("584", "40", 1_000), district("585", "2", 9_000)];
    assert!(balance(Adds::MeanByHouseholds, exact("5.8"), &children).is_even());
    let mut unweighed = children.to_vec();
    unweighed[1].households = None;
    let open = balance(Adds::MeanByHouseholds, exact("5.8"), &unweighed);
    assert_eq!((open.missing.len(), open.is_even()), (1, false));
}

#[test]
fn agencies_and_communes_are_the_two_sums_of_one_table() {
    let cell = |agency: &str, code: &str, assigned| {
        given(Recipient::Agency { agency: agency.into(), area: area(code) }, assigned, 1)
    };
    let table = [cell("Sở A", "584", "10"), cell("Sở A", "585", "5"), cell("Đoàn B", "584", "7")];
    let agencies = by_agency(Adds::Sum, &table);
    assert_eq!((agencies["Sở A"], agencies["Đoàn B"]), (Some(exact("15")), Some(exact("7"))));
    let areas = by_area(Adds::Sum, &table);
    assert_eq!((areas[&area("584")], areas[&area("585")]), (Some(exact("17")), Some(exact("5"))));
    assert!(balance(Adds::Sum, exact("22"), &table).is_even());
    let lines = [district("584", "16", 1), district("585", "5", 1)];
    let apart = between_axes(Adds::Sum, &lines, &table);
    assert_eq!(apart, [(area("584"), exact("1"))].into(), "the agencies took on one more than the commune was given");
}

#[test]
fn approval_is_refused_while_the_children_do_not_make_the_parent() {
    let children = [district("584", "1200", 1), district("585", "900", 1)];
    let negotiated = Stage::Proposal.send().unwrap();
    let off = balance(Adds::Sum, exact("2000"), &children);
    let refused = negotiated.clone().approve(&off, None).unwrap_err();
    assert_eq!(refused.code, "CC-CASCADE-UNEVEN");
    assert_eq!(refused.message.vi, "các đơn vị cộng lại được 2.100, cấp trên là 2.000: lệch 100");
    let accept = |reason: &str| Some(Acceptance { by: "chu-tich".into(), reason: reason.into() });
    assert_eq!(negotiated.clone().approve(&off, accept("vì")).unwrap_err().code, "CC-CASCADE-REASON");
    let accepted = negotiated.clone().approve(&off, accept("hai huyện tự nguyện nhận thêm")).unwrap();
    assert!(matches!(accepted, Stage::Approved { accepted: Some(_) }), "the reason stays with it");
    let settled = balance(Adds::Sum, exact("2100"), &children);
    let approved = negotiated.clone().approve(&settled, accept("không còn gì để nhận")).unwrap();
    assert_eq!(approved, Stage::Approved { accepted: None }, "nothing was off, so nothing was accepted");
    let mut empty = children.to_vec();
    empty[0].assigned = None;
    let missing = balance(Adds::Sum, exact("900"), &empty);
    assert_eq!(negotiated.approve(&missing, accept("để sau sẽ giao")).unwrap_err().code, "CC-CASCADE-MISSING");
}

#[test]
fn an_approved_table_goes_neither_back_nor_round() {
    let even = balance(Adds::Sum, exact("5"), &[district("584", "5", 1)]);
    let approved = Stage::Proposal.send().unwrap().approve(&even, None).unwrap();
    for refused in [approved.clone().send(), approved.clone().take_back(), approved.approve(&even, None)] {
        assert_eq!(refused.unwrap_err().code, "CC-CASCADE-STAGE");
    }
    assert_eq!(Stage::Proposal.approve(&even, None).unwrap_err().code, "CC-CASCADE-STAGE", "the units were not asked");
    assert_eq!(Stage::Negotiation.take_back(), Ok(Stage::Proposal));
}

#[test]
fn what_a_unit_asks_for_or_sets_itself_is_not_added() {
    let mut child = district("584", "10", 1);
    child.asked = Some(exact("8"));
    child.own = Some(exact("12"));
    assert!(balance(Adds::Sum, exact("10"), &[child]).is_even());
}

#[test]
fn too_few_planned_exits_are_thieu_phuong_an() {
    let third = exact("9553") * exact("1/3");
    assert_eq!(exits(Some(6_368), 9_553, third), Exits::Short { needed: 6_369, missing: 1 });
    assert_eq!(exits(Some(6_400), 9_553, third), Exits::Enough { needed: 6_369, spare: 31 });
    assert_eq!(exits(None, 9_553, third), Exits::Unknown { needed: 6_369 });
    assert_eq!(exits(Some(0), 100, exact("120")), Exits::Enough { needed: 0, spare: 0 });
    assert_eq!(exits(None, 100, exact("-1")), Exits::Unknown { needed: 100 });
}

proptest! {
    #[test]
    fn equal_rates_average_to_themselves(rate in 0i64..10_000, weights in prop::collection::vec(1u64..500_000, 1..40)) {
        let rate = Exact::ratio(i128::from(rate), 100).unwrap();
        let child = |households: &u64| Child {
            recipient: Recipient::Area(area("584")),
            assigned: Some(rate),
            asked: None,
            own: None,
            households: Some(*households),
        };
        let children: Vec<Child> = weights.iter().map(child).collect();
        prop_assert!(balance(Adds::MeanByHouseholds, rate, &children).is_even());
    }
}

#[test]
fn what_tables_give_a_unit_is_its_own_target_on_its_own_way() {
    let bundled = Programmes::bundled();
    let whole = bundled.programme("ninh-binh-kh-151").unwrap().target("giam-hai-phan-ba").unwrap();
    let (unit, end) = (area("584"), base::year_end);
    let one = super::given(whole, &unit, &[(end(2025), exact("400"))]).unwrap();
    assert_eq!((one.area.clone(), one.due, one.path.clone()), (unit.clone(), Due::On(end(2025)), whole.path.clone()));
    assert!(
        matches!(&one.kind, Kind::Level { bound, .. } if bound.limit == exact("400") && bound.side == Side::AtMost),
        "two thirds fewer of the whole is so many of the part: {:?}",
        one.kind
    );
    let base = one.baseline.unwrap();
    assert_eq!((base.on, base.value, base.standard.as_deref()), (end(2021), None, Some("vn-2022")), "its own figure");
    let values = [(end(2021), exact("900")), (end(2023), exact("700")), (end(2025), exact("400"))];
    let way = super::given(whole, &unit, &values).unwrap().path;
    assert_eq!(way, Path::Given(vec![values[1]]), "what was given for the day of the base is no step of the way");
    let split = Target { path: way, ..whole.clone() };
    let onwards = super::given(&split, &unit, &values[2..]).unwrap().path;
    assert_eq!(onwards, Path::Linear, "points of the whole are none of the part");
    assert!(super::given(whole, &unit, &[]).is_none());
    let pace = Target {
        kind: Kind::PointsPerYear {
            bound: Bound { side: Side::AtLeast, limit: exact("1"), stretch: None },
            over: Over::Mean,
        },
        ..whole.clone()
    };
    assert!(super::given(&pace, &unit, &values).is_none());
}
