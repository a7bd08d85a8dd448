//! Each check against the published claim it must find, or must not.

use super::*;
use crate::result::{Results, read_strictly};

fn bundled() -> Checked {
    Results::bundled(Areas::bundled()).unwrap().check(Areas::bundled())
}

fn codes(checked: &Checked) -> Vec<&'static str> {
    checked.findings.iter().map(|finding| finding.code).collect()
}

fn check_rows(rows: &str) -> Checked {
    let head = "area_code,part,year,measure,value,standard,status,source_kind,decision,source,verified,note\n";
    let areas = Areas::bundled();
    check(&read_strictly("t.csv", format!("{head}{rows}").as_bytes(), areas).unwrap(), &[], areas)
}

#[test]
fn all_48_region_cells_and_the_national_rows_equal_the_sums_of_the_provinces() {
    let checked = bundled();
    // 48 region cells + 8 national cells over regions + 8 over provinces + Ninh Thuận over districts (2 in 2011, 1 in 2019)
    assert_eq!(checked.sums, 48 + 8 + 8 + 3);
    assert!(!codes(&checked).contains(&"CF-SUM"));
}

#[test]
fn the_2022_article_is_found_out() {
    let checked = bundled();
    let all: Vec<&str> = checked.findings.iter().map(|finding| finding.message.vi.as_str()).collect();
    let found = |code: &str, figures: [&str; 2]| {
        checked
            .findings
            .iter()
            .any(|finding| finding.code == code && figures.iter().all(|figure| finding.message.vi.contains(figure)))
    };
    assert!(found("CF-TRANSPOSED", ["69.239", "69.329"]), "{all:#?}");
    assert!(found("CF-PARTS", ["236.766", "236.647"]));
    assert!(found("CF-PARTS", ["1.972.767", "1.972.648"]));
    assert!(found("CF-DIGIT", ["7.318", "70.318"]));
    assert!(found("CF-MISPLACED", ["1,87", "18,20"]));
    assert!(found("CF-MISPLACED", ["9.604", "4.900"]));
}

#[test]
fn tay_nguyen_2022_and_a_luoi_2023_are_the_published_sets_without_a_denominator() {
    let checked = bundled();
    let impossible: Vec<&str> = checked
        .findings
        .iter()
        .filter(|finding| finding.code == "CF-DENOMINATOR")
        .map(|finding| finding.message.vi.as_str())
        .collect();
    let [a_luoi, tay_nguyen] = impossible[..] else { panic!("{impossible:#?}") };
    // 3.485 at 24,4 % needs 14.254-14.312 households, 2.253 at 15,65 % needs 14.392-14.400
    assert!(a_luoi.contains("A Lưới 2023") && a_luoi.contains("3.485 = 24,4 %"), "{a_luoi}");
    assert!(tay_nguyen.contains("Tây Nguyên 2022") && tay_nguyen.contains("236.647 = 15,39 %"), "{tay_nguyen}");
    assert!(checked.denominators >= 10, "{}", checked.denominators);
}

#[test]
fn ninh_binh_2017_prints_24_40_where_its_counts_give_24_47() {
    let checked = bundled();
    let wrong: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.code == "CF-RATE").collect();
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    assert!(wrong[0].message.vi.contains("24,40") && wrong[0].message.vi.contains("24,47"));
    assert!(checked.rates >= 12);
}

#[test]
fn preliminary_and_final_figures_of_ninh_thuan_2023_are_a_note_and_no_error() {
    let checked = bundled();
    let note = checked.findings.iter().find(|finding| finding.message.vi.contains("8.253")).unwrap();
    assert_eq!((note.code, note.severity), ("CF-VERSION", Severity::Note));
    assert!(note.message.vi.contains("7.874"));
}

#[test]
fn survey_and_review_are_never_compared() {
    let rows = "38,,2024,poor_rate,2.02,vn-2022,official,review,,x,,\n38,,2024,poor_rate,2.68,vn-2022,official,survey,,x,,\n\
                38,,2024,poor_households,20660,vn-2022,official,survey,,x,,\n";
    let checked = check_rows(rows);
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);
}

#[test]
fn two_standards_are_never_compared() {
    let rows = "46,,2021,poor_households,9703,vn-2016,official,review,,x,,\n\
                46,,2021,poor_households,16006,vn-2022,official,review,,x,,\n";
    assert!(check_rows(rows).findings.is_empty());
}

#[test]
fn impossible_figures_are_errors() {
    let rows = "02,,2024,poor_households,11,vn-2022,official,review,,x,,\n\
                02,,2024,total_households,10,vn-2022,official,review,,x,,\n";
    assert_eq!(codes(&check_rows(rows)), ["CF-OVER-WHOLE"]);
}

#[test]
fn a_rate_gets_no_slack_of_one_unit_and_a_tie_goes_up() {
    let total = "01,,2024,total_households,800,vn-2022,official,review,,x,,\n";
    let row = |rate: &str| {
        format!(
            "01,,2024,poor_households,1,vn-2022,official,review,,x,,\n01,,2024,poor_rate,{rate},vn-2022,official,review,,x,,\n{total}"
        )
    };
    assert!(check_rows(&row("0.13")).findings.is_empty());
    assert_eq!(codes(&check_rows(&row("0.12"))), ["CF-RATE"]);
    assert!(check_rows(&row("0.1")).findings.is_empty(), "at its own digits");
}

#[test]
fn a_published_rate_over_100_is_kept_and_told() {
    let row = "01,,2024,poor_rate,100.01,vn-2022,official,review,,x,,\n";
    let checked = check_rows(row);
    assert_eq!(codes(&checked), ["CF-OVER-100"]);
    assert!(checked.findings[0].message.vi.contains("100,01 % lớn hơn 100 %"), "{:?}", checked.findings);
    assert!(check_rows(&row.replace("100.01", "100")).findings.is_empty());
}
