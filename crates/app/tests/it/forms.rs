//! Forms of the demonstration's province, its districts, communes and villages.

use app::{Book, FormRequest, Forms};
use domain::area::Areas;
use jiff::civil::{Date, date};
use report::table::{Cell, RowLevel, Table};
use store::{Key, RepeatableIds, Shard, Store, Target};

pub(crate) const TODAY: Date = date(2025, 1, 2);

/// A folder with the demonstration's register, of one story alone.
pub(crate) fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    crate::demo::copy(dir.path());
    dir
}

pub(crate) fn open(dir: &tempfile::TempDir) -> (Store, Shard) {
    let key = Key::open(&dir.path().join("demo.key")).unwrap();
    let target = Target::Sqlite(dir.path().join("cancau.sqlite3"));
    let mut store = Store::open(&target, key, Box::new(RepeatableIds::new(1))).unwrap();
    let shard = store.shards().unwrap()[0].shard;
    (store, shard)
}

/// The forms of the whole province on the boundaries of the demonstration.
pub(crate) fn forms(store: &mut Store, shard: Shard, year: i16) -> Forms {
    of(store, shard, &request(year, "46", Some(date(2025, 1, 1))))
}

fn of(store: &mut Store, shard: Shard, request: &FormRequest) -> Forms {
    Book { store, at: shard.into(), areas: Areas::bundled(), caller: &app::Caller::operator() }.forms(request).unwrap()
}

fn request(year: i16, area: &str, boundaries: Option<Date>) -> FormRequest {
    FormRequest { year, area: area.into(), boundaries, ..FormRequest::default() }
}

/// A form with two lines per unit (households, persons), read by column number.
pub(crate) struct Lines(Table);

impl Lines {
    pub(crate) fn of(forms: &Forms, number: u8) -> Self {
        Self(forms.table(number, &[], TODAY).unwrap())
    }

    fn cell(&self, row: usize, column: usize) -> u64 {
        match self.0.rows[row].cells[column + 2] {
            Cell::Count(count) => count,
            ref other => panic!("{other:?} is no count"),
        }
    }

    fn rows(&self, level: RowLevel) -> impl Iterator<Item = usize> {
        let households = |row: &report::table::Row| row.cells[2] == Cell::Text("Hộ".into());
        let rows = self.0.rows.iter().enumerate();
        rows.filter(move |(_, row)| row.level == level && households(row)).map(|(at, _)| at)
    }

    /// A figure of the whole area.
    pub(crate) fn total(&self, column: usize) -> u64 {
        self.cell(self.rows(RowLevel::Total).next().unwrap(), column)
    }

    /// The same, added up over the narrowest units.
    pub(crate) fn sum_of_units(&self, column: usize) -> u64 {
        self.rows(RowLevel::Unit).map(|row| self.cell(row, column)).sum()
    }
}

#[test]
fn form_2_of_2023_opens_and_closes_as_published_and_its_communes_add_up() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    let lines = Lines::of(&forms(&mut store, shard, 2023), 2);
    assert_eq!((lines.total(1), lines.total(9)), (11_735, 7_540));
    for column in 1..=9 {
        assert_eq!(lines.sum_of_units(column), lines.total(column), "column {column}");
    }
    let text: Vec<&String> = lines.0.subtitle.iter().collect();
    assert!(text.iter().any(|line| line.contains("số liệu mô phỏng")) && lines.0.banner.is_some(), "{text:?}");
}

#[test]
fn every_identity_holds_for_every_unit_on_all_boundaries() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    for year in [2022, 2023, 2024] {
        for boundaries in [None, Some(date(2025, 1, 1)), Some(date(2025, 7, 1))] {
            let forms = of(&mut store, shard, &request(year, "46", boundaries));
            assert!(forms.year.previous.is_some() && forms.year.findings.is_empty());
            for number in 1..=13 {
                let table = forms.table(number, &[], TODAY).unwrap();
                assert_eq!(table.findings, [], "form {number} of {year} on {boundaries:?}");
            }
        }
    }
}

#[test]
fn a_broken_register_is_told_on_the_form() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    // a second live result of one household that was poor twice: it closes twice and opens once
    let columns = "\
shard, review, household, commune_code, commune_from, village, village_key, area_kind, class, b1, income, flags, basis,
marks, causes, supports, members, children, children_uninsured, children_malnourished, children_out_of_school, head_sex,
head_ethnic, head_key, digest, recorded_at";
    let double = format!(
        "insert into result ({columns}, batch)
         select {columns}, 999
           from result
          where review = (select id from review where year = 2023) and class = 0
          order by household
          limit 1"
    );
    assert_eq!(store.db().write(shard.0, |tx| tx.execute(&double, &[])).unwrap(), 1);
    let forms = forms(&mut store, shard, 2023);
    let codes: Vec<&str> = forms.table(2, &[], TODAY).unwrap().findings.iter().map(|finding| finding.code).collect();
    assert!(codes.iter().any(|code| matches!(*code, "CF-R2-SUM" | "CF-OPENING-POOR")), "{codes:?}");
}

