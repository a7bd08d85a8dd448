//! First years, missing and zero denominators, breaches, rosters, paper.

use crate::support::{body, commune_a, commune_b, input, over, pack, province, tally, unit};
use base::Level;
use domain::register::{Flow, Relation, Sex, Support};
use engine::Class;
use report::forms::{Opening, RosterHousehold, RosterMember, Standing, Status, Village, table};
use report::table::{Paper, UNVERIFIED};
use std::collections::BTreeSet;

#[test]
fn the_first_year_of_a_standard_has_no_opening_and_says_why() {
    let (pack, root) = (pack(), province());
    let first = report::forms::FormInput { opening: Opening::FirstYear, ..input(&pack, &root) };
    let table = table(2, &first).unwrap();
    assert!(body(&table).starts_with("1,Xã A,Hộ,,,,,,,,,10\n1,Xã A,Nhân khẩu,,,,,,,,,45\n"));
    assert!(body(&table).ends_with(",TỔNG CỘNG,Hộ,,,,,,,,,30\n,TỔNG CỘNG,Nhân khẩu,,,,,,,,,135\n"));
    let note = &table.footnotes[0];
    assert!(note.contains("không có đầu kỳ: năm đầu của chuẩn “Chuẩn nghèo đa chiều quốc gia giai đoạn 2022–2025”"));
    assert!(note.contains("thay đổi chuẩn không phải là diễn biến"));
}

#[test]
fn no_movement_at_hand_is_not_a_movement_of_zero() {
    let pack = pack();
    let mut root = province();
    root.counts.as_mut().unwrap().poor_flows = None;
    root.children[0].counts.as_mut().unwrap().poor_flows = None;
    let table = table(2, &input(&pack, &root)).unwrap();
    assert_eq!(table.rows[0].cells[3].print(), "chưa có số liệu");
    assert_eq!(table.rows[0].cells[11].print(), "10");
    assert_eq!(table.rows[2].cells[3].print(), "20");
    assert_eq!(table.rows[4].cells[3].print(), "chưa có số liệu");
}

#[test]
fn zero_and_missing_denominators_print_as_such() {
    let pack = pack();
    let mut empty = commune_a();
    empty.population = Some(tally(0, 0));
    let mut unknown = commune_b();
    unknown.population = None;
    let communes = vec![unit("1", "Xã rỗng", Level::Commune, empty), unit("2", "Xã thiếu", Level::Commune, unknown)];
    let root = over("99", "Tỉnh", Level::Province, communes);
    let table = table(1, &input(&pack, &root)).unwrap();
    let printed = |row: usize, column: usize| table.rows[row].cells[column].print();
    assert_eq!((printed(0, 2), printed(0, 5)), ("0".to_owned(), "–".to_owned()));
    assert_eq!((printed(1, 2), printed(1, 5)), ("chưa có số liệu".to_owned(), "chưa có số liệu".to_owned()));
    assert_eq!((printed(2, 2), printed(2, 4)), ("chưa có số liệu".to_owned(), "30".to_owned()));
    assert!(table.footnotes.iter().any(|note| note.starts_with("“–”")));
    assert!(table.footnotes.iter().any(|note| note.starts_with("“chưa có số liệu”")));
}

#[test]
fn a_split_unit_has_no_figures_and_neither_has_the_area() {
    let pack = pack();
    let mut root = province();
    root.children[1].counts = None;
    root.counts = None;
    for number in 1..=13 {
        let table = table(number, &input(&pack, &root)).unwrap();
        let last = table.rows.last().unwrap();
        assert_eq!(last.cells.last().unwrap().print(), "chưa có số liệu", "form {number}");
        assert_eq!(last.cells.len(), table.leaves().len());
    }
}

#[test]
fn a_parent_that_is_not_the_sum_of_its_parts_is_told() {
    let pack = pack();
    let mut root = province();
    root.counts.as_mut().unwrap().farm_average = tally(4, 12);
    let table = table(1, &input(&pack, &root)).unwrap();
    let told: Vec<(&str, &str)> =
        table.findings.iter().map(|finding| (finding.code, finding.message.vi.as_str())).collect();
    assert_eq!(told, [("CF-PARTS", "Biểu 1 cột 7: tổng các đơn vị 3 ≠ 4")]);
    assert_eq!(table.findings[0].place, "Tỉnh Thử");
}

