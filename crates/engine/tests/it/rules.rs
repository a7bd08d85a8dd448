//! Deprivations derived from answers: one test per trap of a threshold.

use base::Lang;
use engine::{Answer, AreaKind, Birth, Gap, Household, Means, Member, derive, explain, pack};
use jiff::civil::{Date, date};

const DAY: Date = date(2025, 10, 1);

fn answers(pairs: &[(&str, &str)]) -> engine::Answers {
    pairs.iter().map(|(question, choice)| ((*question).into(), Answer::Choice((*choice).into()))).collect()
}

fn member(label: &str, birth: Date, pairs: &[(&str, &str)]) -> Member {
    let mut all = answers(&[
        ("health_insurance", "yes"),
        ("malnourished", "no"),
        ("school", "none"),
        ("degree", "upper_secondary"),
        ("vocational_certificate", "no"),
        ("employment", "stable"),
        ("social_allowance", "none"),
        ("internet", "yes"),
    ]);
    all.extend(answers(pairs));
    Member { label: label.into(), birth: Some(Birth::Day(birth)), answers: all }
}

/// Two adults who lack nothing.
fn household() -> Household {
    let mut all = answers(&[
        ("wall_durable", "yes"),
        ("pillar_durable", "yes"),
        ("roof_durable", "yes"),
        ("water_source", "tap"),
        ("toilet_kind", "septic"),
        ("television", "yes"),
        ("radio", "no"),
        ("desktop_computer", "no"),
        ("telephone", "no"),
        ("laptop", "no"),
        ("tablet", "no"),
        ("smartphone", "no"),
    ]);
    all.insert("floor_area".into(), Answer::Number(1_600));
    Household {
        answers: all,
        members: vec![member("Lò Văn Páo", date(1984, 3, 2), &[]), member("Lò Thị Mỷ", date(1986, 5, 9), &[])],
    }
}

fn deprived(household: &Household, day: Date) -> Vec<&'static str> {
    let pack = pack::find("vn-2022").unwrap();
    let (flags, _) = derive(pack, household, day).unwrap();
    flags.iter().map(|index| pack.indicators[index].id.as_str()).collect()
}

#[test]
fn a_household_that_lacks_nothing_has_no_deprivation() {
    assert!(deprived(&household(), DAY).is_empty());
}

#[test]
fn a_member_turning_16_the_day_before_the_review_changes_the_answer() {
    let mut household = household();
    household.members.push(member("Lò Văn Chỉnh", date(2009, 10, 1), &[("degree", "primary")]));
    household.answers.insert("floor_area".into(), Answer::Number(2_400));
    // the day before the birthday: a child of 15 who should be in lower secondary school
    assert_eq!(deprived(&household, date(2025, 9, 30)), ["school_attendance"]);
    // on the birthday: 16, so the adult indicator speaks
    assert_eq!(deprived(&household, DAY), ["adult_education"]);
}

#[test]
fn nd07_indicator_1_2_more_than_half_not_half() {
    let mut household = household();
    household.answers.insert("floor_area".into(), Answer::Number(10_000));
    let child = |year| member("", date(year, 1, 1), &[("school", "primary")]);
    household.members.push(child(2016));
    household.members.push(child(2017));
    assert!(deprived(&household, DAY).is_empty(), "2 of 4 is not more than half");
    household.members.push(member("", date(1940, 1, 1), &[("social_allowance", "elderly")]));
    assert_eq!(deprived(&household, DAY), ["dependants"], "3 of 5 is");
}

#[test]
fn nd07_indicator_2_2_counts_from_the_sixth_birthday() {
    let mut household = household();
    household.answers.insert("floor_area".into(), Answer::Number(2_400));
    household.members.push(member("", date(2019, 10, 1), &[("health_insurance", "no"), ("school", "primary")]));
    assert_eq!(deprived(&household, DAY), ["health_insurance"]);
    household.members[2].birth = Some(Birth::Day(date(2019, 10, 2)));
    household.members[2].answers.insert("school".into(), Answer::Choice("preschool".into()));
    assert!(deprived(&household, DAY).is_empty());
}

#[test]
fn nd07_indicator_4_1_two_of_three_structures() {
    let mut household = household();
    household.answers.extend(answers(&[("wall_durable", "no")]));
    assert!(deprived(&household, DAY).is_empty());
    household.answers.extend(answers(&[("roof_durable", "no")]));
    assert_eq!(deprived(&household, DAY), ["housing_quality"]);
}

#[test]
fn nd07_indicator_4_2_below_8_square_metres_each() {
    let mut household = household();
    household.answers.insert("floor_area".into(), Answer::Number(1_599));
    assert_eq!(deprived(&household, DAY), ["housing_area"]);
    household.answers.insert("floor_area".into(), Answer::Number(1_600));
    assert!(deprived(&household, DAY).is_empty());
}

#[test]
fn a_missing_answer_is_not_a_no() {
    let mut household = household();
    household.members[0].answers.remove("health_insurance");
    household.answers.remove("water_source");
    let gaps = derive(pack::find("vn-2022").unwrap(), &household, DAY).unwrap_err();
    let missing: Vec<usize> = gaps
        .iter()
        .map(|gap| match gap {
            Gap::Missing { indicator, .. } | Gap::RuleUnknown { indicator } => *indicator,
        })
        .collect();
    assert_eq!(missing, [3, 8]);
}

#[test]
fn a_missing_answer_that_cannot_matter_does_not_stop_the_rule() {
    let mut household = household();
    household.members[0].answers.insert("health_insurance".into(), Answer::Choice("no".into()));
    household.members[1].answers.remove("health_insurance");
    assert_eq!(deprived(&household, DAY), ["health_insurance"]);
}

