//! Every figure opens: each cell of each summary form equals the count of the households it opens to.

use crate::engines::{postgres, sqlite};
use crate::province::{BOUNDARIES, Province};
use app::drill::{Drill, Figure, Line, filter_of};
use app::{Book, Year};
use domain::area::Areas;
use domain::form::UnitCounts;
use domain::register::Review;
use engine::Class;
use jiff::civil::date;
use report::forms::{FormInput, Opening, Status};
use report::table::{Cell, Provenance, RowLevel, Table};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use store::{Filter, Found, Page, Sort};

const ETHNIC: [&str; 2] = ["taoi", "cotu"];

fn input<'a>(year: &'a Year, root: &'a UnitCounts) -> FormInput<'a> {
    FormInput {
        agency: Vec::new(),
        place: "Huế".into(),
        year: year.review.year,
        pack: year.pack,
        root,
        previous: None,
        boundaries: String::new(),
        status: Status::Official,
        opening: if year.previous.is_some() { Opening::SameStandard } else { Opening::FirstYear },
        ethnic: ETHNIC.map(str::to_owned).to_vec(),
        look_back: Vec::new(),
        simulated: None,
        findings: Vec::new(),
        provenance: Provenance { source: String::new(), version: String::new(), printed: date(2025, 1, 1) },
        villages: &[],
    }
}

/// The figures of a unit on its form, with the columns they stand in.
fn figures(table: &Table) -> Vec<(String, Line, Option<Class>, u64)> {
    let leaves = table.leaves();
    let mut figures = Vec::new();
    for row in &table.rows {
        let named = |index: usize, name: &str| row.cells.get(index) == Some(&Cell::Text(name.to_owned()));
        let class = match () {
            () if named(1, "HỘ NGHÈO") => Some(Class::Poor),
            () if named(1, "HỘ CẬN NGHÈO") => Some(Class::NearPoor),
            () if row.level == RowLevel::Total => None,
            () => continue,
        };
        let line = if named(2, "Nhân khẩu") { Line::Persons } else { Line::Households };
        for (leaf, cell) in leaves.iter().zip(&row.cells) {
            let figure = match cell {
                Cell::Count(count) => *count,
                Cell::Share(share) => share.part,
                _ => continue,
            };
            figures.push((leaf.number().to_owned(), line, class, figure));
        }
    }
    figures
}

/// The province, and of each level below it the unit with the most minority households.
fn units(root: &UnitCounts) -> Vec<&UnitCounts> {
    fn collect<'a>(unit: &'a UnitCounts, out: &mut Vec<&'a UnitCounts>) {
        out.push(unit);
        unit.children.iter().for_each(|child| collect(child, out));
    }
    let mut all = Vec::new();
    collect(root, &mut all);
    all.sort_by_key(|unit| Reverse(unit.counts.as_ref().map(|counts| counts.poor.minority.households)));
    let mut seen = BTreeSet::new();
    all.retain(|unit| seen.insert(unit.level));
    all
}

fn every_figure_opens(book: &mut Book<'_>, province: &Province) {
    let ethnic = ETHNIC.map(str::to_owned);
    let mut told: BTreeSet<(u8, String)> = BTreeSet::new();
    let mut columns = BTreeSet::new();
    let mut checked = 0;
    for review in province.reviews() {
        let counted = book.counted(review).unwrap();
        let movement = book.movement(review).unwrap();
        // many columns ask for the same households
        let mut known: HashMap<String, Found> = HashMap::new();
        for boundaries in BOUNDARIES {
            let year = Year::roll(book.areas, &counted, "46", boundaries).unwrap();
            for unit in units(&year.root) {
                let communes = book.communes_of(review, &unit.key, boundaries).unwrap();
                for form in 1..=13 {
                    let table = report::forms::table(form, &input(&year, unit)).unwrap();
                    for (column, line, class, figure) in figures(&table) {
                        let asked = Figure { form, column: &column, line, class };
                        let place = format!("{} {} {} {asked:?}", review.year, review.standard, unit.name);
                        columns.insert((form, column.clone()));
                        let (mut filter, total) = match filter_of(asked, year.pack, &ethnic) {
                            Some(Drill::Households { filter, total }) => (filter, total),
                            Some(Drill::Facts) => {
                                let number: u32 = column.parse().unwrap();
                                assert!(number <= if form == 1 { 2 } else { 8 }, "{place}");
                                told.insert((form, column));
                                continue;
                            }
                            None => panic!("{place} opens to nothing"),
                        };
                        filter.communes = Some(communes.clone());
                        let movement = movement.as_ref().filter(|_| filter.flow.is_some());
                        let nothing = Page { offset: 0, limit: 0 };
                        let found = known.entry(format!("{filter:?}")).or_insert_with(|| {
                            let shard = book.at.shard;
                            book.store
                                .search(
                                    store::Scope::everything().of(shard),
                                    review,
                                    movement,
                                    &filter,
                                    Sort::default(),
                                    nothing,
                                )
                                .unwrap()
                        });
                        assert_eq!(total.of(found).unwrap(), figure, "{place}");
                        checked += 1;
                        if figure > 0 {
                            told.insert((form, column));
                        }
                    }
                }
            }
        }
    }
    println!("{checked} figures opened");
    let silent: Vec<_> = columns.difference(&told).collect();
    assert_eq!(silent, Vec::<&(u8, String)>::new(), "columns that never had a figure above zero prove nothing");
}

fn a_unit_without_households_opens_to_nobody(book: &mut Book<'_>, review: &Review) {
    let day = BOUNDARIES[1];
    let elsewhere = book.areas.at("00004", day).unwrap();
    let communes = book.communes_of(review, &elsewhere.key, day).unwrap();
    let filter = Filter { communes: Some(communes), ..Filter::default() };
    let page = Page { offset: 0, limit: 10 };
    let found = book
        .store
        .search(store::Scope::everything().of(book.at), review, None, &filter, Sort::default(), page)
        .unwrap();
    assert_eq!(found, Found { deprivations: Some(0), ..Found::default() });
}

#[test]
fn every_figure_of_every_form_opens_to_as_many_households() {
    let province = Province::make();
    for place in [sqlite(), postgres()] {
        let mut store = place.store();
        let view = province.fill(&mut store).into();
        let caller = app::Caller::operator();
        let mut book = Book { store: &mut store, at: view, areas: Areas::bundled(), caller: &caller };
        every_figure_opens(&mut book, &province);
        a_unit_without_households_opens_to_nobody(&mut book, province.reviews().last().unwrap());
    }
}

#[test]
fn a_column_that_is_not_there_opens_to_nothing() {
    let pack = engine::pack::find("vn-2022").unwrap();
    let ethnic = ETHNIC.map(str::to_owned);
    let wrong = [
        (1, "0"),
        (1, "15"),
        (2, "0"),
        (2, "10"),
        (4, "0"),
        (4, "15"),
        (5, "14"),
        (8, "11"),
        (9, "3.0"),
        (9, "1.2.0"),
        (9, "1.2.4"),
        (9, "1"),
        (10, "0"),
        (10, "99"),
        (11, "9"),
        (12, "23"),
        (13, "B"),
        (14, "1"),
    ];
    for (form, column) in wrong {
        let figure = Figure { form, column, line: Line::Households, class: None };
        assert_eq!(filter_of(figure, pack, &ethnic), None, "{form} {column}");
    }
}
