//! What a file is taken for, before a row is imported: a person looks at it, corrects it, and only then goes on.

use super::Settings;
use super::cell::{Cell, Row, column_letters, column_of_letters};
use super::field::Field;
use super::guard::{Checked, FileKind, empty, refuse};
use super::header::{self, Header};
use super::source::{Sample, Source};
use super::values::Value;
use base::Failure;
use engine::Class;
use vntext::legacy::{Encoding, decode, detect};

/// How the rows of a sheet make households.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One row per member, the members after their head (the common list, and our template).
    Members,
    /// One row per household (the export of the national software).
    Households,
    /// One row per member of households that left this class (danh sách hộ thoát nghèo, thoát cận nghèo).
    Escaped(Class),
}

/// A correction by the person who looked at the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Name of the sheet; none for every sheet that is read.
    pub sheet: Option<String>,
    /// The column's heading, with or without marks, or its letters.
    pub column: String,
    /// What it means; none to leave it unread.
    pub field: Option<Field>,
}

/// What the columns of a sheet mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// How rows make households.
    pub layout: Layout,
    /// The columns that have a heading or content.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its letters: `C`, `AA`.
    pub letters: String,
    /// Its heading, decoded.
    pub heading: String,
    /// What it means; none if nothing reads it.
    pub field: Option<Field>,
    /// How its text is encoded.
    pub encoding: Encoding,
    /// The first values, decoded.
    pub sample: Vec<String>,
}

/// A sheet as it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPlan {
    /// Position in the workbook.
    pub index: usize,
    /// Name.
    pub name: String,
    /// Rows of the headings, as the spreadsheet numbers them.
    pub header_rows: (u32, u32),
    /// What the columns mean.
    pub mapping: Mapping,
    /// Titles and headings as they stand, to be written above rejected rows.
    pub(super) top: Vec<Row>,
    /// Encoding of the titles and headings.
    pub(super) heading_encoding: Encoding,
}

/// The whole preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// SHA-256 of the file, the identity of the batch.
    pub digest: String,
    /// The sheets that will be read, in order.
    pub sheets: Vec<SheetPlan>,
    /// Names of the sheets that will not be, because they are hidden or have no headings of a list.
    pub skipped: Vec<String>,
    /// The delimiter of a CSV file.
    pub delimiter: Option<char>,
}

const SAMPLES: usize = 3;

/// Plans how to read a file.
pub(super) fn survey(source: &Source, checked: &Checked, settings: &Settings<'_>) -> Result<Preview, Failure> {
    let delimiters: &[u8] = if checked.kind == FileKind::Csv { b",;\t" } else { b"," };
    let mut best: Option<(usize, Preview)> = None;
    let mut any_row = false;
    for delimiter in delimiters {
        let mut preview = Preview {
            digest: checked.digest.clone(),
            sheets: Vec::new(),
            skipped: Vec::new(),
            delimiter: (checked.kind == FileKind::Csv).then_some(char::from(*delimiter)),
        };
        let mut score = 0;
        for (index, sample) in source.samples(*delimiter)?.into_iter().enumerate() {
            // rows of bare delimiters are nothing
            let cells = sample.rows.iter().flat_map(|row| &row.cells);
            any_row |= cells.into_iter().any(|cell| cell.text.contains(char::is_alphanumeric));
            match header::find(&sample, settings.pack).filter(|_| !sample.hidden) {
                Some(header) => {
                    score += header.score;
                    preview.sheets.push(plan(index, &sample, &header, settings));
                }
                None => preview.skipped.push(sample.name),
            }
        }
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, preview));
        }
    }
    let (score, preview) = best.ok_or_else(|| empty(&source.path))?;
    if !any_row {
        return Err(empty(&source.path));
    }
    if score == 0 {
        return Err(refuse(
            "CC-IMPORT-NO-HEADER",
            "không tìm thấy dòng tiêu đề của danh sách hộ trong 40 dòng đầu",
            "no headings of a list of households in the first 40 rows",
            &source.path,
        )
        .remedy(
            "cần ít nhất ba cột quen thuộc, ví dụ Họ và tên, Quan hệ với chủ hộ, Phân loại hộ; hoặc dùng tệp mẫu",
            "at least three known columns are needed, for example Họ và tên, Quan hệ với chủ hộ, Phân loại hộ; or use the template",
        ));
    }
    let unused = |change: &&Override| {
        !preview.sheets.iter().any(|sheet| change.column_of(&sheet.name, &sheet.mapping.columns).is_some())
    };
    if let Some(change) = settings.overrides.iter().find(unused) {
        let column = &change.column;
        return Err(Failure::new(
            "CC-IMPORT-OVERRIDE-COLUMN",
            format!("không có cột nào tên hoặc mang chữ “{column}”"),
            format!("no column is called “{column}”"),
        )
        .at(source.path.display().to_string())
        .remedy(
            "ghi đúng tiêu đề hoặc chữ của cột như bảng xem trước in ra",
            "write the heading or the letters of the column as the preview prints them",
        ));
    }
    missing(source, &preview, settings)?;
    Ok(preview)
}

