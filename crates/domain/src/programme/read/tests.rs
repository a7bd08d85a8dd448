//! What a reader refuses of one target, and where.

use super::one_target;
use crate::area::Areas;
use crate::programme::{Households, KINDS, Programmes, Target, check_target, read_programme, write_programme};
use base::{AreaKey, Failure};
use jiff::civil::date;

const COMMON: &str = "id = \"x\"\nname = { vi = \"x\", en = \"x\" }\nversion = \"hue-nq-11\"\nsentence = \"x\"\n";
const REVIEWED: &str =
    "source = \"published\"\nseries = { kind = \"review\", measure = \"poor_rate\", standard = \"vn-2022\" }\n";
const RATE: &str = "unit = \"percent\"\nbound = \"at_most\"\nvalue = \"2.2\"\n";
const DUE: &str = "due = { on = 2025-12-31 }\n";
const BASE: &str = "baseline = { on = 2021-12-31, value = \"5\" }\n";

fn hue() -> AreaKey {
    Areas::bundled().at("46", date(2022, 1, 1)).unwrap().key.clone()
}

fn read(parts: &[&str]) -> Result<Target, Failure> {
    let text = COMMON.to_owned() + &parts.concat();
    one_target(&text, &hue(), Areas::bundled(), "văn bản")
}

/// One target of each kind, with all that its kind can hold.
fn every_kind() -> Vec<Target> {
    let reported = "source = \"reported\"\n";
    let of = |kind: &str| match kind {
        "level" => vec![
            "unit = \"percent\"\nbound = \"at_most\"\nvalue = \"2.2\"\nstretch = \"2\"\ncounted_level = \"commune\"\n",
            DUE,
            "baseline = { on = 2021-12-31, value = \"5\", standard = \"vn-2016\", sentence = \"còn 5%\" }\n",
            "path = \"given\"\npoints = [{ on = 2023-12-31, value = \"4\" }, { on = 2024-12-31, value = \"3\" }]\n",
            "area = { code = \"481\", on = 2022-01-01 }\nnote = { vi = \"ghi chú\", en = \"a note\" }\n",
            REVIEWED,
        ],
        "points_per_year" => vec![
            "unit = \"points\"\nbound = \"above\"\nvalue = \"1.5\"\nstretch = \"2\"\nover = \"mean\"\n",
            "due = { before = 2025-12-31 }\npath = \"linear\"\nhouseholds = \"hộ có trẻ em\"\n",
            BASE,
            REVIEWED,
        ],
        "relative" => vec![
            "unit = \"households\"\nbound = \"at_most\"\nvalue = \"1/3\"\nstretch = \"1/4\"\npath = \"constant_rate\"\n",
            DUE,
            "baseline = { on = 2021-12-31 }\nquoted = false\nsource = \"register\"\n",
            "series = { kind = \"review\", measure = \"poor_households\", standard = \"vn-2022\" }\n",
        ],
        "coverage" => vec![
            "unit = \"percent\"\nbound = \"at_least\"\nvalue = \"100\"\ndue = \"always\"\n",
            "items = [{ id = \"a\", name = { vi = \"a\", en = \"a\" } }]\n",
            reported,
        ],
        "recognitions" => vec!["unit = \"communes\"\nbound = \"at_least\"\nvalue = \"2\"\n", reported],
        "comparator" => {
            vec![
                "unit = \"percent\"\nbound = \"below\"\ncomparator = \"VN\"\n",
                "due = { on = 2030-12-31 }\n",
                REVIEWED,
            ]
        }
        "gap" => vec![
            "unit = \"percent\"\nagainst = \"plain\"\nmust = \"reach\"\nbound = \"at_most\"\nvalue = \"3\"\n",
            "households = \"mountain\"\n",
            DUE,
            REVIEWED,
        ],
        "milestone" => vec!["stage = \"recognised\"\n", DUE, reported],
        "unquantified" => vec!["unit = \"villages\"\nbound = \"at_most\"\nword = \"cơ bản\"\n", reported],
        "to_be_set" => vec!["waits_for = { vi = \"nghị quyết\", en = \"resolution\" }\n", REVIEWED],
        "evidence" => vec![reported],
        other => panic!("{other}"),
    };
    let read = |kind: &&str| {
        let head = format!("kind = \"{kind}\"\n");
        let parts: Vec<&str> = [head.as_str()].into_iter().chain(of(kind)).collect();
        let target = read(&parts).unwrap_or_else(|failure| panic!("{kind}: {failure}"));
        Target { id: format!("x-{}", kind.replace('_', "-")), ..target }
    };
    KINDS.iter().map(read).collect()
}

