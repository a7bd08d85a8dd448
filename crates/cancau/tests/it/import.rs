//! `cancau import review` and what belongs to it, on both engines, with files as people have them.

use crate::support::{Deployment, cells, names, on_both};
use base::AreaKey;
use domain::area::Areas;
use domain::form::Counts;
use jiff::civil::date;
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;

pub(crate) const HEAD: &str = "Họ và tên;Quan hệ với chủ hộ;Ngày sinh;Giới tính;CCCD;Dân tộc;Tỉnh;Xã;Thôn;\
                               Phân loại hộ;B1;B2;Số nhân khẩu\n";
const AN: &str = "Nguyễn Văn An;chủ hộ;12/03/1985;nam;046085001234;Kinh;Thành phố Huế;Phường Kim Long;TDP 1;hộ nghèo;100;30;2\n\
     Lê Thị Bé;vợ;1988;nữ;;Kinh;;;;;;;\n";
const BA: &str = "Trần Ba;chủ hộ;1950;nam;;Kinh;Thành phố Huế;Phường Kim Long;TDP 2;hộ cận nghèo;100;20;1\n";
/// A birth that is none.
const BAD: &str = "Lê Tư;chủ hộ;31/02/1980;nam;;Kinh;Thành phố Huế;Phường Kim Long;TDP 3;hộ nghèo;100;30;1\n";

fn counts(deployment: &Deployment, year: i16) -> BTreeMap<AreaKey, Counts> {
    let mut store = deployment.store();
    let shard = store.shards().unwrap()[0].shard;
    let review = store.reviews(shard).unwrap().into_iter().find(|one| one.year == year).unwrap();
    store.counts(store::Scope::everything().of(shard), &review, None).unwrap()
}

/// Poor and near-poor households of the whole register.
fn poor(deployment: &Deployment, year: i16) -> (u64, u64) {
    let counts = counts(deployment, year);
    let sum = |of: fn(&Counts) -> u64| counts.values().map(of).sum();
    (sum(|one| one.poor.all.households), sum(|one| one.near_poor.all.households))
}

fn book(path: &std::path::Path, sheets: &[(&str, Vec<Vec<&str>>)]) {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save(path).unwrap();
}

#[test]
fn in_again_and_out() {
    on_both(|deployment| {
        deployment.write("a.csv", format!("{HEAD}{AN}{BA}"));
        let line = "import review a.csv --year 2025 --route periodic";
        let preview = deployment.json(&format!("{line} --preview"));
        assert_eq!((preview["state"].as_str(), preview["checked"]["accepted"].as_u64()), (Some("preview"), Some(2)));
        assert_eq!(preview["sheets"][0]["columns"][4]["meaning"], "cccd");
        assert!(names(&deployment.path("dl")).is_empty(), "a preview makes nothing");

        let told = deployment.json(&format!("{line} --actor Lan --reason thử"));
        assert_eq!((told["state"].as_str(), told["batch"].as_str()), (Some("imported"), Some("46-1")));
        assert_eq!((told["households"].as_u64(), told["persons"].as_u64()), (Some(2), Some(3)));
        assert_eq!(told["standard"], "vn-2022");
        assert_eq!(poor(deployment, 2025), (1, 1));
        let before = deployment.register();
        let again = deployment.json(line);
        assert_eq!((again["state"].as_str(), again["batch"].as_str()), (Some("unchanged"), Some("46-1")));
        assert_eq!(deployment.register(), before);
        let batches = deployment.json("import list");
        assert_eq!(batches["batches"].as_array().unwrap().len(), 1);
        assert_eq!(
            (batches["batches"][0]["actor"].as_str(), batches["batches"][0]["route"].as_str()),
            (Some("Lan"), Some("periodic"))
        );

        // An is better off, Ba was not visited again
        deployment.write("b.csv", format!("{HEAD}{}", AN.replace("hộ nghèo;100;30", "hộ cận nghèo;100;20")));
        let told = deployment.json("import review b.csv --year 2025 --route within-year");
        assert_eq!((told["matched_by_number"].as_u64(), told["new_households"].as_u64()), (Some(1), Some(0)));
        assert_eq!(poor(deployment, 2025), (0, 2));
        assert_eq!(deployment.run("import undo 46-1").code, 1, "a later batch rests on it");
        assert_eq!(deployment.run("import undo 46-2").code, 0);
        assert_eq!(deployment.register(), before);
        assert_eq!(deployment.run("import undo 46-1").code, 0);
        assert!(deployment.register().iter().all(Vec::is_empty));
        assert_eq!(deployment.run("verify").code, 0);
        for unknown in ["46-9", "01-1", "../x", "3f2a91c07be4"] {
            let ran = deployment.run(&format!("import undo {unknown}"));
            assert!(ran.code == 1 && ran.err.contains("CC-IMPORT-BATCH"), "{}", ran.err);
        }
    });
}

