//! Every cell of the thirteen summary forms, worked out by hand for two communes.

use crate::support::{body, commune_a, commune_b, header, input, over, pack, province, unit};
use base::Level;
use report::forms::table;

fn check(number: u8, expected: &str) {
    let (pack, root) = (pack(), province());
    let table = table(number, &input(&pack, &root)).expect("a form");
    assert_eq!(table.findings, [], "form {number}");
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(body(&table).lines().collect::<Vec<_>>(), expected, "form {number}");
}

#[test]
fn form_1_shares_are_of_all_households_and_persons() {
    // 45/800 = 5,625 % is a tie and goes up
    check(
        1,
        "1,Xã A,200,800,10,5.00,5,2.50,3,1.50,45,5.63,20,2.50,12,1.50
         2,Xã B,300,1000,20,6.67,8,2.67,0,0.00,90,9.00,30,3.00,0,0.00
         ,TỔNG CỘNG,500,1800,30,6.00,13,2.60,3,0.60,135,7.50,50,2.78,12,0.67",
    );
}

#[test]
fn form_1_has_the_columns_and_formulas_of_the_form() {
    let (pack, root) = (pack(), province());
    let table = table(1, &input(&pack, &root)).unwrap();
    let labels: Vec<&str> = table.leaves().iter().map(|leaf| leaf.label.as_str()).collect();
    let expected = "A B 1 2 3 4=3/1*100 5 6=5/1*100 7 8=7/1*100 9 10=9/2*100 11 12=11/2*100 13 14=13/2*100";
    assert_eq!(labels.join(" "), expected);
    let header = header(&table);
    assert_eq!(header[1], "B: Phường/Xã");
    assert_eq!(header[8], "7: Về hộ (chính thức) / Hộ NLN có MSTB");
    assert_eq!(header[15], "14: Về khẩu (chính thức) / Tỷ lệ %");
}

#[test]
fn form_2_movement_of_poor_households_and_their_persons() {
    // persons of commune A: 50-8-4-5+4+0+5+0 = 42, and 3 more in households that stayed poor: 45
    check(
        2,
        "1,Xã A,Hộ,12,2,1,1,1,0,1,0,10
         1,Xã A,Nhân khẩu,50,8,4,5,4,0,5,0,45
         2,Xã B,Hộ,20,1,2,0,0,1,2,0,20
         2,Xã B,Nhân khẩu,88,4,8,0,0,5,9,0,90
         ,TỔNG CỘNG,Hộ,32,3,3,1,1,1,3,0,30
         ,TỔNG CỘNG,Nhân khẩu,138,12,12,5,4,5,14,0,135",
    );
}

#[test]
fn form_3_mirrors_form_2() {
    check(
        3,
        "1,Xã A,Hộ,5,1,1,0,2,0,0,0,5
         1,Xã A,Nhân khẩu,20,4,4,0,8,0,0,0,20
         2,Xã B,Hộ,9,0,2,0,1,0,0,0,8
         2,Xã B,Nhân khẩu,33,0,7,0,4,0,0,0,30
         ,TỔNG CỘNG,Hộ,14,1,3,0,3,0,0,0,13
         ,TỔNG CỘNG,Nhân khẩu,53,4,11,0,12,0,0,0,50",
    );
    let (pack, root) = (pack(), province());
    let header = header(&table(3, &input(&pack, &root)).unwrap());
    assert_eq!(header[4], "2: Số hộ thoát cận nghèo / Trở thành hộ nghèo");
    assert_eq!(header[7], "5: Số hộ nghèo trở thành hộ cận nghèo");
    assert_eq!(header[8], "6: Số hộ cận nghèo bổ sung / Hộ tái cận nghèo");
}

#[test]
fn forms_4_and_5_count_and_share_the_indicators_of_poor_households() {
    check(
        4,
        "1,Xã A,10,56,1,2,3,4,5,6,7,8,9,10,0,1
         2,Xã B,20,25,20,0,0,0,0,0,0,0,0,0,0,5
         ,TỔNG CỘNG,30,81,21,2,3,4,5,6,7,8,9,10,0,6",
    );
    check(
        5,
        "1,Xã A,10,10.00,20.00,30.00,40.00,50.00,60.00,70.00,80.00,90.00,100.00,0.00,10.00
         2,Xã B,20,100.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,25.00
         ,TỔNG CỘNG,30,70.00,6.67,10.00,13.33,16.67,20.00,23.33,26.67,30.00,33.33,0.00,20.00",
    );
}

#[test]
fn forms_6_and_7_do_the_same_for_near_poor_households() {
    check(
        6,
        "1,Xã A,5,1,1,0,0,0,0,0,0,0,0,0,0,0
         2,Xã B,8,0,0,0,0,0,0,0,0,0,0,0,0,0
         ,TỔNG CỘNG,13,1,1,0,0,0,0,0,0,0,0,0,0,0",
    );
    check(
        7,
        "1,Xã A,5,20.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00
         2,Xã B,8,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00
         ,TỔNG CỘNG,13,7.69,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00",
    );
}