#[test]
fn breaches_between_forms_stand_on_the_forms_they_touch() {
    let pack = pack();
    let mut root = province();
    let previous = province();
    let flows = root.children[0].counts.as_mut().unwrap().poor_flows.as_mut().unwrap();
    flows.to_pair = tally(3, 8);
    flows.out = tally(0, 4);
    let given = report::forms::FormInput { previous: Some(&previous), ..input(&pack, &root) };
    let codes = |number: u8| -> BTreeSet<&'static str> {
        table(number, &given).unwrap().findings.iter().map(|finding| finding.code).collect()
    };
    // commune A opened with 12 and the previous year, given here as this one again, closed with 10
    assert_eq!(codes(2), BTreeSet::from(["CF-OPENING-POOR", "CF-PARTS", "CF-R22-R35"]));
    assert_eq!(codes(3), BTreeSet::from(["CF-OPENING-NEAR", "CF-R22-R35"]));
    assert_eq!(codes(4), BTreeSet::new());
}

#[test]
fn what_records_do_not_tell_is_said_on_the_forms_that_count_it() {
    let pack = pack();
    let mut poor = commune_a();
    poor.poor.untold.indicators = 4;
    poor.near_poor.untold.members = 2;
    let root = over("99", "Tỉnh Thử", Level::Province, vec![unit("00001", "Xã A", Level::Commune, poor)]);
    let told = |number: u8| -> Vec<String> {
        let table = table(number, &input(&pack, &root)).unwrap();
        table.findings.iter().map(|finding| format!("{} {}", finding.code, finding.message.vi)).collect()
    };
    for number in [4, 5] {
        assert!(told(number)[0].starts_with("CF-UNTOLD-POOR 4 hộ"), "{number}: {:?}", told(number));
    }
    assert!(told(11)[0].starts_with("CF-UNTOLD-MEMBERS 2 hộ"));
    for number in [1, 6, 7, 8, 10] {
        assert!(told(number).is_empty(), "{number}");
    }
}

#[test]
fn persons_that_do_not_add_up_even_with_growth_are_told() {
    let pack = pack();
    let mut root = province();
    root.children[0].counts.as_mut().unwrap().poor_flows.as_mut().unwrap().persons_drift = 1;
    let table = table(2, &input(&pack, &root)).unwrap();
    let told: Vec<&str> = table.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(told, ["CF-PERSONS-SUM"]);
    assert!(table.footnotes.iter().any(|note| note.contains("tăng thêm 3 khẩu")));
}

#[test]
fn unknown_ethnicity_and_a_missing_balance_are_told() {
    let pack = pack();
    let mut root = province();
    root.children[0].counts.as_mut().unwrap().population_by_ethnicity.as_mut().unwrap()[0] = tally(119, 470);
    let codes: Vec<&str> =
        table(12, &input(&pack, &root)).unwrap().findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["CF-BALANCE"]);
    let notes = table(9, &input(&pack, &root)).unwrap().footnotes;
    assert!(notes.iter().any(|note| note.starts_with("13 hộ cận nghèo chưa ghi dân tộc")), "{notes:?}");
}

#[test]
fn wide_forms_go_on_a3_and_every_form_says_that_its_mapping_is_unverified() {
    let (pack, root) = (pack(), province());
    let a3: Vec<u8> =
        (1..=15).filter(|&number| table(number, &input(&pack, &root)).unwrap().paper() == Paper::A3).collect();
    // 2, 3, 10 and 11 have at most twelve columns
    assert_eq!(a3, [1, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15]);
    assert!(UNVERIFIED.contains("07/2021/TT-BLĐTBXH"));
    assert_eq!(table(16, &input(&pack, &root)).unwrap_err().code, "CC-FORM-NUMBER");
}