#[test]
fn rejects_come_back_mended_and_the_valid_may_go_first() {
    on_both(|deployment| {
        deployment.write("a.csv", format!("{HEAD}{AN}{BAD}"));
        let line = "import review a.csv --year 2025 --route periodic";
        let ran = deployment.run(line);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("CC-REVIEW-BIRTH") && ran.err.contains("CC-IMPORT-REJECTED"), "{}", ran.err);
        assert!(names(&deployment.path("dl")).is_empty(), "nothing was opened for a file that is refused");
        let ran = deployment.run(&format!("{line} --accept-valid --rejects sai.xlsx"));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert_eq!(poor(deployment, 2025), (1, 0));
        let ran = deployment.run("import review sai.xlsx --year 2025 --route periodic --rejects van-sai.xlsx");
        assert_eq!(ran.code, 1, "still wrong: {}", ran.err);

        // mended where it stood: every cell of the rejects as they are, but for the birth
        let mut rows = cells(&deployment.path("sai.xlsx"));
        assert_eq!(rows[0].last().unwrap(), "Lý do từ chối");
        assert_eq!(rows.len(), 2, "the heading and one household");
        for cell in rows.iter_mut().flatten().filter(|cell| *cell == "31/02/1980") {
            *cell = "28/02/1980".into();
        }
        let rows = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        book(&deployment.path("sai.xlsx"), &[("a", rows)]);
        let told = deployment.json("import review sai.xlsx --year 2025 --route periodic");
        assert_eq!((told["households"].as_u64(), told["rejected"].as_u64()), (Some(1), Some(0)));
        assert_eq!(poor(deployment, 2025), (2, 0));
        let ran = deployment.run("import review a.csv --year 2025 --route periodic --rejects a.csv");
        assert_eq!(ran.code, 0, "there already: {}", ran.err);
        deployment.write("c.csv", format!("{HEAD}{BAD}"));
        let ran = deployment.run("import review c.csv --year 2025 --route periodic --accept-valid");
        assert!(ran.code == 1 && ran.err.contains("CC-IMPORT-REJECTED"), "nothing valid to take: {}", ran.err);
        let ran = deployment.run("import review c.csv --year 2025 --route periodic --rejects c.csv");
        assert!(ran.code == 1 && ran.err.contains("CC-SAME-FILE"), "{}", ran.err);
    });
}

#[test]
fn households_are_followed_across_the_merger_without_codes_and_without_marks() {
    on_both(|deployment| {
        let areas = Areas::bundled();
        let now = areas.find("Phường Kim Long", Some(date(2025, 12, 31)))[0].unit.key.clone();
        let before = areas.predecessors(&now, date(2024, 12, 31));
        let old = areas.get(&before[0].0).unwrap();
        let list = |year: i16, commune: &str| {
            let line = |name: &str, birth: &str, village: &str, class: &str, b2: &str| {
                format!("{name};chủ hộ;{birth};nam;;Kinh;Thừa Thiên Huế;{commune};{village};{class};100;{b2};1\n")
            };
            match year {
                2024 => [
                    line("Nguyễn Văn Tố", "1960", "TDP 1", "hộ nghèo", "30"),
                    line("Lê Đình Bảy", "3/1971", "Tổ dân phố 2", "hộ nghèo", "40"),
                ],
                _ => [
                    line("NGUYEN VAN TO", "1960", "tdp 01", "ho ngheo", "30"),
                    line("le dinh bay", "3/1971", "TDP 2", "can ngheo", "20"),
                ],
            }
            .concat()
        };
        deployment.write("2024.csv", format!("{HEAD}{}", list(2024, &old.name)));
        deployment.write("2025.csv", format!("{HEAD}{}", list(2025, &vntext::fold(&now_name(&now)))));
        deployment.json(&format!("import review 2024.csv --year 2024 --route periodic --commune {}", old.key.code));
        let told = deployment.json("import review 2025.csv --year 2025 --route periodic --province 46");
        assert_eq!((told["matched_by_name"].as_u64(), told["new_households"].as_u64()), (Some(2), Some(0)), "{told}");
        assert_eq!(told["register"], "Thành phố Huế", "one register before and after the city's new name");

        // form 2 of 2025: two at the opening, one went to near-poor, one stays
        let mut store = deployment.store();
        let shard = store.shards().unwrap()[0].shard;
        let mut book = app::Book { store: &mut store, at: shard.into(), areas, caller: &app::Caller::operator() };
        let review = book.review(2025, None).unwrap();
        let year = book.year(&review, "46", date(2025, 12, 31)).unwrap();
        let flows = year.root.counts.unwrap().poor_flows.unwrap();
        let households = [flows.opening, flows.to_pair, flows.new, flows.other_down, flows.closing];
        assert_eq!(households.map(|tally| tally.households), [2, 1, 0, 0, 1]);
        assert_eq!(deployment.run("verify").code, 0);
    });
}

