//! What a results file is read as, and what it is refused for.

use super::*;
use crate::result::{Part, Status, Verified};

const HEAD: &str = "area_code,part,year,measure,value,standard,status,source_kind,decision,source,verified,note\n";

fn read_text(text: &str) -> Reading {
    read("t.csv", text.as_bytes(), Areas::bundled()).unwrap()
}

fn first_reject(row: &str) -> Reject {
    read_text(&format!("{HEAD}{row}\n")).rejects.remove(0)
}

#[test]
fn a_row_becomes_a_fact_with_its_unit_of_that_year() {
    let text = format!("{HEAD}15,,2024,poor_households,12575,vn-2022,official,review,QĐ 217,x,quoted,\n");
    let reading = read_text(&text);
    let fact = &reading.facts[0];
    assert_eq!(
        (fact.line, fact.part, fact.status, fact.verified),
        (2, Part::Whole, Status::Official, Verified::Quoted)
    );
    assert_eq!(fact.area, Areas::bundled().at("15", base::year_end(2024)).unwrap().key);
    assert_ne!(fact.area, Areas::bundled().at("15", base::year_end(2025)).unwrap().key, "Yên Bái is not Lào Cai");
}

#[test]
fn each_bad_cell_is_named_with_line_column_and_code() {
    for (row, column, code) in [
        ("99,,2024,poor_households,1,vn-2022,official,review,,x,,", "area_code", "CC-RESULT-AREA"),
        ("1,,2024,poor_households,1,vn-2022,official,review,,x,,", "area_code", "CC-RESULT-AREA"),
        ("01,,24,poor_households,1,vn-2022,official,review,,x,,", "year", "CC-RESULT-YEAR"),
        ("01,,3024,poor_households,1,vn-2022,official,review,,x,,", "year", "CC-RESULT-YEAR"),
        ("01,city,2024,poor_households,1,vn-2022,official,review,,x,,", "part", "CC-RESULT-PART"),
        ("01,,2024,poor,1,vn-2022,official,review,,x,,", "measure", "CC-RESULT-MEASURE"),
        ("01,,2024,poor_households,1.330,vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,poor_households,-1,vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,poor_households,,vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,poor_households,99999999999999999999,vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,poor_rate,\"2,93\",vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,poor_rate,100.01,vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,average_rate,250,vn-2022,official,review,,x,,", "value", "CC-RESULT-VALUE"),
        ("01,,2024,poor_households,1,VN 2022,official,review,,x,,", "standard", "CC-RESULT-STANDARD"),
        ("01,,2024,poor_households,1,vn-2022,plan,review,,x,,", "status", "CC-RESULT-STATUS"),
        ("01,,2024,poor_households,1,vn-2022,official,census,,x,,", "source_kind", "CC-RESULT-KIND"),
        ("01,,2024,poor_households,1,vn-2022,official,review,,,,", "source", "CC-RESULT-SOURCE"),
        ("01,,2024,poor_households,1,vn-2022,official,review,,x,maybe,", "verified", "CC-RESULT-VERIFIED"),
        ("01,,2024,poor_households,1,vn-2022,official,review", "", "CC-RESULT-COLUMNS"),
    ] {
        let reject = first_reject(row);
        assert_eq!((reject.line, reject.column, reject.code), (2, column, code), "{row}");
    }
    assert!(read_text(&format!("{HEAD}01,,2024,poor_rate,100,vn-2022,official,review,,x,,\n")).rejects.is_empty());
    let impossible = first_reject("01,,2024,poor_rate,100.01,vn-2022,official,review,,x,,");
    assert!(impossible.message.vi.contains("100,01 % lớn hơn 100 %"), "{impossible:?}");
    assert!(first_reject("1,,2024,poor_households,1,vn-2022,official,review,,x,,").message.en.contains("“01”"));
}

#[test]
fn the_same_statement_twice_is_refused_but_versions_are_kept() {
    let row = "58,,2023,poor_households,7874,vn-2022,official,review,QĐ 134,x,,\n";
    let twice = read_text(&format!("{HEAD}{row}{row}"));
    assert_eq!((twice.facts.len(), twice.rejects[0].line, twice.rejects[0].code), (1, 3, "CC-RESULT-DUPLICATE"));
    let versions = read_text(&format!(
        "{HEAD}{row}58,,2023,poor_households,8253,vn-2022,preliminary,review,,x,,\n\
         58,,2023,poor_households,9000,vn-2016,official,review,QĐ 134,x,,\n\
         58,,2023,poor_households,9100,vn-2022,official,survey,QĐ 134,x,,\n"
    ));
    assert_eq!((versions.facts.len(), versions.rejects.len()), (4, 0));
}

#[test]
fn a_vietnamese_spreadsheet_with_bom_semicolons_and_crlf_is_read() {
    let text = "\u{feff}year;area_code;measure;value;standard;status;source_kind;source\r\n\
                2024;01;poor_households;0;vn-2022;official;review;x\r\n;;;;;;;\r\n";
    let reading = read_text(text);
    assert_eq!((reading.facts.len(), reading.rejects.len()), (1, 0));
}

#[test]
fn a_file_that_is_no_table_of_results_fails_as_a_whole() {
    let code = |bytes: &[u8]| read("t.csv", bytes, Areas::bundled()).unwrap_err().code;
    assert_eq!(code(b""), "CC-RESULT-EMPTY");
    assert_eq!(code(HEAD.as_bytes()), "CC-RESULT-EMPTY");
    assert_eq!(code(b"PK\x03\x04rest"), "CC-RESULT-FORMAT");
    assert_eq!(code(b"area_code,\xff\n"), "CC-RESULT-FORMAT");
    let missing = read("t.csv", b"area_code,year\n01,2024\n", Areas::bundled()).unwrap_err();
    assert_eq!(missing.code, "CC-RESULT-HEADER");
    assert!(missing.message.vi.ends_with(": measure, value, standard, status, source_kind, source"), "{missing}");
    assert_eq!(code(HEAD.replace("note", "notes").as_bytes()), "CC-RESULT-HEADER");
    assert_eq!(code(HEAD.replace("note", "part").as_bytes()), "CC-RESULT-HEADER");
}
