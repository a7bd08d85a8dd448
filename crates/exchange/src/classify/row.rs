//! One row: its cells read strictly, or its first fault from left to right.

use super::header::{Columns, Role, shorten};
use super::seen::IdHash;
use base::Lang;
use engine::points::{PointTable, PointsFault};
use engine::{AreaKind, Flags, Means};

/// Ten billion đồng per person and month.
const LARGEST_INCOME: i64 = 10_000_000_000;
/// The highest known tables stay below a thousand points.
const LARGEST_B1: i64 = 100_000;
/// The column of a point table for households in urban areas.
const URBAN: &str = "urban";

/// A row that can be classified.
pub(super) struct Row<'a> {
    pub(super) id: &'a [u8],
    pub(super) area: AreaKind,
    pub(super) means: Means,
    pub(super) flags: Flags,
    /// Column of the point table and choice per item; empty without a table.
    pub(super) region: &'a str,
    pub(super) choices: Vec<&'a str>,
}

/// What is wrong with a row: the first fault from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Column index; beyond the header for a fault of the row as a whole.
    pub(super) column: usize,
    kind: Kind,
    /// The offending cell.
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Fields,
    /// A quote that swallowed line ends, and with them the rows that follow.
    OpenQuote,
    IdEmpty,
    IdRepeated,
    Encoding,
    Area,
    Income,
    Decimals,
    B1,
    Flag,
    NoMeans,
    NoCutOff,
    Region,
    /// The region of the point table contradicts the kind of area.
    RegionArea,
    Choice,
}

impl Fault {
    pub(super) fn new(column: usize, kind: Kind, value: &[u8]) -> Self {
        Self { column, kind, value: shorten(&String::from_utf8_lossy(value)) }
    }

    /// The id was met before, on line `first`.
    pub(super) fn repeated(columns: &Columns, first: u64) -> Self {
        Self { column: columns.id, kind: Kind::IdRepeated, value: first.to_string() }
    }