fn now_name(key: &AreaKey) -> String {
    Areas::bundled().get(key).unwrap().name.clone()
}

#[test]
fn those_who_left_are_found_and_what_the_list_does_not_tell_is_told() {
    on_both(|deployment| {
        let head = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "CCCD", "Dân tộc"];
        let of_2024 = vec![
            [&head[..], &["Tỉnh", "Xã", "Thôn", "Phân loại hộ", "B1", "B2"]].concat(),
            vec![
                "1",
                "Trần Văn Ba",
                "Chủ hộ",
                "1970",
                "Nam",
                "",
                "Kinh",
                "TP Huế",
                "Xã A Lưới 2",
                "Thôn 5",
                "hộ nghèo",
                "100",
                "30",
            ],
            vec!["1", "Trần Thị Tư", "vợ", "1972", "Nữ"],
            vec![
                "2",
                "Hồ Lực",
                "Chủ hộ",
                "1980",
                "Nam",
                "",
                "Tà Ôi",
                "TP Huế",
                "Xã A Lưới 2",
                "Thôn 5",
                "hộ nghèo",
                "90",
                "40",
            ],
        ];
        book(&deployment.path("2025.xlsx"), &[("Sau rà soát", of_2024)]);
        let stay = vec![
            [&head[..], &["Tỉnh", "Xã", "Thôn", "Phân loại hộ", "B1", "B2"]].concat(),
            vec![
                "1",
                "Hồ Lực",
                "Chủ hộ",
                "1980",
                "Nam",
                "",
                "Tà Ôi",
                "TP Huế",
                "Xã A Lưới 2",
                "Thôn 5",
                "hộ nghèo",
                "95",
                "40",
            ],
        ];
        let gone = vec![
            vec!["", "", "DANH SÁCH HỘ THOÁT NGHÈO SAU KHI RÀ SOÁT"],
            [&head[..], &["Địa chỉ", "B1", "B2", "Ghi chú"]].concat(),
            vec!["1", "Trần Văn Ba", "Chủ hộ", "1970", "Nam", "", "Kinh", "Thôn 5, xã A Lưới 2, TP Huế", "150", "10"],
            vec!["1", "Trần Thị Tư", "vợ", "1972", "Nữ"],
        ];
        book(&deployment.path("2026.xlsx"), &[("Sau rà soát", stay), ("Thoát nghèo", gone)]);
        let told = deployment.json("import review 2025.xlsx --year 2025 --route periodic --province 46");
        assert_eq!(told["checked"]["without_indicators"].as_u64(), Some(2));
        let told = deployment.json("import review 2026.xlsx --year 2026 --route periodic --province 46");
        assert_eq!((told["matched_by_name"].as_u64(), told["new_persons"].as_u64()), (Some(2), Some(0)), "{told}");
        assert_eq!(poor(deployment, 2026), (1, 0));
        let mut store = deployment.store();
        let shard = store.shards().unwrap()[0].shard;
        let mut book = app::Book {
            store: &mut store,
            at: shard.into(),
            areas: Areas::bundled(),
            caller: &app::Caller::operator(),
        };
        let review = book.review(2026, None).unwrap();
        let year = book.year(&review, "46", date(2026, 11, 1)).unwrap();
        let codes: Vec<&str> = year.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["CF-UNTOLD-POOR"], "form 4 says that it does not know");
        let flows = year.root.counts.unwrap().poor_flows.unwrap();
        assert_eq!([flows.opening, flows.out, flows.closing].map(|tally| tally.households), [2, 1, 1]);
    });
}

