//! Forms and pictures as PDF: typst as a library in a closed world of one template, one data file and four fonts.
//!
//! No packages, no network, no fonts of the computer, no clock: the same table gives the same bytes anywhere. Meant
//! for the summary forms and the roster of one commune; a roster of a whole province belongs in a spreadsheet, because
//! a typst table holds all its pages in memory.

mod annex;
mod sheet;

pub use annex::Annex;
pub use sheet::{Listing, ListingColumn, Picture, Sheet};

use crate::table::{COUNTRY, Cell, Kind, MOTTO, Paper, Table, UNVERIFIED};
use base::Failure;
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

const FONTS: [&[u8]; 4] = [
    include_bytes!("../assets/fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../assets/fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../assets/fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../assets/fonts/LiberationSerif-BoldItalic.ttf"),
];

/// Writes forms; holds the parsed fonts, so make one and keep it.
pub struct Writer {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    form: Template,
    sheet: Template,
    annex: Template,
}

/// A page as typst's source, and the file that it reads its words from.
struct Template {
    main: FileId,
    data: FileId,
    source: &'static str,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// Parses the fonts.
    pub fn new() -> Self {
        let fonts: Vec<Font> = FONTS.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect();
        let file = |name: &str| {
            let path = VirtualPath::new(name).expect("the names are plain");
            RootedPath::new(VirtualRoot::Project, path).intern()
        };
        let template = |main, data, source| Template { main: file(main), data: file(data), source };
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            form: template("form.typ", "form.json", include_str!("../assets/form.typ")),
            sheet: template("sheet.typ", "sheet.json", include_str!("../assets/sheet.typ")),
            annex: template("annex.typ", "annex.json", include_str!("../assets/annex.typ")),
        }
    }

    /// The bytes of the PDF.
    pub fn write(&self, table: &Table) -> Result<Vec<u8>, Failure> {
        self.pdf(&self.form, &data(table), &table.title)
    }

    /// Number of pages that the form takes.
    pub fn pages(&self, table: &Table) -> Result<usize, Failure> {
        Ok(self.lay_out(&self.form, &data(table))?.pages().len())
    }

    /// All words that the form prints, page by page, in the order of layout: for checks of what a reader sees.
    pub fn words(&self, table: &Table) -> Result<String, Failure> {
        self.printed(&self.form, &data(table))
    }

    fn pdf(&self, template: &Template, data: &Value, title: &str) -> Result<Vec<u8>, Failure> {
        let document = self.lay_out(template, data)?;
        let options = PdfOptions { ident: Smart::Custom(title.to_owned()), ..PdfOptions::default() };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|faults| failure(&faults));
        // typst remembers layouts between runs; forms share too little for that to be worth the memory
        typst::comemo::evict(0);
        pdf
    }

    fn printed(&self, template: &Template, data: &Value) -> Result<String, Failure> {
        let document = self.lay_out(template, data)?;
        let mut out = String::new();
        document.pages().iter().for_each(|page| words(&page.frame, &mut out));
        Ok(out)
    }

    fn lay_out(&self, template: &Template, data: &Value) -> Result<PagedDocument, Failure> {
        let page = Page {
            writer: self,
            template,
            source: Source::new(template.main, template.source.to_owned()),
            data: Bytes::from_string(data.to_string()),
        };
        typst::compile::<PagedDocument>(&page).output.map_err(|faults| failure(&faults))
    }
}

/// The world as typst sees it while one page is laid out.
struct Page<'a> {
    writer: &'a Writer,
    template: &'a Template,
    source: Source,
    data: Bytes,
}

impl World for Page<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.writer.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.writer.book
    }

    fn main(&self) -> FileId {
        self.template.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.main { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.template.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.writer.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn words(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => words(&group.frame, out),
            FrameItem::Text(text) => {
                out.push_str(&text.text);
                out.push(' ');
            }
            _ => {}
        }
    }
}

/// The table as the template reads it.
fn data(table: &Table) -> Value {
    let leaves = table.leaves();
    let (depth, header) = table.header();
    let header: Vec<Value> = header
        .into_iter()
        .map(|cell| json!({ "x": cell.column, "y": cell.row, "rows": cell.rows, "columns": cell.columns, "text": cell.title }))
        .collect();
    let mut cells = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            let Some((rows, columns)) = table.span(index, column) else { continue };
            let align = match (cell, leaves[column].kind) {
                _ if columns > 1 => "left",
                (Cell::Count(_) | Cell::Share(_), _) | (_, Kind::Number) => "right",
                (_, Kind::Text) => "left",
                (_, Kind::Order | Kind::Mark) => "center",
            };
            cells.push(json!({
                "text": cell.print(),
                "rows": rows,
                "columns": columns,
                "align": align,
                "bold": row.level.is_bold(),
            }));
        }
    }
    let findings: Vec<String> = table
        .findings
        .iter()
        .map(|finding| format!("[{}] {}: {}", finding.code, finding.place, finding.message.vi))
        .collect();
    json!({
        "paper": match table.paper() { Paper::A4 => "a4", Paper::A3 => "a3" },
        "size": if leaves.len() > 20 { 9 } else { 10 },
        "agency": table.agency,
        "country": COUNTRY,
        "motto": MOTTO,
        "title": table.title,
        "subtitle": table.subtitle,
        "banner": table.banner,
        "depth": depth,
        "header": header,
        "labels": leaves.iter().map(|leaf| leaf.label.as_str()).collect::<Vec<_>>(),
        "widths": leaves.iter().map(|leaf| leaf.width).collect::<Vec<_>>(),
        "cells": cells,
        "footnotes": table.footnotes,
        "findings": findings,
        "unverified": UNVERIFIED,
        "provenance": table.provenance_line(),
        "date": table.date_line(),
    })
}

/// typst's complaints are about our template, not about the user's data: a bug, told as such.
fn failure(faults: &[SourceDiagnostic]) -> Failure {
    let told: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    let told = told.join("; ");
    Failure::new(
        "CC-REPORT-PDF",
        format!("không dàn được trang PDF: {told}"),
        format!("cannot lay out the PDF: {told}"),
    )
    .remedy("báo lỗi này cho người phát triển; biểu vẫn xuất được ra XLSX", "report this bug; XLSX still works")
}