    fn code(&self) -> &'static str {
        match self.kind {
            Kind::Fields => "CC-ROW-FIELDS",
            Kind::OpenQuote => "CC-ROW-QUOTE",
            Kind::IdEmpty => "CC-ROW-ID-EMPTY",
            Kind::IdRepeated => "CC-ROW-ID-REPEATED",
            Kind::Encoding => "CC-ROW-ENCODING",
            Kind::Area => "CC-ROW-AREA-KIND",
            Kind::Income => "CC-ROW-INCOME",
            Kind::Decimals => "CC-ROW-DECIMALS",
            Kind::B1 => "CC-ROW-B1",
            Kind::Flag => "CC-ROW-FLAG",
            Kind::NoMeans => "CC-ROW-NO-MEANS",
            Kind::NoCutOff => "CC-ROW-NO-CUT-OFF",
            Kind::Region => "CC-ROW-REGION",
            Kind::RegionArea => "CC-ROW-REGION-AREA",
            Kind::Choice => "CC-ROW-CHOICE",
        }
    }

    fn message(&self, lang: Lang) -> String {
        let value = &self.value;
        let (vi, en) = match self.kind {
            Kind::Fields => (
                format!("dòng có số ô khác dòng tiêu đề: {value}; số có dấu phẩy phải đặt trong ngoặc kép"),
                format!("the row has not as many cells as the header: {value}; quote numbers that hold the delimiter"),
            ),
            Kind::OpenQuote => (
                format!(
                    "dấu ngoặc kép không đóng đã nuốt {value} dòng kể từ dòng này; sửa rồi chạy lại, các hộ trong đó chưa được xét"
                ),
                format!(
                    "a quote that is not closed swallowed {value} lines from this one on; mend it and run again, the households in them were not read"
                ),
            ),
            Kind::IdEmpty => ("thiếu mã hộ".to_owned(), "the household id is missing".to_owned()),
            Kind::IdRepeated => (
                format!("mã hộ đã có ở dòng {value}; mỗi hộ chỉ một dòng"),
                format!("the household id stands on line {value} already; one row per household"),
            ),
            Kind::Encoding => (
                "mã hộ không phải là văn bản UTF-8; lưu lại tệp dạng CSV UTF-8".to_owned(),
                "the household id is not UTF-8 text; save the file as CSV UTF-8".to_owned(),
            ),
            Kind::Area => (
                format!("“{value}” không phải khu vực; ghi rural (nông thôn) hoặc urban (thành thị)"),
                format!("“{value}” is no kind of area; write rural or urban"),
            ),
            Kind::Income => (
                format!("“{value}” không phải thu nhập; ghi số đồng một người một tháng, ví dụ 1500000 hoặc 1.500.000"),
                format!("“{value}” is no income; write đồng per person and month, for example 1500000 or 1.500.000"),
            ),
            Kind::Decimals => (
                format!("“{value}” có phần lẻ; ghi số nguyên"),
                format!("“{value}” has decimals; write a whole number"),
            ),
            Kind::B1 => (
                format!("“{value}” không phải điểm B1; ghi số nguyên không âm"),
                format!("“{value}” is no B1 total; write a whole number, not negative"),
            ),
            Kind::Flag => (
                format!("“{value}” không phải 0 hoặc 1; 1 là thiếu hụt, 0 là không, không được bỏ trống"),
                format!("“{value}” is not 0 or 1; 1 means deprived, 0 not deprived, empty is not allowed"),
            ),
            Kind::NoMeans => (
                "thiếu cả thu nhập và điểm B1; cần ít nhất một".to_owned(),
                "both income and B1 are missing; one is needed".to_owned(),
            ),
            Kind::NoCutOff => (
                "chỉ có điểm B1 mà bộ chuẩn này chưa có ngưỡng điểm; cần thu nhập".to_owned(),
                "only B1 is given and this standard has no cut-offs for it; give the income".to_owned(),
            ),
            Kind::Region => (
                format!("“{value}” không phải vùng của bảng điểm"),
                format!("“{value}” is no region of the point table"),
            ),
            Kind::RegionArea => (
                format!(
                    "cột điểm “{value}” trái với area_kind; hộ thành thị dùng cột urban, hộ nông thôn dùng cột vùng"
                ),
                format!(
                    "point column “{value}” contradicts area_kind; urban households use urban, rural ones their region"
                ),
            ),
            Kind::Choice => (
                format!(
                    "“{value}” không phải lựa chọn của mục này trong bảng điểm; không có dòng nào phù hợp thì ghi none"
                ),
                format!("“{value}” is no row of this item in the point table; write none if no row applies"),
            ),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// The line of the rejects file.
    pub(super) fn csv_line(&self, line: u64, columns: &Columns, lang: Lang) -> Vec<u8> {
        let column = columns.names.get(self.column).map_or("", String::as_str);
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer
            .write_record([line.to_string().as_str(), column, self.code(), &self.message(lang)])
            .expect("writing to memory does not fail");
        writer.into_inner().expect("writing to memory does not fail")
    }
}

/// Reads a row. The id's hash is given even for a faulty row, so that a repetition is told of the right line.
pub(super) fn read<'a>(
    cells: &'a csv::ByteRecord,
    columns: &Columns,
    points: Option<&PointTable>,
) -> (Option<IdHash>, Result<Row<'a>, Fault>) {
    if cells.len() != columns.names.len() {
        let count = format!("{} ≠ {}", cells.len(), columns.names.len());
        let fault = Fault::new(usize::MAX, Kind::Fields, count.as_bytes());
        return (None, Err(open_quote(cells).unwrap_or(fault)));
    }
    let id = cells[columns.id].trim_ascii();
    let hash = (!id.is_empty()).then(|| IdHash::of(id));
    (hash, cells_of(cells, id, columns, points).map_err(|fault| open_quote(cells).unwrap_or(fault)))
}

/// A faulty row with line ends inside its cells was most likely made by a quote that is not closed.
fn open_quote(cells: &csv::ByteRecord) -> Option<Fault> {
    let swallowed = cells.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count()).sum::<usize>();
    (swallowed > 0).then(|| Fault::new(usize::MAX, Kind::OpenQuote, (swallowed + 1).to_string().as_bytes()))
}

