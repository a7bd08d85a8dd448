//! Whatever a programme's file can say, the forms can say: one target of every kind by HTTP, each refusal beside its field, an
//! amendment that replaces and ends.

use crate::planning::{desk, grown, person, places, post, probe, text};
use domain::access::Role;
use domain::area::Areas;
use domain::programme::{
    Baseline, Bound, Due, Exact, Households, Kind, Must, Over, Path, Programme, Risk, Side, Source, Stage, Target,
    Unit, read_programme, write_programme,
};
use domain::result::{Measure, SourceKind};
use jiff::civil::date;
use web::Probe;

const NEW: &str = "/programmes/new";
const AMEND: &str = "/programmes/du-cac-loai/amend";

type Fields = Vec<(String, String)>;

fn send(probe: &Probe, address: &str, fields: &Fields) -> web::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    post(probe, address, &fields)
}

/// The fields of one block, a line each: name and value.
fn block(prefix: &str, lines: &str) -> Fields {
    let pair = |line: &str| {
        let (name, value) = line.trim().split_once(' ').unwrap();
        // as a browser sends lines
        (format!("{prefix}{name}"), value.replace('|', "\r\n"))
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(pair).collect()
}

fn head() -> Fields {
    block(
        "",
        "name Đủ các loại
         area 46
         from 2025
         to 2030
         document hue-nq-11
         sentence đủ các loại chỉ tiêu
         risk any_method",
    )
}

const REVIEWED: &str = "
    source published
    measure poor_rate
    standard vn-2022";

/// A block for each kind, in the order of the kinds.
fn kinds() -> Vec<Fields> {
    let written = [
        "name Tỷ lệ hộ nghèo
         kind level
         side at_most
         limit 1,5
         stretch 1,2
         unit percent
         counted commune
         households-other Xã bãi ngang
         area xã Bình Điền
         due-how before
         due 2030-12-31
         base-on 2025-12-31
         base 3,1
         base-standard vn-2016
         base-sentence cuối năm 2025 là 3,1%
         path given
         points 31/12/2026 2,8|31/12/2028: 2
         note Đọc cùng quyết định giao.
         lead Sở Nông nghiệp và Môi trường|Mặt trận Tổ quốc
         sentence còn 1,2–1,5%|trong đó miền núi “còn 3%”
         source published
         series survey
         measure poor_rate
         standard vn-2022",
        "name Giảm mỗi năm
         kind points_per_year
         side above
         limit 0,3
         unit points
         over mean
         due 2030-12-31
         base-on 2025-12-31
         path linear
         sentence bình quân trên 0,3%/năm
         paraphrase 1",
        "name Giảm hai phần ba
         kind relative
         side at_most
         limit 1/3
         unit households
         due 2030-12-31
         base-on 2025-12-31
         path constant_rate
         source register
         measure poor_households
         standard vn-2022
         sentence giảm 2/3",
        "name Bao phủ
         kind coverage
         side at_least
         limit 100
         unit percent
         due-how always
         items y tế|giáo dục
         source reported
         sentence 100% chính sách",
        "name Xã nông thôn mới
         kind recognitions
         side at_least
         limit 2
         unit communes
         source reported
         lead mặt trận tổ quốc
         sentence 2 xã",
        "name Thấp hơn cả nước
         kind comparator
         side below
         comparator VN
         unit percent
         due 2030-12-31
         sentence thấp hơn cả nước",
        "name Khoảng cách
         kind gap
         households-other Khu vực miền núi
         against-other Vùng đầm phá
         must reach
         side at_most
         limit 3
         unit percent
         sentence không quá 3 điểm",
        "name Hoàn thành sắp xếp
         kind milestone
         stage recognised
         due-how on
         due 2026-06-30
         source reported
         sentence trước tháng 7",
        "name Cơ bản xoá nhà tạm
         kind unquantified
         word cơ bản
         side at_most
         unit houses
         households-other hộ có người khuyết tật
         source reported
         sentence cơ bản",
        "name Mức sau năm 2030
         kind to_be_set
         waits-for Nghị quyết nhiệm kỳ sau
         sentence sẽ đặt sau",
        "name Phong trào
         kind evidence
         source reported
         sentence phát động phong trào",
    ];
    let number = |(at, text): (usize, &str)| {
        let reviewed = if text.contains("source") { "" } else { REVIEWED };
        block(&format!("t{}-", at + 1), &format!("{text}{reviewed}"))
    };
    written.into_iter().enumerate().map(number).collect()
}

fn more() -> Fields {
    let bodies = "name Sở Nông nghiệp và Môi trường
                  duty theo dõi, tổng hợp
                  sentence giao Sở theo dõi";
    let task = "name Rà soát phương án thoát nghèo
                lead Mặt trận Tổ quốc
                sentence rà soát phương án";
    let first = "areas xã Bình Điền|46
                 sentence ưu tiên các xã
                 note danh sách mở";
    [block("b1-", bodies), block("k1-", task), block("u1-", first)].concat()
}

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn bound(side: Side, limit: &str) -> Bound {
    Bound { side, limit: exact(limit), stretch: None }
}

fn created(dir: &std::path::Path) -> Programme {
    desk(dir).programmes().unwrap().programme("du-cac-loai").unwrap().clone()
}

#[test]
fn a_programme_with_every_kind_of_target_is_created_amended_and_reads_back_equal() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, _) = places();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    // three blocks stand there at first; more are asked for without losing what was typed, and nothing is kept yet
    let form = text(&officer, NEW);
    assert!(form.contains("name=\"t3-kind\"") && !form.contains("name=\"t4-kind\""));
    let asked = send(&officer, NEW, &[head(), block("", "blocks 3\nmore 1")].concat());
    let said = asked.text();
    assert!(
        asked.status == 200 && said.contains("name=\"t5-kind\"") && said.contains("value=\"Đủ các loại\""),
        "{said}"
    );
    let all = [head(), kinds().concat(), more()].concat();
    let answer = send(&officer, NEW, &all);
    assert_eq!(answer.location, "/programmes/du-cac-loai", "{}", answer.text());

    let programme = created(dir.path());
    let areas = Areas::bundled();
    let documents = &desk(dir.path()).programmes().unwrap().documents;
    assert_eq!(read_programme("x", &write_programme(&programme), areas, documents).unwrap(), programme);
    let of = |at: usize| &programme.targets[at];
    let level = of(0);
    let commune = areas.get(&level.area).unwrap();
    assert_eq!((commune.name.as_str(), level.due), ("Xã Bình Điền", Due::Before(date(2030, 12, 31))));
    let range = Bound { stretch: Some(exact("1.2")), ..bound(Side::AtMost, "1.5") };
    assert_eq!(level.kind, Kind::Level { bound: range, counted: Some(base::Level::Commune) });
    assert_eq!(level.households, Households::AreaGroup("xã bãi ngang".into()));
    let base = Baseline {
        on: date(2025, 12, 31),
        value: Some(exact("3.1")),
        standard: Some("vn-2016".into()),
        sentence: Some("cuối năm 2025 là 3,1%".into()),
    };
    assert_eq!(level.baseline, Some(base));
    let points = vec![(date(2026, 12, 31), exact("2.8")), (date(2028, 12, 31), exact("2"))];
    assert_eq!(
        (&level.path, level.note.as_ref().unwrap().vi.as_str()),
        (&Path::Given(points), "Đọc cùng quyết định giao.")
    );
    assert_eq!(level.series.as_ref().map(|one| (one.kind, one.measure)), Some((SourceKind::Survey, Measure::PoorRate)));
    assert_eq!(level.lead, ["so-nong-nghiep-va-moi-truong", "mat-tran-to-quoc"]);
    assert_eq!(of(1).kind, Kind::PointsPerYear { bound: bound(Side::Above, "0.3"), over: Over::Mean });
    assert!(!of(1).quote.exact && of(0).quote.exact);
    assert_eq!(of(0).quote.words, "còn 1,2–1,5%\r\ntrong đó miền núi “còn 3%”");
    assert_eq!(of(1).baseline.as_ref().unwrap().standard.as_deref(), Some("vn-2022"), "that of the figures");
    assert_eq!(of(2).kind, Kind::Relative { bound: bound(Side::AtMost, "1/3") });
    assert_eq!((of(2).source, &of(2).path), (Source::Register, &Path::ConstantRate));
    assert_eq!((of(3).due, of(3).items.len()), (Due::Always, 2));
    assert_eq!(of(4).lead, ["mat-tran-to-quoc"], "the same body, however it was typed");
    let country = areas.at("VN", date(2030, 12, 31)).unwrap().key.clone();
    assert_eq!(of(5).kind, Kind::Comparator { side: Side::Below, with: country });
    assert_eq!(of(6).households.word(), "mountain", "a group of the list, though it was written in words");
    let against = Households::AreaGroup("vùng đầm phá".into());
    assert_eq!(of(6).kind, Kind::Gap { against, must: Must::Reach(bound(Side::AtMost, "3")) });
    assert_eq!((&of(7).kind, of(7).due), (&Kind::Milestone { stage: Stage::Recognised }, Due::On(date(2026, 6, 30))));
    let word = Kind::Unquantified { word: "cơ bản".into(), side: Side::AtMost, threshold: None };
    assert_eq!((&of(8).kind, of(8).unit), (&word, Some(Unit::Houses)));
    assert_eq!(of(8).households, Households::People("hộ có người khuyết tật".into()));
    assert!(matches!(&of(9).kind, Kind::ToBeSet { waits_for } if waits_for.vi == "Nghị quyết nhiệm kỳ sau"));
    assert_eq!((&of(10).kind, of(10).due), (&Kind::Evidence, Due::Open));
    assert_eq!((programme.risk, programme.bodies.len()), (Some(Risk::AnyMethod), 2));
    assert_eq!(programme.bodies[1].duty.vi, "Tỷ lệ hộ nghèo", "charged with the target it was named for");
    assert_eq!(programme.tasks[0].lead, ["mat-tran-to-quoc"]);
    assert_eq!(programme.priorities[0].areas.len(), 2);

    // the page says points where points are meant
    let page = text(&officer, "/programmes/du-cac-loai");
    assert!(
        page.contains("nhiều nhất 3\u{a0}điểm phần trăm") || page.contains("nhiều nhất 3 điểm phần trăm"),
        "{page}"
    );
    assert!(page.contains("vùng đầm phá") && page.contains("hộ có người khuyết tật"));

    based(&officer, dir.path());
    amended(&officer, dir.path(), &programme);
}