#[test]
fn status_and_simulation_are_printed() {
    let (pack, root) = (pack(), province());
    let mut given = input(&pack, &root);
    given.status = Status::Preliminary;
    given.simulated = Some("trừ tổng số hộ cuối kỳ".to_owned());
    let table = table(1, &given).unwrap();
    assert!(table.title.starts_with("TỔNG HỢP KẾT QUẢ SƠ BỘ") && table.title.ends_with("NĂM 2023"));
    assert_eq!(table.banner.as_deref(), Some("DỮ LIỆU MÔ PHỎNG, trừ tổng số hộ cuối kỳ"));
    assert_eq!(table.provenance_line(), "Nguồn: sổ theo dõi hộ · bản chốt 1 · in ngày 05/01/2024");
    assert!(table.subtitle.iter().any(|line| line.contains("sơ bộ")));
}

#[test]
fn a_standard_with_ten_indicators_has_ten_columns() {
    let pack = engine::pack::find("vn-2016").unwrap().clone();
    let root = province();
    let form = table(4, &input(&pack, &root)).unwrap();
    assert_eq!(form.leaves().len(), 2 + 2 + 10);
    assert_eq!(form.leaves()[3].label, "2=3+…+12");
    for number in 1..=15 {
        let form = table(number, &input(&pack, &root)).unwrap();
        assert!(form.rows.iter().all(|row| row.cells.len() == form.leaves().len()), "form {number}");
    }
}

fn member(name: &str, sex: Sex, year: i16, relation: Relation) -> RosterMember {
    RosterMember {
        name: name.to_owned(),
        sex: Some(sex),
        birth_year: Some(year),
        ethnic: Some("taoi".to_owned()),
        relation,
    }
}

fn household(class: Class, standing: Option<Standing>, members: Vec<RosterMember>) -> RosterHousehold {
    RosterHousehold {
        class,
        standing,
        merit: true,
        indigenous: false,
        no_labour_capacity: true,
        supports: BTreeSet::from([Support::Health, Support::Housing]),
        members,
    }
}

#[test]
fn rosters_list_the_households_of_their_class_by_village() {
    let (pack, root) = (pack(), province());
    let couple = vec![
        member("Hồ Văn Mừng", Sex::Male, 1970, Relation::Head),
        member("Kê Thị Ngắt", Sex::Female, 1975, Relation::Spouse),
    ];
    let villages = [
        Village {
            name: "Thôn A Đớt".to_owned(),
            households: vec![
                household(Class::Poor, Standing::of(Flow::FromPair), couple),
                household(Class::NearPoor, None, vec![member("Lê Văn Ba", Sex::Male, 1980, Relation::Head)]),
            ],
        },
        Village { name: "Thôn trống".to_owned(), households: Vec::new() },
        Village {
            name: "Thôn Ka Nôn".to_owned(),
            households: vec![household(
                Class::Poor,
                Standing::of(Flow::Stays),
                vec![member("=1+1", Sex::Female, 1990, Relation::Head)],
            )],
        },
    ];
    let given = report::forms::FormInput { villages: &villages, ..input(&pack, &root) };
    assert_eq!(
        body(&table(15, &given).unwrap()),
        "I,\"Thôn A Đớt (1 hộ, 2 khẩu)\",,,,,,,,,,,,,,,,,\n\
         1,1,Hồ Văn Mừng,1970,,Ta-ôi,Chủ hộ,x,,,x,,x,x,,,,x,\n\
         ,2,Kê Thị Ngắt,,1975,Ta-ôi,Vợ/chồng,,,,,,,,,,,,\n\
         II,\"Thôn Ka Nôn (1 hộ, 1 khẩu)\",,,,,,,,,,,,,,,,,\n\
         2,1,'=1+1,,1990,Ta-ôi,Chủ hộ,,,x,x,,x,x,,,,x,\n\
         ,\"TỔNG CỘNG: 2 hộ, 3 khẩu\",,,,,,,,,,,,,,,,,\n"
    );
    let near = table(14, &given).unwrap();
    assert!(near.title.starts_with("DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO"));
    assert_eq!(near.rows.len(), 3);
}
