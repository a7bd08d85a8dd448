//! Two communes with small figures, and their province.

use base::{AreaKey, Level};
use domain::form::{ChildCounts, ClassCounts, Counts, Flows, Tally, UnitCounts, Untold};
use engine::Pack;
use jiff::civil::{Date, date};
use report::forms::{FormInput, Opening, Status};
use report::table::{Provenance, Table};

pub(crate) const PRINTED: Date = date(2024, 1, 5);

pub(crate) fn tally(households: u64, persons: u64) -> Tally {
    Tally { households, persons }
}

pub(crate) fn pack() -> Pack {
    engine::pack::find("vn-2022").expect("bundled").clone()
}

pub(crate) fn commune_a() -> Counts {
    let ethnic = [("kinh", 4, 18), ("taoi", 5, 22), ("cotu", 1, 5)];
    Counts {
        population: Some(tally(200, 800)),
        population_by_ethnicity: Some([tally(120, 470), tally(80, 330), tally(60, 250)]),
        poor: ClassCounts {
            all: tally(10, 45),
            indicators: vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1],
            causes: vec![1, 2, 3, 4, 5, 6, 7, 8],
            ethnic: ethnic.into_iter().map(|(key, hh, persons)| (key.to_owned(), tally(hh, persons))).collect(),
            minority: tally(6, 27),
            no_labour_capacity: tally(2, 3),
            merit: tally(1, 4),
            unmarked: tally(3, 14),
            indigenous: tally(5, 22),
            female_head: 4,
            children: ChildCounts { all: 12, health_insurance: 3, nutrition: 4, education: 5 },
            untold: Untold::default(),
        },
        near_poor: ClassCounts {
            all: tally(5, 20),
            indicators: vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            causes: vec![1, 1],
            unmarked: tally(5, 20),
            children: ChildCounts { all: 6, health_insurance: 1, nutrition: 0, education: 2 },
            ..ClassCounts::default()
        },
        farm_average: tally(3, 12),
        poor_flows: Some(Flows {
            opening: tally(12, 50),
            to_pair: tally(2, 8),
            out: tally(1, 4),
            other_down: tally(1, 5),
            from_pair: tally(1, 4),
            new: tally(1, 5),
            closing: tally(10, 45),
            persons_drift: 3,
            ..Flows::default()
        }),
        near_poor_flows: Some(Flows {
            opening: tally(5, 20),
            to_pair: tally(1, 4),
            out: tally(1, 4),
            from_pair: tally(2, 8),
            closing: tally(5, 20),
            ..Flows::default()
        }),
    }
}

pub(crate) fn commune_b() -> Counts {
    Counts {
        population: Some(tally(300, 1000)),
        population_by_ethnicity: None,
        poor: ClassCounts {
            all: tally(20, 90),
            indicators: vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5],
            causes: vec![10, 0, 0, 0, 0, 0, 0, 2],
            ethnic: [("kinh", 19, 86), ("hoa", 1, 4)]
                .into_iter()
                .map(|(key, hh, persons)| (key.to_owned(), tally(hh, persons)))
                .collect(),
            minority: tally(1, 4),
            unmarked: tally(19, 86),
            female_head: 7,
            children: ChildCounts { all: 30, health_insurance: 0, nutrition: 1, education: 2 },
            ..ClassCounts::default()
        },
        near_poor: ClassCounts {
            all: tally(8, 30),
            causes: vec![0, 0, 0, 0, 0, 0, 0, 3],
            unmarked: tally(8, 30),
            ..ClassCounts::default()
        },
        farm_average: Tally::default(),
        poor_flows: Some(Flows {
            opening: tally(20, 88),
            to_pair: tally(1, 4),
            out: tally(2, 8),
            again: tally(1, 5),
            new: tally(2, 9),
            closing: tally(20, 90),
            ..Flows::default()
        }),
        near_poor_flows: Some(Flows {
            opening: tally(9, 33),
            out: tally(2, 7),
            from_pair: tally(1, 4),
            closing: tally(8, 30),
            ..Flows::default()
        }),
    }
}

pub(crate) fn unit(code: &str, name: &str, level: Level, counts: Counts) -> UnitCounts {
    let key = AreaKey { code: code.to_owned(), valid_from: date(2025, 1, 1) };
    UnitCounts { key, name: name.to_owned(), level, counts: Some(counts), children: Vec::new() }
}

/// A unit whose counts are the sum of its children's.
pub(crate) fn over(code: &str, name: &str, level: Level, children: Vec<UnitCounts>) -> UnitCounts {
    let counts: Option<Vec<&Counts>> = children.iter().map(|child| child.counts.as_ref()).collect();
    let counts = counts.map(Counts::sum);
    let key = AreaKey { code: code.to_owned(), valid_from: date(2025, 1, 1) };
    UnitCounts { key, name: name.to_owned(), level, counts, children }
}

pub(crate) fn province() -> UnitCounts {
    let communes =
        vec![unit("00001", "Xã A", Level::Commune, commune_a()), unit("00002", "Xã B", Level::Commune, commune_b())];
    over("99", "Tỉnh Thử", Level::Province, communes)
}

pub(crate) fn input<'a>(pack: &'a Pack, root: &'a UnitCounts) -> FormInput<'a> {
    FormInput {
        agency: vec!["ỦY BAN NHÂN DÂN".to_owned(), "TỈNH THỬ".to_owned()],
        place: "Thử".to_owned(),
        year: 2023,
        pack,
        root,
        previous: None,
        boundaries: "theo địa giới ngày 01/01/2025".to_owned(),
        status: Status::Official,
        opening: Opening::SameStandard,
        ethnic: vec!["taoi".to_owned(), "cotu".to_owned()],
        look_back: vec![2021],
        simulated: None,
        findings: Vec::new(),
        provenance: Provenance {
            source: "sổ theo dõi hộ".to_owned(),
            version: "bản chốt 1".to_owned(),
            printed: PRINTED,
        },
        villages: &[],
    }
}

/// The form as CSV, without the byte order mark and the header.
pub(crate) fn body(table: &Table) -> String {
    let bytes = report::csv::write(table).expect("writes");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("BOM");
    text.split_once('\n').expect("header").1.to_owned()
}

pub(crate) fn header(table: &Table) -> Vec<String> {
    let bytes = report::csv::write(table).expect("writes");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    reader.headers().expect("header").iter().map(str::to_owned).collect()
}