/// A base that a person sets is held to what a file is held to.
fn based(officer: &Probe, dir: &std::path::Path) {
    let address = "/programmes/du-cac-loai/targets/giam-hai-phan-ba/set";
    let set = |value: &str, on: &str, reason: &str| {
        let standard = ("standard", "vn-2016");
        post(officer, address, &[("what", "baseline"), ("value", value), ("on", on), standard, ("reason", reason)])
    };
    let why = "theo báo cáo năm 2025";
    for (value, on, reason, field) in [
        ("900,5", "2025-12-31", why, "value"),
        ("0", "2025-12-31", why, "value"),
        ("900", "2030-12-31", why, "on"),
        ("900", "2025-12-31", "sai", "reason"),
    ] {
        let page = set(value, on, reason).text();
        let wrong = page.split("class=\"f wide err\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(wrong.contains(&format!("name=\"{field}\"")) && page.matches("aria-invalid").count() == 1, "{wrong}");
    }
    assert_eq!(set("900", "2025-12-31", why).status, 303);
    let base = created(dir).target("giam-hai-phan-ba").unwrap().baseline.clone().unwrap();
    assert_eq!((base.value, base.standard.as_deref()), (Some(exact("900")), Some("vn-2016")));
    let word = "/programmes/du-cac-loai/targets/phong-trao/set";
    let refused = post(officer, word, &[("what", "baseline"), ("value", "1"), ("on", "2025-12-31"), ("reason", why)]);
    assert!(refused.text().contains("Chỉ tiêu không có con số thì không có mốc"), "{}", refused.text());
}

