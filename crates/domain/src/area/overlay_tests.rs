//! What an import may not do to the bundled history.

use super::{Areas, Fault, Import};

const UNITS: &str =
    "code,valid_from,valid_to,from_known,level,kind,name,short_name,parent_code,parent_from,lat,lon,source";
const LINEAGE: &str = "from_code,from_valid,to_code,to_valid,date,extent,source";

fn import(tables: &[(&str, &str)]) -> Result<Areas, Vec<Fault>> {
    let texts: Vec<String> = tables.iter().map(|(heading, rows)| format!("{heading}\n{rows}\n")).collect();
    let imports: Vec<Import<'_>> = texts.iter().map(|text| Import { name: "t.csv", text }).collect();
    Areas::bundled().check_overlay(&imports)
}

#[track_caller]
fn refused(tables: &[(&str, &str)], code: &str, line: u64, word: &str) {
    let faults = import(tables).err().unwrap_or_default();
    let named = |fault: &Fault| fault.code == code && fault.file == "t.csv" && fault.line == line;
    assert!(faults.iter().any(|fault| named(fault) && fault.reason.vi.contains(word)), "{faults:#?}");
}

#[test]
fn lineage_never_leaves_its_level() {
    // the region Tây Nguyên would make the whole country's figure of its own
    for row in ["TN,2008-08-01,VN,1976-07-02,2025-07-01,whole,x", "TN,2008-08-01,01,2025-07-01,2025-07-01,whole,x"] {
        refused(&[(LINEAGE, row)], "CC-AREA-LINEAGE", 2, "khác cấp");
    }
    // Phú Quốc had communes, which have their own lineage: the district would be counted a second time
    let phu_quoc = Areas::bundled().history("911").next().unwrap().key.clone();
    let zone = Areas::bundled().all().find(|unit| unit.name == "Đặc khu Phú Quốc").unwrap().key.code.clone();
    let row = format!("911,{},{zone},2025-07-01,2025-07-01,whole,x", phu_quoc.valid_from);
    refused(&[(LINEAGE, &row)], "CC-AREA-LINEAGE", 2, "khác cấp");
}

#[test]
fn a_step_leads_from_the_last_day_of_one_unit_to_the_first_of_another() {
    let region = "R1,2025-08-01,,1,region,vung,Vùng Một,Một,VN,1976-07-02,,,x";
    let late = "TN,2008-08-01,R1,2025-08-01,2025-07-01,whole,x";
    refused(&[(UNITS, region), (LINEAGE, late)], "CC-AREA-LINEAGE", 2, "bắt đầu vào ngày 2025-07-01");
    let gap = "TN,2008-08-01,R1,2025-08-01,2025-08-01,whole,x";
    refused(&[(UNITS, region), (LINEAGE, gap)], "CC-AREA-LINEAGE", 2, "kết thúc vào hôm trước");
    let region = region.replace("2025-08", "2025-07");
    let step = "TN,2008-08-01,R1,2025-07-01,2025-07-01,whole,x";
    assert!(import(&[(UNITS, &region), (LINEAGE, step)]).is_ok());
}

#[test]
fn a_known_unit_can_be_ended_and_nothing_else() {
    let row = "00004,2025-07-01,,1,commune,phuong,Phường Ba Đình,Ba Đình,01,2025-07-01,21.0386,105.838,S1";
    assert!(import(&[(UNITS, row)]).is_ok(), "the row as it is");
    assert!(import(&[(UNITS, &row.replace(",,1,", ",2027-06-30,1,").replace("S1", "NQ 1"))]).is_ok());
    for (old, new, column) in [
        ("Phường Ba Đình", "Phường Khác", "name"),
        ("phuong", "xa", "kind"),
        (",01,2025", ",79,2025", "parent_code"),
        ("21.0386", "20", "lat"),
        ("S1", "x", "source"),
        (",,1,", ",,0,", "from_known"),
    ] {
        refused(&[(UNITS, &row.replacen(old, new, 1))], "CC-AREA-UNIT", 2, column);
    }
    let ended = "62,2008-08-01,,0,province,tinh,Tỉnh Kon Tum,Kon Tum,TN,2008-08-01,14.5179,107.8584,S1";
    refused(&[(UNITS, ended)], "CC-AREA-UNIT", 2, "valid_to");
    refused(&[(UNITS, &ended.replace("08-01,,0", "08-01,2024-12-31,0"))], "CC-AREA-UNIT", 2, "valid_to");
}

#[test]
fn lineage_that_is_there_is_not_replaced() {
    // Phúc Xá went whole to 00097
    refused(
        &[(LINEAGE, "00001,2008-08-01,00004,2025-07-01,2025-07-01,whole,x")],
        "CC-AREA-LINEAGE",
        2,
        "đã có biến động",
    );
    let failure = Areas::bundled()
        .with_overlay(&[Import {
            name: "b.csv",
            text: &format!("{LINEAGE}\n62,2008-08-01,52,2025-07-01,2025-07-01,whole,x\n"),
        }])
        .unwrap_err();
    assert_eq!((failure.code, failure.place.as_str()), ("CC-AREA-LINEAGE", "b.csv:2"));
}