#[test]
fn a_birth_year_alone_is_refused_only_where_the_birthday_decides() {
    let mut household = household();
    household.members[0].birth = Some(Birth::Year(1984));
    assert!(deprived(&household, DAY).is_empty());
    household.members.push(Member { birth: Some(Birth::Year(2009)), ..household.members[0].clone() });
    household.members[2].answers.insert("degree".into(), Answer::Choice("primary".into()));
    assert!(derive(pack::find("vn-2022").unwrap(), &household, DAY).is_err());
}

#[test]
fn an_unknown_rule_refuses_to_derive_and_says_so() {
    let gaps = derive(pack::find("vn-2027").unwrap(), &household(), DAY).unwrap_err();
    let unknown = gaps.iter().filter(|gap| matches!(gap, Gap::RuleUnknown { .. })).count();
    assert_eq!((gaps.len(), unknown), (9, 9));
}

#[test]
fn the_explanation_names_the_answers_and_the_clauses() {
    let mut household = household();
    household.members[1].answers.extend(answers(&[("health_insurance", "no"), ("employment", "wage_no_contract")]));
    household.answers.extend(answers(&[("water_source", "other")]));
    let pack = pack::find("vn-2022").unwrap();
    let (flags, found) = derive(pack, &household, DAY).unwrap();
    let means = Means { income: None, b1: Some(95) };
    let verdict = pack.classify(AreaKind::Rural, means, flags.count()).unwrap();
    let explanation = explain(pack, AreaKind::Rural, means, flags, &verdict, Some((&household, &found)));
    let lines: Vec<String> = explanation.parts.iter().map(|part| part.line(Lang::Vi)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    điểm B1 95 ≤ 140 (chuẩn thu nhập hộ nghèo, hộ cận nghèo, nông thôn) [Thông tư 07/2021/TT-BLĐTBXH]
    thiếu hụt 3/12 chỉ số, từ 3 trở lên (B2 = 30 điểm) [Thông tư 07/2021/TT-BLĐTBXH]
    thiếu hụt việc làm: Lò Thị Mỷ: việc làm = làm công ăn lương không có hợp đồng lao động, không ổn định [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 1.1, chưa xác minh]
    thiếu hụt bảo hiểm y tế: Lò Thị Mỷ: 39 tuổi, Lò Thị Mỷ: hiện có bảo hiểm y tế = không [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 2.2, chưa xác minh]
    thiếu hụt nguồn nước sinh hoạt: nguồn nước sinh hoạt chính = nguồn khác [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 5.1, chưa xác minh]
    kết luận: Hộ nghèo [Nghị định 07/2021/NĐ-CP, Điều 3]
    ");
    let lines: Vec<String> = explanation.parts.iter().map(|part| part.line(Lang::En)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    B1 points 95 ≤ 140 (income line of poor and near-poor households, rural) [Thông tư 07/2021/TT-BLĐTBXH]
    deprived of 3/12 indicators, 3 or more (B2 = 30 points) [Thông tư 07/2021/TT-BLĐTBXH]
    deprived: employment: Lò Thị Mỷ: employment = wage job without a contract, not steady [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 1.1, unverified]
    deprived: health insurance: Lò Thị Mỷ: 39 years old, Lò Thị Mỷ: has health insurance now = no [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 2.2, unverified]
    deprived: domestic water: main source of domestic water = other source [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 5.1, unverified]
    conclusion: Poor household [Nghị định 07/2021/NĐ-CP, Điều 3]
    ");
}

#[test]
fn a_conflict_is_told_with_both_sides() {
    let pack = pack::find("vn-2022").unwrap();
    let means = Means { income: Some(1_400_000), b1: Some(150) };
    let verdict = pack.classify(AreaKind::Rural, means, 1).unwrap();
    let line = explain(pack, AreaKind::Rural, means, engine::Flags::from_bits(8), &verdict, None).line(Lang::Vi);
    insta::assert_snapshot!(line, @"điểm B1 150 > 140 (chuẩn thu nhập hộ nghèo, hộ cận nghèo, nông thôn) [Thông tư 07/2021/TT-BLĐTBXH]; thiếu hụt 1/12 chỉ số (B2 = 10 điểm) [Thông tư 07/2021/TT-BLĐTBXH]; thiếu hụt bảo hiểm y tế [Nghị định 07/2021/NĐ-CP, Phụ lục, chỉ số 2.2, chưa xác minh]; kết luận: Hộ không nghèo [Nghị định 07/2021/NĐ-CP, Điều 3 (các hộ còn lại)]; mâu thuẫn: thu nhập kê khai dẫn đến “Hộ cận nghèo”, bộ chuẩn ưu tiên điểm B1");
}

#[test]
fn nd07_indicator_3_2_a_pupil_ahead_of_the_age_is_not_deprived() {
    let mut household = household();
    household.answers.insert("floor_area".into(), Answer::Number(10_000));
    // 11 in grade 6, 15 in grade 10, 5 in grade 1: nearly the whole cohort in October
    for (birth, school) in
        [(date(2014, 3, 1), "lower_secondary"), (date(2010, 3, 1), "upper_secondary"), (date(2019, 12, 1), "primary")]
    {
        household.members.truncate(2);
        household.members.push(member("", birth, &[("school", school)]));
        assert!(deprived(&household, DAY).is_empty(), "{school}");
    }
    household.members.truncate(2);
    household.members.push(member("", date(2012, 3, 1), &[("school", "primary")]));
    assert_eq!(deprived(&household, DAY), ["school_attendance"]);
}

#[test]
fn an_answer_outside_the_vocabulary_is_missing_not_no() {
    let mut household = household();
    household.answers.extend(answers(&[("water_source", "river")]));
    assert!(derive(pack::find("vn-2022").unwrap(), &household, DAY).is_err());
}