fn plan(index: usize, sample: &Sample, header: &Header, settings: &Settings<'_>) -> SheetPlan {
    let data = &sample.rows[header.last + 1..];
    let width = data.iter().map(|row| row.cells.len()).chain([header.fields.len()]).max().unwrap_or(0);
    let mut columns = Vec::with_capacity(width);
    for column in 0..width {
        let texts = || data.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.as_str());
        let joined = texts().collect::<Vec<_>>().join("\n");
        let encoding = detect(&joined, sample.fonts.get(&column).map(String::as_str)).encoding;
        columns.push(Column {
            letters: column_letters(column),
            heading: header.headings.get(column).cloned().unwrap_or_default(),
            field: header.fields.get(column).copied().flatten(),
            encoding,
            sample: texts().take(SAMPLES).map(|text| vntext::clean(&decode(text, encoding))).collect(),
        });
    }
    for change in &settings.overrides {
        if let Some(at) = change.column_of(&sample.name, &columns) {
            // a field stands in one column only: the person's word goes before ours
            columns.iter_mut().filter(|column| column.field == change.field).for_each(|column| column.field = None);
            columns[at].field = change.field;
        }
    }
    let layout = layout(sample, header, &columns);
    let top = sample.rows[..=header.last].to_vec();
    let header_rows = (sample.rows[header.first].number, sample.rows[header.last].number);
    SheetPlan {
        index,
        name: sample.name.clone(),
        header_rows,
        mapping: Mapping { layout, columns },
        top,
        heading_encoding: header.encoding,
    }
}

fn layout(sample: &Sample, header: &Header, columns: &[Column]) -> Layout {
    let has = |field: Field| columns.iter().any(|column| column.field == Some(field));
    if !has(Field::Class) {
        let titles = sample.rows[..header.first].iter().flat_map(|row| &row.cells);
        let titles = titles.map(|cell| vntext::fold(&decode(&cell.text, header.encoding)));
        for title in titles.chain([vntext::fold(&sample.name)]) {
            if title.contains("thoat can ngheo") {
                return Layout::Escaped(Class::NearPoor);
            }
            if title.contains("thoat ngheo") {
                return Layout::Escaped(Class::Poor);
            }
        }
    }
    let members = has(Field::Relation) || (has(Field::Name) && (has(Field::HeadName) || has(Field::HouseholdNo)));
    if members { Layout::Members } else { Layout::Households }
}