fn cells_of<'a>(
    cells: &'a csv::ByteRecord,
    id: &'a [u8],
    columns: &Columns,
    points: Option<&PointTable>,
) -> Result<Row<'a>, Fault> {
    let mut area = AreaKind::Rural;
    let mut means = Means::default();
    let mut flags = Flags::default();
    let mut region = "";
    let mut choices = points.map(|table| vec![""; table.items.len()]).unwrap_or_default();
    for &(column, role) in &columns.roles {
        let cell = cells[column].trim_ascii();
        let fault = |kind| Fault::new(column, kind, cell);
        match role {
            Role::Id if cell.is_empty() => return Err(fault(Kind::IdEmpty)),
            Role::Id => {
                if !cell.is_ascii() && std::str::from_utf8(cell).is_err() {
                    return Err(fault(Kind::Encoding));
                }
            }
            Role::AreaKind => area = AreaKind::from_word(cell).ok_or_else(|| fault(Kind::Area))?,
            Role::Income => means.income = amount(cell, LARGEST_INCOME).map_err(fault)?,
            Role::B1 => {
                means.b1 = match amount(cell, LARGEST_B1) {
                    Ok(b1) => b1,
                    Err(Kind::Income) => return Err(fault(Kind::B1)),
                    Err(kind) => return Err(fault(kind)),
                }
            }
            Role::Indicator(index) => match cell {
                b"0" => {}
                b"1" => flags.set(index),
                _ => return Err(fault(Kind::Flag)),
            },
            Role::Region => region = std::str::from_utf8(cell).map_err(|_| fault(Kind::Region))?,
            Role::Item(index) => {
                choices[index] = std::str::from_utf8(cell).map_err(|_| fault(Kind::Choice))?;
            }
        }
    }
    if let Some(table) = points {
        if (region == URBAN) != (area == AreaKind::Urban) && table.regions.iter().any(|known| known == region) {
            let (column, _) =
                columns.roles.iter().find(|(_, role)| *role == Role::Region).copied().unwrap_or((0, Role::Region));
            return Err(Fault::new(column, Kind::RegionArea, region.as_bytes()));
        }
        let at = |wanted: Role| columns.roles.iter().find(|(_, role)| *role == wanted).map_or(0, |(column, _)| *column);
        let total = table.total(region, &choices).map_err(|fault| match fault {
            PointsFault::Region => Fault::new(at(Role::Region), Kind::Region, region.as_bytes()),
            PointsFault::Missing { item } | PointsFault::Option { item } => {
                Fault::new(at(Role::Item(item)), Kind::Choice, choices[item].as_bytes())
            }
        })?;
        means.b1 = Some(total);
    }
    Ok(Row { id, area, means, flags, region, choices })
}

/// A whole number that is not negative; empty means not given. Thousands separators count only when they group by
/// three with one kind of separator, so that `1.5` is never read as 15.
fn amount(cell: &[u8], largest: i64) -> Result<Option<i64>, Kind> {
    match whole(cell) {
        // beyond any income and any point table: a slip of the keyboard, or another figure in this column
        Ok(Some(value)) if value > largest => Err(Kind::Income),
        read => read,
    }
}

fn whole(cell: &[u8]) -> Result<Option<i64>, Kind> {
    if cell.is_empty() {
        return Ok(None);
    }
    let mut value = 0_i64;
    for (at, &byte) in cell.iter().enumerate() {
        if !byte.is_ascii_digit() {
            return grouped(cell, at);
        }
        value =
            value.checked_mul(10).and_then(|value| value.checked_add(i64::from(byte - b'0'))).ok_or(Kind::Income)?;
    }
    Ok(Some(value))
}

fn grouped(cell: &[u8], first: usize) -> Result<Option<i64>, Kind> {
    let text = std::str::from_utf8(cell).map_err(|_| Kind::Income)?;
    let separator = text[first..].chars().next().ok_or(Kind::Income)?;
    if !matches!(separator, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'') {
        return Err(Kind::Income);
    }
    let groups: Vec<&str> = text.split(separator).collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = groups[1..].iter().all(|group| group.len() == 3 && digits(group))
        && (1..=3).contains(&groups[0].len())
        && digits(&groups[0])
        && !(groups[0].starts_with('0'));
    if grouped {
        return groups.concat().parse().map(Some).map_err(|_| Kind::Income);
    }
    // “1.5”, “1500000.0”, “1.500.000,50”: a number, but not a whole one
    let parts = text.split(['.', ',']).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let decimal = matches!(separator, '.' | ',') && parts.len() >= 2 && parts.iter().all(digits);
    Err(if decimal { Kind::Decimals } else { Kind::Income })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_count_only_when_they_group_by_three() {
        let numbers = [
            ("0", 0),
            ("1500000", 1_500_000),
            ("1.500.000", 1_500_000),
            ("1,500,000", 1_500_000),
            ("1 500 000", 1_500_000),
            ("1\u{a0}500\u{a0}000", 1_500_000),
            ("1.500", 1_500),
            ("007", 7),
        ];
        for (text, value) in numbers {
            assert_eq!(whole(text.as_bytes()), Ok(Some(value)), "{text}");
        }
        assert_eq!(whole(b""), Ok(None));
        for text in ["1.5", "1500000.0", "1.500.000,50", "1,50", "0.500", "1.5000", "1.500,000"] {
            assert_eq!(whole(text.as_bytes()), Err(Kind::Decimals), "{text}");
        }
        for text in ["-1", "+1", "abc", "1.500.000đ", "1e6", "9223372036854775808", "1 50", ".", "1..500"] {
            assert!(whole(text.as_bytes()).is_err(), "{text}");
        }
    }
}
