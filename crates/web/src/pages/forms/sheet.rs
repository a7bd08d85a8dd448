//! A form as HTML, as it stands on the paper; every count is a way to its households.

use crate::link::Link;
use crate::place::Place;
use app::drill::{Drill, Figure, filter_of};
use app::{FormRequest, Forms, ShardRow};
use domain::area::Areas;
use report::table::{About, COUNTRY, Cell, Kind, Line, MOTTO, Row, Table, UNVERIFIED};

/// See the module.
pub(crate) struct Sheet {
    pub(crate) agency: Vec<String>,
    pub(crate) country: &'static str,
    pub(crate) motto: &'static str,
    pub(crate) title: String,
    pub(crate) subtitle: Vec<String>,
    pub(crate) banner: String,
    pub(crate) head: Vec<Vec<Head>>,
    pub(crate) labels: Vec<String>,
    pub(crate) rows: Vec<Body>,
    pub(crate) footnotes: Vec<String>,
    pub(crate) provenance: String,
    pub(crate) date_line: String,
    pub(crate) unverified: &'static str,
    pub(crate) wide: bool,
}

/// A cell of the header.
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

/// A line of the body.
pub(crate) struct Body {
    pub(crate) bold: bool,
    pub(crate) cells: Vec<Printed>,
}

/// A cell of the body.
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) address: String,
    pub(crate) number: bool,
    pub(crate) middle: bool,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Sheet {
    /// The sheet of a table.
    pub(crate) fn of(areas: &Areas, table: &Table, forms: &Forms, request: &FormRequest, province: &ShardRow) -> Self {
        let (depth, cells) = table.header();
        let mut head: Vec<Vec<Head>> = (0..depth).map(|_| Vec::new()).collect();
        for cell in cells {
            if let Some(row) = head.get_mut(cell.row) {
                row.push(Head { title: cell.title, rows: cell.rows, columns: cell.columns });
            }
        }
        let leaves = table.leaves();
        let ways = Ways { areas, forms, request, province };
        let rows = table.rows.iter().enumerate().map(|(at, row)| Body {
            bold: row.level.is_bold(),
            cells: (0..row.cells.len())
                .filter_map(|column| {
                    let (rows, columns) = table.span(at, column)?;
                    let leaf = leaves.get(column)?;
                    Some(Printed {
                        text: row.cells[column].print(),
                        address: address(table.number, row, &row.cells[column], leaf.number(), &ways),
                        number: leaf.kind == Kind::Number,
                        middle: matches!(leaf.kind, Kind::Mark | Kind::Order),
                        rows,
                        columns,
                    })
                })
                .collect(),
        });
        Self {
            agency: table.agency.clone(),
            country: COUNTRY,
            motto: MOTTO,
            title: table.title.clone(),
            subtitle: table.subtitle.clone(),
            banner: table.banner.clone().unwrap_or_default(),
            labels: leaves.iter().map(|leaf| leaf.label.clone()).collect(),
            rows: rows.collect(),
            head,
            footnotes: table.footnotes.clone(),
            provenance: table.provenance_line(),
            date_line: table.date_line(),
            unverified: UNVERIFIED,
            wide: leaves.len() > 12,
        }
    }
}

/// What ways from cells depend on.
struct Ways<'a> {
    areas: &'a Areas,
    forms: &'a Forms,
    request: &'a FormRequest,
    province: &'a ShardRow,
}

/// Where the households of a cell are, or the facts of a denominator; nothing for words and empty cells.
fn address(form: u8, row: &Row, cell: &Cell, column: &str, ways: &Ways<'_>) -> String {
    let (Some(About { unit, line, class }), Cell::Count(_) | Cell::Share(_)) = (&row.about, cell) else {
        return String::new();
    };
    let pack = ways.forms.year.pack;
    let place = Place::of(ways.areas, unit, ways.request.day());
    let link = |path: &str| place.of_link(Link::to(path)).with("year", ways.request.year);
    let figure = Figure { form, column, line: *line, class: *class };
    match filter_of(figure, pack, ways.forms.ethnic_columns()) {
        Some(Drill::Households { .. }) => link("/households")
            .with("standard", &pack.id)
            .with("form", form)
            .with("col", column)
            .with("line", if *line == Line::Persons { "persons" } else { "" })
            .with("part", class.map_or("", |class| class.word()))
            // the groups with a column of their own are those of the whole form
            .with("groups", if form == 9 { ways.forms.ethnic_columns().join(",") } else { String::new() })
            .to_string(),
        Some(Drill::Facts) => link("/population").with("province", ways.province.shard.0).to_string(),
        None => String::new(),
    }
}
