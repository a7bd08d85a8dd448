//! One test per clause, named after it; every boundary on the line and one đồng (one point, one indicator) beyond.

use AreaKind::{Rural, Urban};
use Class::{Average, NearPoor, NotPoor, Poor};
use engine::{AreaKind, Basis, Class, Means, Measure, Refusal, pack};

fn by_income(id: &str, area: AreaKind, income: i64, deprived: u32) -> Class {
    let means = Means { income: Some(income), b1: None };
    let verdict = pack::find(id).unwrap().classify(area, means, deprived).unwrap();
    assert_eq!(verdict.basis, Basis::Income);
    verdict.class
}

fn by_b1(id: &str, area: AreaKind, b1: i64, deprived: u32) -> Class {
    let means = Means { income: None, b1: Some(b1) };
    let verdict = pack::find(id).unwrap().classify(area, means, deprived).unwrap();
    assert_eq!(verdict.basis, Basis::B1);
    verdict.class
}

#[test]
fn qd59_2015_income_alone_makes_poor() {
    for (area, line) in [(Rural, 700_000), (Urban, 900_000)] {
        assert_eq!(by_income("vn-2016", area, line, 0), Poor);
        assert_eq!(by_income("vn-2016", area, line, 10), Poor);
        assert_eq!(by_income("vn-2016", area, line + 1, 0), NearPoor);
    }
}

#[test]
fn qd59_2015_between_the_lines_three_deprivations_make_poor_and_two_near_poor() {
    for (area, low, high) in [(Rural, 700_001, 1_000_000), (Urban, 900_001, 1_300_000)] {
        for income in [low, high] {
            assert_eq!(by_income("vn-2016", area, income, 2), NearPoor);
            assert_eq!(by_income("vn-2016", area, income, 3), Poor);
        }
        assert_eq!(by_income("vn-2016", area, high + 1, 10), Average);
    }
}

#[test]
fn qd59_2015_average_living_standard_ends_on_its_line() {
    for (area, line) in [(Rural, 1_500_000), (Urban, 1_950_000)] {
        assert_eq!(by_income("vn-2016", area, line, 0), Average);
        assert_eq!(by_income("vn-2016", area, line + 1, 10), NotPoor);
    }
}

#[test]
fn tt14_2018_b1_cut_offs() {
    // rural 120 and 150, urban 140 and 175
    assert_eq!(by_b1("vn-2016", Rural, 120, 0), Poor);
    assert_eq!(by_b1("vn-2016", Rural, 121, 2), NearPoor);
    assert_eq!(by_b1("vn-2016", Rural, 121, 3), Poor);
    assert_eq!(by_b1("vn-2016", Rural, 150, 3), Poor);
    assert_eq!(by_b1("vn-2016", Rural, 151, 10), NotPoor);
    assert_eq!(by_b1("vn-2016", Urban, 140, 0), Poor);
    assert_eq!(by_b1("vn-2016", Urban, 141, 2), NearPoor);
    assert_eq!(by_b1("vn-2016", Urban, 175, 3), Poor);
    assert_eq!(by_b1("vn-2016", Urban, 176, 10), NotPoor);
}

#[test]
fn b1_140_and_175_mean_other_things_in_2016_than_in_2022() {
    // urban, no deprivation: 140 was poor, now near-poor; 175 was near-poor by its upper line, now on the only line
    assert_eq!(by_b1("vn-2016", Urban, 140, 0), Poor);
    assert_eq!(by_b1("vn-2022", Urban, 140, 0), NearPoor);
    assert_eq!(by_b1("vn-2016", Rural, 140, 0), NearPoor);
    assert_eq!(by_b1("vn-2022", Rural, 140, 3), Poor);
    assert_eq!(by_b1("vn-2016", Rural, 175, 12), NotPoor);
}

#[test]
fn nd07_2021_art3_income_is_necessary_and_three_indicators_make_poor() {
    for (area, line) in [(Rural, 1_500_000), (Urban, 2_000_000)] {
        for income in [0, line] {
            assert_eq!(by_income("vn-2022", area, income, 2), NearPoor);
            assert_eq!(by_income("vn-2022", area, income, 3), Poor);
        }
        assert_eq!(by_income("vn-2022", area, line + 1, 12), Average);
    }
}