/// The same programme with a target replaced by one of the same name, and another ended.
fn amended(officer: &Probe, dir: &std::path::Path, programme: &Programme) {
    let form = text(officer, AMEND);
    assert!(form.contains("value=\"any_method\" selected") && form.contains("value=\"phong-trao\""), "{form}");
    let head = "number 1
                document nb-kh-151
                since 2026-02-01
                sentence điều chỉnh
                reason theo nghị quyết mới
                risk none
                ends phong-trao";
    let replacing = "name Tỷ lệ hộ nghèo
                     kind level
                     side at_most
                     limit 1
                     unit percent
                     due 2030-12-31
                     replaces ty-le-ho-ngheo
                     sentence còn 1%";
    let all = [block("", head), block("t1-", &format!("{replacing}{REVIEWED}"))].concat();
    let with = |name: &str, value: &str| {
        let mut fields = all.clone();
        fields.iter_mut().find(|field| field.0 == name).unwrap().1 = value.into();
        let answer = send(officer, AMEND, &fields);
        assert!(answer.status == 400, "{name} {value}: {}", answer.status);
        answer.text()
    };
    assert!(
        with("since", "2020-01-01").contains("name=\"since\" type=\"date\" value=\"2020-01-01\" required aria-invalid")
    );
    let twice = with("ends", "ty-le-ho-ngheo");
    assert!(twice.contains("value=\"ty-le-ho-ngheo\" checked aria-invalid=\"true\""), "{twice}");
    assert!(with("document", "hue-nq-11").contains("đã đặt một phiên bản"));
    let answer = send(officer, AMEND, &all);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let after = created(dir);
    let ids = |day| after.targets_on(day).into_iter().map(|target: &Target| target.id.clone()).collect::<Vec<_>>();
    let (before, now) = (ids(date(2026, 1, 31)), ids(date(2026, 2, 1)));
    assert!(before.contains(&"phong-trao".into()) && before.contains(&"ty-le-ho-ngheo".into()));
    assert!(!now.contains(&"phong-trao".into()) && !now.contains(&"ty-le-ho-ngheo".into()));
    assert!(now.contains(&"ty-le-ho-ngheo-2".into()), "{now:?}");
    assert_eq!((after.risk, after.bodies.len()), (Some(Risk::None), programme.bodies.len()));
    assert!(text(officer, "/programmes/du-cac-loai").contains("Bãi bỏ chỉ tiêu: Phong trào"));
    assert!(text(officer, "/programmes/du-cac-loai/targets/phong-trao").contains("đã được bãi bỏ theo"));
}