#[test]
fn form_8_other_is_the_households_with_no_mark() {
    // commune A: 10-6-2-1 would be 1, but marks overlap and 3 households have none
    check(
        8,
        "1,Xã A,Hộ,10,6,2,1,3,5,0,0,0,5
         1,Xã A,Nhân khẩu,45,27,3,4,14,20,0,0,0,20
         2,Xã B,Hộ,20,1,0,0,19,8,0,0,0,8
         2,Xã B,Nhân khẩu,90,4,0,0,86,30,0,0,0,30
         ,TỔNG CỘNG,Hộ,30,7,2,1,22,13,0,0,0,13
         ,TỔNG CỘNG,Nhân khẩu,135,31,3,4,100,50,0,0,0,50",
    );
}

#[test]
fn form_9_has_the_configured_groups_and_the_rest() {
    check(
        9,
        "1,Xã A,10,4,6,5,1,0,5,0,0,0,0,0
         2,Xã B,20,19,1,0,0,1,8,0,0,0,0,0
         ,TỔNG CỘNG,30,23,7,5,1,1,13,0,0,0,0,0",
    );
    let (pack, root) = (pack(), province());
    let header = header(&table(9, &input(&pack, &root)).unwrap());
    assert_eq!(
        header[5..8],
        [
            "1.2.1: Hộ nghèo / Trong đó / Ta-ôi",
            "1.2.2: Hộ nghèo / Trong đó / Cơ-tu",
            "1.2.3: Hộ nghèo / Trong đó / Khác"
        ]
    );
    assert_eq!(header[10], "2.2: Hộ cận nghèo / Tổng DTTS");
}

#[test]
fn form_10_counts_a_household_in_each_of_its_causes() {
    check(
        10,
        "A,HỘ NGHÈO,11,2,3,4,5,6,7,10
         1,Xã A,1,2,3,4,5,6,7,8
         2,Xã B,10,0,0,0,0,0,0,2
         B,HỘ CẬN NGHÈO,1,1,0,0,0,0,0,3
         1,Xã A,1,1,0,0,0,0,0,0
         2,Xã B,0,0,0,0,0,0,0,3
         ,TỔNG CỘNG,12,3,3,4,5,6,7,13",
    );
}

#[test]
fn form_11_children_of_both_classes() {
    check(
        11,
        "1,Xã A,12,3,4,5,6,1,0,2
         2,Xã B,30,0,1,2,0,0,0,0
         ,TỔNG CỘNG,42,3,5,7,6,1,0,2",
    );
}

#[test]
fn forms_12_and_13_by_ethnicity_leave_out_what_is_not_known() {
    // commune B has no population by ethnicity, so neither has the province; rates: 10/200, 6/80, 5/60
    check(
        12,
        "1,Xã A,200,120,80,60,800,470,330,250,10,4,6,5,1,2,4,45,18,27,22,5.00,7.50,8.33
         2,Xã B,300,,,,1000,,,,20,19,1,0,0,0,7,90,86,4,0,6.67,,
         ,TỔNG CỘNG,500,,,,1800,,,,30,23,7,5,1,2,11,135,104,31,22,6.00,,",
    );
    check(
        13,
        "1,Xã A,200,120,80,60,800,470,330,250,5,5,0,0,0,0,0,20,20,0,0,2.50,0.00,0.00
         2,Xã B,300,,,,1000,,,,8,8,0,0,0,0,0,30,30,0,0,2.67,,
         ,TỔNG CỘNG,500,,,,1800,,,,13,13,0,0,0,0,0,50,50,0,0,2.60,,",
    );
    let (pack, root) = (pack(), province());
    let table = table(12, &input(&pack, &root)).unwrap();
    assert_eq!(table.rows[1].cells[3].print(), "…");
    assert!(table.footnotes.iter().any(|note| note.starts_with("“…”")));
}

#[test]
fn districts_stand_bold_above_their_communes_and_add_up() {
    let pack = pack();
    let district = |code: &str, name: &str| {
        let communes = vec![
            unit(&format!("{code}01"), "Xã A", Level::Commune, commune_a()),
            unit(&format!("{code}02"), "Xã B", Level::Commune, commune_b()),
        ];
        over(code, name, Level::District, communes)
    };
    let root = over("99", "Tỉnh Thử", Level::Province, vec![district("001", "Huyện X"), district("002", "Huyện Y")]);
    let table = table(11, &input(&pack, &root)).unwrap();
    assert_eq!(table.findings, []);
    assert_eq!(
        body(&table),
        "I,Huyện X,42,3,5,7,6,1,0,2\n1,Xã A,12,3,4,5,6,1,0,2\n2,Xã B,30,0,1,2,0,0,0,0\n\
         II,Huyện Y,42,3,5,7,6,1,0,2\n1,Xã A,12,3,4,5,6,1,0,2\n2,Xã B,30,0,1,2,0,0,0,0\n\
         ,TỔNG CỘNG,84,6,10,14,12,2,0,4\n"
    );
    let bold: Vec<bool> = table.rows.iter().map(|row| row.level.is_bold()).collect();
    assert_eq!(bold, [true, false, false, true, false, false, true]);
    assert_eq!(table.rows[6].parts, [0, 3]);
    assert_eq!(table.rows[3].parts, [4, 5]);
}