#[test]
fn every_format_the_export_of_heads_and_other_columns() {
    on_both(|deployment| {
        deployment.write("cu.xls", include_bytes!("../../../exchange/tests/it/review_sample.xls"));
        let told = deployment.json("import review cu.xls --year 2025 --route periodic --province 46");
        assert_eq!(told["households"].as_u64(), Some(2));
        let heads = "date,family.hostName,family.code,family.hostGender,family.numberOfMembers,b1Point,b2Point,classify,Giấy tờ\n\
                     2025-10-05,Hồ Thị Nhàn,H-001,Nữ,5,120,40,Hộ nghèo,046180000001\n";
        deployment.write("ho.csv", heads);
        let commune = Areas::bundled().find("Xã A Lưới 1", Some(date(2025, 12, 31)))[0].unit.key.code.clone();
        let line = format!("import review ho.csv --year 2025 --route periodic --commune {commune}");
        let told = {
            let mut program = deployment.program(&format!("{line} --json"));
            let output = program.args(["--map", "giay to=cccd"]).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
        };
        assert_eq!(told["checked"]["without_members"].as_u64(), Some(1));
        let mut store = deployment.store();
        let numbers = store
            .db()
            .read(|tx| tx.row("select max(members), max(deprived), count(*) from result where lacks = 3", &[]));
        let numbers = numbers.unwrap().unwrap();
        assert_eq!((numbers.int(0).unwrap(), numbers.int(1).unwrap(), numbers.int(2).unwrap()), (5, 4, 1));
        let known = store.db().read(|tx| tx.row("select count(*) from person where cccd_index is not null", &[]));
        assert!(known.unwrap().unwrap().int(0).unwrap() >= 1);
        let ran = deployment.run(&format!("{line} --map ZZ=cccd"));
        assert!(ran.code == 1 && ran.err.contains("CC-IMPORT-OVERRIDE-COLUMN"), "{}", ran.err);
    });
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let run = |line: &str| crate::support::cancau(dir.path(), line);
    let two = AN.replace("Thành phố Huế;Phường Kim Long", "Hà Nội;Phường Ba Đình").replace("046085001234", "");
    std::fs::write(dir.path().join("hai.csv"), format!("{HEAD}{AN}{two}")).unwrap();
    std::fs::write(dir.path().join("mot.csv"), format!("{HEAD}{AN}")).unwrap();
    for (line, code, exit) in [
        ("hai.csv --year 2025 --route periodic", "CC-IMPORT-PROVINCES", 1),
        ("mot.csv --year 2025 --route periodic --standard bac-ninh-2025", "CC-IMPORT-STANDARD", 1),
        ("mot.csv --year 2025 --route periodic --standard vn-2099", "CC-STANDARD-UNKNOWN", 1),
        ("mot.csv --year 2025 --route periodic --province 99", "CC-AREA-CODE", 1),
        ("mot.csv --year 2025 --route periodic --map x", "CC-IMPORT-OVERRIDE", 1),
        ("khong-co.csv --year 2025 --route periodic", "CC-FILE-NOT-FOUND", 1),
        ("mot.csv --year 2025 --route sometimes", "CC-USAGE", 64),
        ("mot.csv --route periodic", "CC-USAGE", 64),
    ] {
        let ran = run(&format!("import review {line}"));
        assert_eq!(ran.code, exit, "{line}: {}", ran.err);
        assert!(ran.err.contains(code), "{line}: {}", ran.err);
    }
    assert_eq!(names(dir.path()), ["hai.csv", "mot.csv"], "nothing was made");
    let scoped = run("import review hai.csv --year 2025 --route periodic --province 46 --accept-valid");
    assert_eq!(scoped.code, 2, "one province at a time: {}", scoped.err);

    std::fs::create_dir(dir.path().join("demo")).unwrap();
    std::fs::write(dir.path().join("demo/demo.key"), "x").unwrap();
    let ran = run("import review mot.csv --year 2025 --route periodic --data demo");
    assert!(ran.code == 1 && ran.err.contains("CC-DEMO-FOLDER"), "{}", ran.err);
    let ran = run("import --template review --output mau.xlsx");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = run("import review mau.xlsx --year 2025 --route periodic --preview");
    assert!(ran.code == 1 && ran.err.contains("CC-REVIEW-EXAMPLE"), "the examples are to be deleted: {}", ran.err);
}

#[test]
fn merged_provinces_share_one_register() {
    let dir = tempfile::tempdir().unwrap();
    let run = |line: &str| crate::support::cancau(dir.path(), line);
    let areas = Areas::bundled();
    let commune_of = |code: &str, year: i16| {
        let day = base::year_end(year);
        let province = areas.at(code, day).unwrap().key.clone();
        let inside =
            |key: &AreaKey| areas.ancestor(key, base::Level::Province).is_some_and(|unit| unit.key == province);
        areas.units(base::Level::Commune, day).into_iter().find(|unit| inside(&unit.key)).unwrap().key.code.clone()
    };
    let person = |name: &str| format!("{name};chủ hộ;1960;nam;;Kinh;;;Thôn 1;hộ nghèo;100;30;1\n");
    // Yên Bái (15) and Lào Cai (10) until June 2025; Lào Cai (15) since
    for (name, code, year) in [("Giàng A", "15", 2024), ("Giàng B", "10", 2024), ("Giàng C", "15", 2025)] {
        let file = format!("{name}.csv").replace(' ', "-");
        std::fs::write(dir.path().join(&file), format!("{HEAD}{}", person(name))).unwrap();
        let ran =
            run(&format!("import review {file} --year {year} --route periodic --commune {}", commune_of(code, year)));
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("Tỉnh Lào Cai"), "{}", ran.out);
    }
    assert_eq!(run("import list").out.lines().filter(|line| line.starts_with("15-")).count(), 3);
}
