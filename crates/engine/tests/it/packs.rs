//! The bundled packs, and what a pack is refused for.

use engine::pack::{self, Pack};

const VN_2022: &str = include_str!("../../../../standards/vn-2022.toml");

fn refused(from: &str, to: &str) -> String {
    assert!(VN_2022.contains(from), "{from}");
    let failure = Pack::check(&VN_2022.replacen(from, to, 1), "thu.toml").unwrap_err();
    assert_eq!((failure.code, failure.place.as_str()), ("CC-PACK-REFUSED", "thu.toml"));
    failure.message.vi
}

#[test]
fn the_bundled_packs_load_with_the_indicators_in_the_order_of_the_law() {
    let ids = |id: &str| -> Vec<&str> {
        pack::find(id).unwrap().indicators.iter().map(|indicator| indicator.id.as_str()).collect()
    };
    assert_eq!(
        ids("vn-2016").join(", "),
        "health_care, health_insurance, adult_education, school_attendance, housing_quality, housing_area, water, \
         toilet, telecom, information_means"
    );
    assert_eq!(
        ids("vn-2022").join(", "),
        "jobs, dependants, nutrition, health_insurance, adult_education, school_attendance, housing_quality, \
         housing_area, water, toilet, telecom, information_means"
    );
    assert_eq!(
        ids("vn-2027").join(", "),
        "jobs, dependants, nutrition, health_insurance, adult_education, school_attendance, housing_quality, \
         housing_area, water, toilet, waste, telecom"
    );
    assert_eq!(ids("bac-ninh-2025"), ids("vn-2022"));
    let city = pack::find("tp-hcm-2025").unwrap();
    assert_eq!((city.indicators.len(), city.dimensions.len()), (10, 5));
}