#[test]
fn a_district_a_commune_and_a_merged_commune_have_forms_of_their_own() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    let province = of(&mut store, shard, &request(2023, "46", None));
    assert!(province.year.root.name.contains("Thừa Thiên Huế"), "the code is read on the last day of 2023");
    let district = province.year.root.children.iter().find(|unit| unit.key.code == "481").unwrap();
    let own = of(&mut store, shard, &request(2023, "481", None));
    assert_eq!((&own.year.root, Lines::of(&own, 2).total(9)), (district, 3_485), "A Lưới as published");
    let table = own.table(1, &[], TODAY).unwrap();
    assert_eq!((table.agency[1].as_str(), table.place.as_str()), ("HUYỆN A LƯỚI", "A Lưới"));

    let commune = district.children.iter().find(|unit| unit.counts.as_ref().unwrap().poor.all.households > 50).unwrap();
    let own = of(&mut store, shard, &request(2023, &commune.key.code, None));
    assert_eq!(own.year.root.counts, commune.counts);
    assert!(own.year.root.children.len() > 1, "a commune has its villages below it");
    for number in [2, 3, 8] {
        let (lines, last) = (Lines::of(&own, number), if number == 8 { 10 } else { 9 });
        assert_eq!(lines.0.findings, []);
        for column in 1..=last {
            assert_eq!(lines.sum_of_units(column), lines.total(column), "form {number} column {column}");
        }
    }
    // of several communes merged in 2025, villages may share a name
    let day = date(2025, 7, 1);
    let merged = of(&mut store, shard, &request(2024, "46", Some(day)));
    let unit = merged.communes().into_iter().map(|unit| unit.key.code.clone()).nth(20).unwrap();
    let own = of(&mut store, shard, &request(2024, &unit, Some(day)));
    let names: std::collections::BTreeSet<&str> = own.year.root.children.iter().map(|it| it.name.as_str()).collect();
    assert!(names.len() == own.year.root.children.len() && names.iter().all(|name| name.contains('(')), "{names:?}");
    assert_eq!(Lines::of(&own, 2).sum_of_units(9), own.year.root.counts.unwrap().poor.all.households);
}

#[test]
fn a_roster_has_every_household_of_its_class_and_villages_in_vietnamese_order() {
    let dir = folder();
    let (mut store, shard) = open(&dir);
    let areas = Areas::bundled();
    let mut book = Book { store: &mut store, at: shard.into(), areas, caller: &app::Caller::operator() };
    let forms = book.forms(&request(2023, "481", None)).unwrap();
    let communes: Vec<_> = forms.communes().into_iter().map(|unit| unit.key.clone()).collect();
    let rosters = book.rosters(&forms.year.review, &communes, date(2023, 12, 31)).unwrap();
    let villages = forms.one_roster(rosters);
    let table = forms.table(15, &villages, TODAY).unwrap();
    let heads = table.rows.iter().filter(|row| row.level == RowLevel::Unit).count();
    assert_eq!(heads, 3_485);
    let names: Vec<Vec<&str>> = villages.iter().map(|village| village.name.split(" – ").collect()).collect();
    let mut neighbours = names.windows(2).filter(|pair| pair[0][0] == pair[1][0]).peekable();
    assert!(neighbours.peek().is_some(), "{names:?}");
    assert!(neighbours.all(|pair| vntext::order::compare(pair[0][1], pair[1][1]).is_lt()), "{names:?}");
}

#[test]
fn a_unit_that_is_not_wholly_in_the_register_is_refused() {
    let dir = folder();
    let (mut store, _) = open(&dir);
    let mut code = |code: &str, day: Date| {
        Book::holding(&mut store, Areas::bundled(), code, day, None, &app::Caller::operator())
            .err()
            .map(|failure| failure.code)
    };
    assert_eq!(code("46", date(2023, 12, 31)), None);
    assert_eq!(code("46", date(2025, 7, 1)), None);
    assert_eq!(code("481", date(2023, 12, 31)), None);
    assert_eq!(code("01", date(2023, 12, 31)), Some("CC-REGISTER-OUTSIDE"));
    assert_eq!(code("VN", date(2023, 12, 31)), Some("CC-REGISTER-OUTSIDE"));
    assert_eq!(code("481", date(2025, 7, 1)), Some("CC-AREA-CODE"));
}