#[test]
fn what_makes_no_sense_is_refused_beside_its_field_and_everything_typed_stays() {
    let dir = tempfile::tempdir().unwrap();
    grown(dir.path());
    let (province, _) = places();
    let officer = probe(dir.path(), &person("can-bo-tinh", &[(Role::ProvincialOfficer, &province)]));
    let kinds = kinds();
    // block, what is typed instead, the field that is refused, what is said
    for (at, typed, field, said) in [
        (0, "limit 1,5 %", "limit", "không ghi dấu %"),
        (0, "limit 150", "limit", "từ 0 đến 100"),
        (0, "unit households", "limit", "chỉ đếm số nguyên"),
        (0, "stretch 1,8", "stretch", "phải tốt hơn"),
        (0, "points 31/12/2031 2", "points", "nằm giữa"),
        (0, "points 31/12/2028 2|31/12/2026 2,8", "points", "theo thứ tự"),
        (0, "points hai phẩy năm", "points", "không đọc được điểm"),
        (0, "path linear", "points", "đi qua các điểm"),
        (0, "base-on ", "base-on", "chưa ghi ngày của mốc"),
        (0, "base-on 2030-12-31", "base-on", "phải trước hạn"),
        (0, "due ", "due", "thiếu hạn"),
        (4, "due 2024-12-31", "due", "trước năm đầu của chương trình (2025)"),
        (0, "due 1030-12-31", "due", "năm phải từ 1900"),
        (0, "base-on 0205-12-31", "base-on", "năm phải từ 1900"),
        (0, "points 31/12/1026 2,8", "points", "năm phải từ 1900"),
        (0, "households rural", "households-other", "ghi nhóm khác"),
        (0, "area xã Không Có", "area", "không thấy đơn vị"),
        (0, "source reported", "measure", "không lấy số rà soát"),
        (0, "standard ", "standard", "thiếu chuẩn nghèo"),
        (0, "name  ", "name", "thiếu tên"),
        (0, "sentence  ", "sentence", "thiếu câu chữ"),
        (1, "unit percent", "unit", "điểm phần trăm"),
        (1, "over  ", "over", "thiếu cách tính"),
        (2, "limit 1/0", "limit", "không phải là phân số"),
        (3, "due 2030-12-31", "due", "mọi lúc"),
        (3, "items y tế|Y tế", "items", "có hai lần"),
        (4, "unit percent", "unit", "đếm được"),
        (5, "comparator 46", "comparator", "chính nó"),
        (5, "due ", "due", "thiếu hạn"),
        (6, "against-other ", "against", "thiếu nhóm được so"),
        (6, "against-other Khu vực miền núi", "against", "phải khác nhau"),
        (6, "must narrow", "limit", "thu hẹp"),
        (7, "limit 3", "limit", "không dùng"),
        (8, "word  ", "word", "thiếu từ"),
        (9, "waits-for  ", "waits-for", "thiếu văn bản"),
        (10, "source register", "source", "qua báo cáo"),
    ] {
        let (name, value) = typed.split_once(' ').unwrap();
        let prefix = format!("t{}-", at + 1);
        let mut fields = [head(), kinds[at].clone()].concat();
        let full = format!("{prefix}{name}");
        fields.retain(|known| known.0 != full);
        fields.push((full, value.replace('|', "\n")));
        let answer = send(&officer, NEW, &fields);
        let page = answer.text();
        assert_eq!(answer.status, 400, "{typed}: {page}");
        let beside = page.split(&format!("id=\"f-{prefix}{field}\"")).nth(1).unwrap().split("</div>").next().unwrap();
        assert!(beside.contains("aria-invalid=\"true\""), "{typed} is not refused at {field}: {beside}");
        let message = beside.split("class=\"msg\">").nth(1).unwrap().split('<').next().unwrap().to_lowercase();
        assert!(message.contains(&said.to_lowercase()), "{typed}: {message}");
        let remedy = page.split("id=\"refused\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(remedy.contains("<p>"), "{typed} says how to mend it");
        for (_, value) in fields.iter().filter(|(name, value)| name.ends_with("name") && !value.trim().is_empty()) {
            assert!(page.contains(value.as_str()), "{typed}: {value} was lost");
        }
    }
    for (field, rest, said) in [
        ("b1-duty", "b1-name Sở Y tế", "chưa ghi nhiệm vụ"),
        ("k1-sentence", "k1-name Rà soát", "chưa ghi câu chữ"),
        ("u1-areas", "u1-sentence ưu tiên", "chưa ghi đơn vị"),
        ("u1-areas", "u1-sentence ưu tiên\nu1-areas Hà Nội", "không thấy đơn vị"),
    ] {
        let answer = send(&officer, NEW, &[head(), block("", rest)].concat());
        let page = answer.text().to_lowercase();
        let beside = page.split(&format!("id=\"f-{field}\"")).nth(1).unwrap().split("</div>").next().unwrap();
        assert!(answer.status == 400 && beside.contains(said), "{field}: {beside}");
    }
    for (field, typed, said) in [
        ("to", "", "năm cuối phải là một năm, ví dụ 2030"),
        ("to", "hai nghìn", "năm cuối phải là một năm, ví dụ 2030"),
        ("from", "205", "năm đầu phải là một năm, ví dụ 2030"),
        ("to", "2024", "năm đầu sau năm cuối"),
    ] {
        let mut fields = head();
        fields.retain(|known| known.0 != field);
        fields.push((field.to_owned(), typed.to_owned()));
        let answer = send(&officer, NEW, &fields);
        let page = answer.text();
        let beside = page.split(&format!("id=\"f-{field}\"")).nth(1).unwrap().split("</div>").next().unwrap();
        assert!(answer.status == 400 && beside.to_lowercase().contains(said), "{field} {typed}: {beside}");
    }
    let of_hue = "/programmes/thua-thien-hue-nq-11-2021/amend";
    for (since, said) in [("", "Chưa ghi ngày"), ("1025-01-01", "năm phải từ 1900")] {
        let fields = [("number", "0"), ("document", "nb-kh-151"), ("since", since), ("sentence", "a"), ("reason", "b")];
        let page = post(&officer, of_hue, &fields).text();
        let beside = page.split("id=\"f-since\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(beside.contains(said), "{since}: {beside}");
    }
    // one's own province, and no other
    let form = text(&officer, NEW);
    let offered = form.split("id=\"f-area\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert!(offered.matches("<option").count() == 2 && offered.contains("value=\"46\" selected"), "{offered}");
    let hanoi = send(&officer, NEW, &[head(), block("", "area 01")].concat());
    assert_eq!(hanoi.status, 403, "not of another province");
    assert!(desk(dir.path()).programmes().unwrap().programme("du-cac-loai").is_none(), "nothing was kept");

    // a programme without a target says that, and not that it is still to be issued
    assert_eq!(send(&officer, NEW, &head()).status, 303);
    let list = text(&officer, "/programmes");
    let row = list.split("/programmes/du-cac-loai\"").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains(">chưa có chỉ tiêu<") && !row.contains("chưa ban hành"), "{row}");
    let before = text(&officer, "/programmes?day=2015-01-01");
    let row = before.split("/programmes/du-cac-loai?").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("chưa ban hành vào ngày này"), "{row}");
}