#[test]
fn every_kind_is_read_written_and_read_again_equal() {
    let all = Programmes::bundled();
    let mut programme = all.programme("thua-thien-hue-nq-11-2021").unwrap().clone();
    programme.targets.extend(every_kind());
    programme.versions[2].ends = vec!["x-level".into()];
    let again = read_programme("again.toml", &write_programme(&programme), Areas::bundled(), &all.documents).unwrap();
    assert_eq!(again, programme);
    let people = &again.target("x-points-per-year").unwrap().households;
    assert_eq!(people, &Households::People("hộ có trẻ em".into()), "a group of people in words");
}

#[test]
fn what_makes_no_sense_is_refused_at_its_key_and_says_why() {
    let level = "kind = \"level\"\n";
    let (given, reported) = ("path = \"given\"\n", "source = \"reported\"\n");
    for (key, said, parts) in [
        ("kind", "thiếu loại chỉ tiêu", vec!["kind = \"\"\n", reported]),
        (
            "value",
            "chỉ đếm số nguyên",
            vec![level, "unit = \"households\"\nbound = \"at_most\"\nvalue = \"2.5\"\n", reported],
        ),
        ("value", "từ 0 đến 100", vec![level, "unit = \"percent\"\nbound = \"at_most\"\nvalue = \"250\"\n", reported]),
        (
            "value",
            "không được âm",
            vec![level, "unit = \"per_household\"\nbound = \"at_most\"\nvalue = \"-1\"\n", reported],
        ),
        (
            "value",
            "lớn hơn 0",
            vec!["kind = \"relative\"\nunit = \"houses\"\nbound = \"at_most\"\nvalue = \"0\"\n", reported],
        ),
        ("value", "không dùng", vec!["kind = \"milestone\"\nvalue = \"2\"\n", reported]),
        ("stretch", "tốt hơn", vec![level, RATE, "stretch = \"2.2\"\n", reported]),
        (
            "unit",
            "điểm phần trăm chỉ đo",
            vec![level, "unit = \"points\"\nbound = \"at_most\"\nvalue = \"2\"\n", reported],
        ),
        (
            "unit",
            "tính bằng điểm phần trăm",
            vec!["kind = \"points_per_year\"\nover = \"each_year\"\n", RATE, reported],
        ),
        (
            "unit",
            "tính bằng %",
            vec!["kind = \"coverage\"\nunit = \"houses\"\nbound = \"at_least\"\nvalue = \"2\"\n", reported],
        ),
        ("unit", "đếm được", vec!["kind = \"recognitions\"\n", RATE, reported]),
        ("unit", "thiếu đơn vị tính", vec![level, "bound = \"at_most\"\nvalue = \"2\"\n", reported]),
        ("points", "thiếu các điểm", vec![level, RATE, DUE, BASE, given, REVIEWED]),
        (
            "points",
            "đi qua các điểm",
            vec![level, RATE, DUE, BASE, "points = [{ on = 2023-12-31, value = \"4\" }]\n", REVIEWED],
        ),
        (
            "points",
            "giữa ngày của mốc",
            vec![level, RATE, DUE, BASE, given, "points = [{ on = 2026-12-31, value = \"4\" }]\n", REVIEWED],
        ),
        (
            "points",
            "giữa ngày của mốc",
            vec![level, RATE, DUE, BASE, given, "points = [{ on = 2021-12-31, value = \"4\" }]\n", REVIEWED],
        ),
        (
            "points",
            "theo thứ tự ngày",
            vec![
                level,
                RATE,
                DUE,
                BASE,
                given,
                "points = [{ on = 2024-12-31, value = \"3\" }, { on = 2023-12-31, value = \"4\" }]\n",
                REVIEWED,
            ],
        ),
        (
            "points",
            "từ 0 đến 100",
            vec![level, RATE, DUE, BASE, given, "points = [{ on = 2023-12-31, value = \"400\" }]\n", REVIEWED],
        ),
        ("baseline.on", "thiếu ngày của mốc", vec![level, RATE, DUE, "path = \"linear\"\n", REVIEWED]),
        ("baseline.on", "trước hạn", vec![level, RATE, DUE, "baseline = { on = 2025-12-31 }\n", REVIEWED]),
        (
            "baseline.value",
            "từ 0 đến 100",
            vec![level, RATE, DUE, "baseline = { on = 2021-12-31, value = \"120\" }\n", REVIEWED],
        ),
        (
            "baseline.value",
            "mỗi mục có mốc riêng",
            vec![
                "kind = \"coverage\"\n",
                RATE,
                DUE,
                BASE,
                "items = [{ id = \"a\", name = { vi = \"a\", en = \"a\" } }]\n",
                reported,
            ],
        ),
        (
            "items",
            "hai lần",
            vec![
                "kind = \"coverage\"\n",
                RATE,
                "items = [{ id = \"a\", name = { vi = \"a\", en = \"a\" } }, { id = \"a\", name = { vi = \"A\", en = \"A\" } }]\n",
                reported,
            ],
        ),
        ("due.on", "thiếu hạn", vec![level, RATE, BASE, "path = \"linear\"\n", REVIEWED]),
        (
            "due.on",
            "thiếu hạn",
            vec!["kind = \"comparator\"\nunit = \"percent\"\nbound = \"at_most\"\ncomparator = \"VN\"\n", REVIEWED],
        ),
        (
            "due.on",
            "thiếu hạn",
            vec![
                "kind = \"points_per_year\"\nover = \"mean\"\nunit = \"points\"\nbound = \"at_least\"\nvalue = \"1\"\n",
                BASE,
                REVIEWED,
            ],
        ),
        ("due", "mọi lúc", vec!["kind = \"milestone\"\ndue = \"always\"\n", reported]),
        (
            "path",
            "tới 0",
            vec![
                level,
                "unit = \"percent\"\nbound = \"at_most\"\nvalue = \"0\"\npath = \"constant_rate\"\n",
                DUE,
                BASE,
                REVIEWED,
            ],
        ),
        ("path", "không dùng", vec!["kind = \"evidence\"\npath = \"linear\"\n", reported]),
        (
            "comparator",
            "chính nó",
            vec![
                "kind = \"comparator\"\nunit = \"percent\"\nbound = \"at_most\"\ncomparator = \"46\"\ndue = { on = 2030-12-31 }\n",
                REVIEWED,
            ],
        ),
        (
            "comparator",
            "không có đơn vị",
            vec![
                "kind = \"comparator\"\nunit = \"percent\"\nbound = \"at_most\"\ncomparator = \"99\"\n",
                DUE,
                REVIEWED,
            ],
        ),
        (
            "against",
            "phải khác nhau",
            vec![
                "kind = \"gap\"\nunit = \"percent\"\nmust = \"narrow\"\nhouseholds = \"rural\"\nagainst = \"rural\"\n",
                REVIEWED,
            ],
        ),
        ("value", "thu hẹp", vec!["kind = \"gap\"\nmust = \"narrow\"\nagainst = \"rural\"\n", RATE, REVIEWED]),
        (
            "value",
            "thiếu con số",
            vec![
                "kind = \"gap\"\nunit = \"percent\"\nbound = \"at_most\"\nmust = \"reach\"\nagainst = \"rural\"\n",
                REVIEWED,
            ],
        ),
        ("source", "qua báo cáo", vec!["kind = \"evidence\"\nsource = \"register\"\n"]),
        ("series.measure", "thiếu số liệu", vec![level, RATE, "source = \"register\"\n"]),
        ("series.measure", "không lấy số rà soát", vec![level, RATE, &REVIEWED.replace("published", "reported")]),
        (
            "series.measure",
            "không tính bằng đơn vị",
            vec![level, RATE, &REVIEWED.replace("poor_rate", "poor_households")],
        ),
        (
            "series.kind",
            "chỉ có số rà soát",
            vec![level, RATE, &REVIEWED.replace("published", "register").replace("review", "survey")],
        ),
        ("series.standard", "thiếu chuẩn nghèo", vec![level, RATE, &REVIEWED.replace("vn-2022", "")]),
        ("area", "không nằm trong địa bàn", vec![level, RATE, "area = { code = \"38\", on = 2022-01-01 }\n", reported]),
    ] {
        let failure = read(&parts).expect_err(&parts.concat());
        assert!(failure.place == key && failure.message.vi.contains(said), "{key}, {said}: {failure}");
        assert!(failure.code == "CC-PROGRAMME-ITEM" && !failure.remedy.vi.is_empty() && !failure.message.en.is_empty());
    }
}

#[test]
fn what_a_person_changes_is_checked_like_what_is_read() {
    let target = read(&["kind = \"level\"\n", RATE, DUE, BASE, "path = \"linear\"\n", REVIEWED]).unwrap();
    let check = |target: &Target| check_target(target, &hue(), Areas::bundled());
    assert_eq!(check(&target), Ok(()));
    let mut word = read(&["kind = \"evidence\"\nsource = \"reported\"\n"]).unwrap();
    word.baseline.clone_from(&target.baseline);
    assert_eq!(check(&word).unwrap_err().place, "baseline.on", "words have no base");
    let mut late = target.clone();
    late.baseline.as_mut().unwrap().on = date(2026, 1, 1);
    assert_eq!(check(&late).unwrap_err().place, "baseline.on");
}