#[test]
fn nd07_2021_art3_average_living_standard_ends_on_its_line() {
    for (area, line) in [(Rural, 2_250_000), (Urban, 3_000_000)] {
        assert_eq!(by_income("vn-2022", area, line, 0), Average);
        assert_eq!(by_income("vn-2022", area, line + 1, 12), NotPoor);
    }
}

#[test]
fn tt07_2021_b1_140_rural_and_175_urban() {
    for (area, cut_off) in [(Rural, 140), (Urban, 175)] {
        assert_eq!(by_b1("vn-2022", area, cut_off, 2), NearPoor);
        assert_eq!(by_b1("vn-2022", area, cut_off, 3), Poor);
        assert_eq!(by_b1("vn-2022", area, cut_off + 1, 12), NotPoor);
    }
}

#[test]
fn b1_alone_never_gives_average_but_a_declared_income_beside_it_does() {
    let pack = pack::find("vn-2022").unwrap();
    for b1 in 0..400 {
        let verdict = pack.classify(Rural, Means { income: None, b1: Some(b1) }, 0).unwrap();
        assert_ne!(verdict.class, Average);
    }
    let verdict = pack.classify(Rural, Means { income: Some(2_000_000), b1: Some(150) }, 0).unwrap();
    assert_eq!((verdict.class, verdict.basis), (Average, Basis::Income));
}

#[test]
fn income_and_b1_that_contradict_are_a_conflict_decided_by_the_packs_precedence() {
    let pack = pack::find("vn-2022").unwrap();
    let verdict = |income, b1, deprived| {
        let verdict = pack.classify(Rural, Means { income: Some(income), b1: Some(b1) }, deprived).unwrap();
        (verdict.class, verdict.basis.word())
    };
    assert_eq!(verdict(1_500_000, 140, 3), (Poor, "b1"));
    assert_eq!(verdict(3_000_000, 150, 3), (NotPoor, "b1"));
    assert_eq!(verdict(1_400_000, 150, 3), (NotPoor, "conflict:b1"));
    assert_eq!(verdict(2_000_000, 140, 3), (Poor, "conflict:b1"));
    assert_eq!(Basis::Conflict(Measure::Income).word(), "conflict:income");
}

#[test]
fn nd351_2025_one_line_and_no_average_class() {
    for (area, line) in [(Rural, 2_200_000), (Urban, 2_800_000)] {
        assert_eq!(by_income("vn-2027", area, line, 2), NearPoor);
        assert_eq!(by_income("vn-2027", area, line, 3), Poor);
        assert_eq!(by_income("vn-2027", area, line + 1, 12), NotPoor);
    }
    let b1_only = Means { income: None, b1: Some(1) };
    assert_eq!(pack::find("vn-2027").unwrap().classify(Rural, b1_only, 3), Err(Refusal::NoCutOff));
    assert_eq!(pack::find("vn-2027").unwrap().classify(Rural, Means::default(), 3), Err(Refusal::NoMeans));
}

#[test]
fn bac_ninh_2025_has_its_own_lines_and_the_same_requirement_on_services() {
    for (area, line) in [(Rural, 1_750_000), (Urban, 2_250_000)] {
        assert_eq!(by_income("bac-ninh-2025", area, line, 2), NearPoor);
        assert_eq!(by_income("bac-ninh-2025", area, line, 3), Poor);
        assert_eq!(by_income("bac-ninh-2025", area, line + 1, 3), NotPoor);
    }
    assert_eq!(by_income("vn-2022", Rural, 1_750_000, 3), Average, "the national result stands beside it");
}

#[test]
fn tp_hcm_2025_counts_income_by_the_year() {
    // 46 million a year is 3,833,333.33 a month: the product decides, no rounding does
    assert_eq!(by_income("tp-hcm-2025", Urban, 3_833_333, 0), Poor);
    assert_eq!(by_income("tp-hcm-2025", Urban, 3_833_334, 0), NearPoor);
    assert_eq!(by_income("tp-hcm-2025", Urban, 4_500_000, 0), NearPoor);
    assert_eq!(by_income("tp-hcm-2025", Rural, 4_500_001, 9), NotPoor);
}