#[test]
fn every_day_from_2016_to_2030_has_exactly_one_national_standard() {
    let mut day = jiff::civil::date(2016, 1, 5);
    while day <= jiff::civil::date(2030, 12, 31) {
        let national = pack::bundled().iter().filter(|pack| pack.province.is_none() && pack.in_force(day)).count();
        assert_eq!(national, 1, "{day}");
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn the_2022_standard_is_in_force_through_2026() {
    let pack = pack::find("vn-2022").unwrap();
    assert!(pack.in_force(jiff::civil::date(2026, 12, 31)));
    assert!(!pack.in_force(jiff::civil::date(2027, 1, 1)));
}

#[test]
fn nothing_from_background_knowledge_is_marked_verified() {
    for pack in pack::bundled() {
        for (item, law) in pack.citations() {
            assert!(!law.verified || !law.source.is_empty(), "{}: {}", pack.id, item.vi);
        }
        for indicator in &pack.indicators {
            assert!(!indicator.law.verified, "{}: {}", pack.id, indicator.id);
        }
    }
}

#[test]
fn a_faulty_pack_is_refused_naming_item_and_reason() {
    for (from, to, reason) in [
        ("id = \"telecom\"", "id = \"telephony\"", "indicator “telephony”: mã chỉ số không có trong vocabulary.toml"),
        ("id = \"telecom\"", "id = \"toilet\"", "indicator “toilet”: khai báo hai lần"),
        (
            "rule = { answer = \"floor_area\", per_member = true, below = 8 }\n",
            "",
            "indicator “housing_area”: thiếu rule",
        ),
        (
            "rule = { answer = \"floor_area\", per_member = true, below = 8 }",
            "rule = \"guess\"",
            "indicator “housing_area”: rule = “guess”",
        ),
        ("answer = \"floor_area\"", "answer = \"floor\"", "indicator “housing_area”: câu hỏi “floor” không có"),
        ("dimension = \"housing\"", "dimension = \"house\"", "indicator “housing_quality”: không có chiều “house”"),
        ("to = \"2025-12-31\"", "to = \"2025-12-30\"", "validity 2: hiệu lực đứt quãng hoặc chồng nhau"),
        ("to = \"2025-12-31\"", "to = \"2026-01-01\"", "validity 2: hiệu lực đứt quãng hoặc chồng nhau"),
        ("from = \"2022-01-01\"", "from = \"2022-02-30\"", "validity 1: ngày không đúng: “2022-02-30”"),
        ("to = \"2025-12-31\"", "to = \"2021-12-31\"", "validity 1: ngày cuối 2021-12-31 trước ngày đầu"),
        (
            "deprived = { below = 3 }",
            "deprived = { below = 4 }",
            "class “near_poor”: chồng lên loại “poor” khi từ mức “poverty” trở xuống, thiếu hụt 3 chỉ số",
        ),
        (
            "deprived = { below = 3 }",
            "deprived = { below = 2 }",
            "class: không loại nào nhận hộ từ mức “poverty” trở xuống, thiếu hụt 2 chỉ số",
        ),
        ("deprived = { at_least = 3 } }]", "deprived = { below = 3 } }]", "không loại nào nhận hộ"),
        ("at_most = \"average\"", "at_most = \"median\"", "class “average”: không có mức “median”"),
        ("rural = 2_250_000", "rural = 1_250_000", "line “average”: phải cao hơn mức “poverty”"),
        ("source = \"laodongthudo\"", "source = \"tin-don\"", "validity 1: nguồn “tin-don” không có trong [sources]"),
        ("id = \"vn-2022\"", "id = \"VN 2022\"", "id: chỉ gồm chữ thường"),
        ("precedence = \"b1\"", "precedence = \"luck\"", "[method]: unknown variant `luck`"),
        ("points_per_indicator = 10", "points_per_indicator = 0", "method: points_per_indicator phải lớn hơn 0"),
        ("\"mekong_delta\"", "\"mekong\"", "method: vùng “mekong” không có trong vocabulary.toml"),
        ("deprived = { at_least = 3 } }]", "deprived = { at_least = 30 } }]", "không loại nào nhận hộ"),
        ("id = \"near_poor\"\n", "id = \"nearly_poor\"\n", "[[class]] “nearly_poor”: unknown variant"),
        ("per = \"month\"", "per_ = \"month\"", "unknown field `per_`"),
        ("{ age = { from = 6 } }", "{ agee = { from = 6 } }", "unknown field `agee`"),
    ] {
        let message = refused(from, to);
        assert!(message.contains(reason), "{from} → {to}\n{message}");
    }
}

#[test]
fn a_class_that_rewards_deprivation_is_refused() {
    let text = VN_2022
        .replacen("deprived = { at_least = 3 }", "deprived = { below = 3 }", 1)
        .replacen("at_most = \"poverty\", deprived = { below = 3 } }]\nlaw = { clause = \"Nghị định 07/2021/NĐ-CP, Điều 3\", source = \"laodongthudo\", verified = true }\n\n[[class]]\nid = \"average\"",
                  "at_most = \"poverty\", deprived = { at_least = 3 } }]\nlaw = { clause = \"Nghị định 07/2021/NĐ-CP, Điều 3\", source = \"laodongthudo\", verified = true }\n\n[[class]]\nid = \"average\"", 1);
    let failure = Pack::check(&text, "thu.toml").unwrap_err();
    assert!(failure.message.vi.contains("hộ khó khăn hơn lại được xếp khá hơn"), "{}", failure.message.vi);
}

#[test]
fn points_taken_for_a_count_leave_a_class_that_nobody_reaches() {
    let text = VN_2022.replacen("at_least = 3 }", "at_least = 30 }", 1).replacen("below = 3 }", "below = 30 }", 1);
    let failure = Pack::check(&text, "thu.toml").unwrap_err();
    assert!(failure.message.vi.contains("class “poor”: không hộ nào vào được loại này"), "{}", failure.message.vi);
}

#[test]
fn a_cut_off_above_a_line_without_one_is_refused() {
    let text = include_str!("../../../../standards/vn-2016.toml").replacen(
        "[line.b1]\nrural = 120\nurban = 140\nlaw = { clause = \"Thông tư 14/2018/TT-BLĐTBXH\", source = \"thukyluat\", verified = true }\n",
        "",
        1,
    );
    let failure = Pack::check(&text, "thu.toml").unwrap_err();
    assert!(failure.message.vi.contains("line “poverty”: thiếu ngưỡng b1"), "{}", failure.message.vi);
}

#[test]
fn all_faults_are_told_at_once() {
    let text = VN_2022.replacen("id = \"telecom\"", "id = \"telephony\"", 1).replacen("2022-01-01", "hôm qua", 1);
    let failure = Pack::check(&text, "thu.toml").unwrap_err();
    assert!(failure.message.vi.contains("2 lỗi"), "{}", failure.message.vi);
}

#[test]
fn an_overlay_extends_only_a_pack_that_exists() {
    let text = include_str!("../../../../standards/bac-ninh-2025.toml")
        .replace("extends = \"vn-2022\"", "extends = \"vn-2021\"");
    assert!(Pack::check(&text, "thu.toml").unwrap_err().message.vi.contains("không có bộ chuẩn “vn-2021”"));
}