/// All columns that are missing are named at once.
fn missing(source: &Source, preview: &Preview, settings: &Settings<'_>) -> Result<(), Failure> {
    for sheet in &preview.sheets {
        let has = |field: Field| sheet.mapping.columns.iter().any(|column| column.field == Some(field));
        let mut names = Vec::new();
        if !has(Field::Name) && !has(Field::HeadName) {
            names.push("Họ và tên");
        }
        if !has(Field::Class) && !matches!(sheet.mapping.layout, Layout::Escaped(_)) {
            names.push("Phân loại hộ");
        }
        let place = has(Field::Commune) || has(Field::CommuneCode) || has(Field::Address);
        if !place && settings.commune.is_none() {
            names.push("Xã (hoặc cho biết xã khi nhập)");
        }
        if !names.is_empty() {
            let names = names.join(", ");
            return Err(Failure::new(
                "CC-IMPORT-COLUMNS",
                format!("thiếu cột: {names}"),
                format!("missing columns: {names}"),
            )
            .at(format!("{}, {}", source.path.display(), sheet.name))
            .remedy(
                "thêm cột, hoặc chỉ ra cột nào mang nghĩa đó (xem bảng xem trước)",
                "add the columns, or say which columns they are (see the preview)",
            ));
        }
    }
    Ok(())
}

impl SheetPlan {
    /// The column of a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.mapping.columns.iter().position(|column| column.field == Some(field))
    }

    /// The row with every cell decoded and cleaned, once.
    pub(super) fn line(&self, row: Row) -> Line {
        let value = |(column, cell): (usize, &Cell)| {
            if cell.is_empty() {
                return None;
            }
            let encoding = self.mapping.columns.get(column).map_or(Encoding::Unicode, |column| column.encoding);
            let text = clean(&cell.text, encoding);
            (!text.is_empty()).then_some(Value { text, kind: cell.kind })
        };
        let values = row.cells.iter().enumerate().map(value).collect();
        Line { row, values }
    }

    /// The value of a field in a row.
    pub(super) fn read<'l>(&self, line: &'l Line, field: Field) -> Option<&'l Value> {
        line.value(self.column(field)?)
    }
}

/// A row with its values.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) row: Row,
    values: Vec<Option<Value>>,
}

impl Line {
    pub(super) fn value(&self, column: usize) -> Option<&Value> {
        self.values.get(column)?.as_ref()
    }

    /// All values with their columns.
    pub(super) fn values(&self) -> impl Iterator<Item = (usize, &Value)> {
        self.values.iter().enumerate().filter_map(|(column, value)| Some((column, value.as_ref()?)))
    }
}

/// Most cells are plain: a number, a date, an `x`.
fn clean(text: &str, encoding: Encoding) -> String {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && !text.contains("  ");
    if plain { text.trim().to_owned() } else { vntext::clean(&decode(text, encoding)) }
}

impl Override {
    /// Reads `C=name`, `C=none`, `Sheet1!C=name` or `Số giấy tờ=cccd`.
    pub fn parse(text: &str, pack: &engine::Pack) -> Result<Self, Failure> {
        let bad = || {
            let words = Field::words().join(", ");
            Failure::new("CC-IMPORT-OVERRIDE", format!("không hiểu “{text}”"), format!("“{text}” is not understood"))
                .remedy(
                    format!(
                        "viết cột=nghĩa, ví dụ C=name hoặc \"Số giấy tờ=cccd\"; các nghĩa: {words}, cause:…, indicator:…"
                    ),
                    format!("write column=meaning, for example C=name; meanings: {words}, cause:…, indicator:…"),
                )
        };
        let (column, word) = text.rsplit_once('=').ok_or_else(bad)?;
        let (sheet, column) = match column.rsplit_once('!') {
            Some((sheet, column)) => (Some(sheet.to_owned()), column),
            None => (None, column),
        };
        let column = column.trim().to_owned();
        if column.is_empty() {
            return Err(bad());
        }
        let field = Field::from_word(word.trim(), pack).ok_or_else(bad)?;
        Ok(Self { sheet, column, field: (field != Field::Known).then_some(field) })
    }

    /// Which of the columns of a sheet is meant, by its heading before its letters.
    fn column_of(&self, sheet: &str, columns: &[Column]) -> Option<usize> {
        if self.sheet.as_ref().is_some_and(|name| name != sheet) {
            return None;
        }
        let wanted = vntext::fold(&self.column);
        let heading = columns.iter().position(|column| !wanted.is_empty() && vntext::fold(&column.heading) == wanted);
        heading.or_else(|| column_of_letters(&self.column).filter(|at| *at < columns.len()))
    }
}
