//! `cancau report`: a statutory form of any area, out of the register.

use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::interrupt;
use crate::say::tell;
use crate::verbs::areas::deployment_areas;
use app::{Book, Caller, FormRequest, Forms};
use base::{AreaKey, Clock, Failure, Lang, parse_date};
use clap::ValueEnum;
use exchange::OutputFile;
use exchange::classify::interrupted;
use jiff::Timestamp;
use jiff::civil::Date;
use report::table::Table;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// The detailed lists: from here on a form names households.
const FIRST_ROSTER: u8 = 14;

/// Lập một biểu (1–15) từ sổ bộ, cho tỉnh, huyện (trước 7/2025), xã hoặc thôn của một xã.
///
/// Biểu của tỉnh có các xã làm dòng, biểu của xã có các thôn làm dòng. Mã đơn vị được đọc vào ngày 31/12 của năm, trừ
/// khi có --boundaries. Biểu 14, 15 là danh sách hộ: nhiều xã thì xuất XLSX hoặc CSV.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau report 2 --year 2023 --area 46 --format xlsx --output bieu-2.xlsx\n  \
    cancau report 1 --year 2024 --area 46 --boundaries 2025-07-01 --format pdf --output bieu-1.pdf")]
pub(crate) struct Args {
    /// Số của biểu.
    #[arg(value_name = "FORM", value_parser = clap::value_parser!(u8).range(1..=15))]
    form: u8,
    /// Năm rà soát.
    #[arg(long, value_name = "Y")]
    year: i16,
    /// Mã đơn vị.
    #[arg(long, value_name = "CODE")]
    area: String,
    /// Theo chuẩn này (mặc định: chuẩn mới nhất được rà soát trong năm).
    #[arg(long, value_name = "ID")]
    standard: Option<String>,
    /// Sổ bộ như đã ghi đến hết ngày này (mặc định: như hiện nay).
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Ngày lấy ranh giới hành chính (mặc định: 31/12 của năm).
    #[arg(long, value_name = "DATE")]
    boundaries: Option<String>,
    /// Các dân tộc có cột riêng ở biểu 9, ví dụ taoi,cotu,bru (mặc định: tệp forms.toml của thư mục dữ liệu, nếu không có
    /// thì các dân tộc thiểu số đông hộ nghèo, cận nghèo nhất).
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    ethnic: Option<Vec<String>>,
    /// Định dạng.
    #[arg(long, value_enum)]
    format: Format,
    /// Tệp kết quả.
    #[arg(long, value_name = "F")]
    output: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Xlsx,
    Pdf,
    Csv,
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    let stop = interrupt::flag()?;
    let day = |text: Option<&String>, place: &str| {
        text.map(|text| parse_date(text).map_err(|failure| failure.at(place.to_owned()))).transpose()
    };
    let as_of = day(args.as_of.as_ref(), "--as-of")?.map(end_of).transpose()?;
    let boundaries = day(args.boundaries.as_ref(), "--boundaries")?;
    let ethnic = match args.ethnic {
        Some(keys) => Some(deployment::known_groups(keys, "--ethnic")?),
        None => deployment::ethnic_columns(cx)?,
    };
    let request = FormRequest { year: args.year, standard: args.standard, area: args.area, boundaries, ethnic };
    let areas = deployment_areas(cx)?;
    let mut store = deployment::open(cx)?;
    let caller = Caller::operator();
    let mut book = Book::holding(&mut store, &areas, &request.area, request.day(), as_of, &caller)?;
    let forms = book.forms(&request)?;
    let table = table(args.form, args.format, &mut book, &forms, request.day(), cx.today())?;
    let bytes = match args.format {
        Format::Xlsx => report::xlsx::write(&table, cx.today())?,
        Format::Pdf => report::pdf::Writer::new().write(&table)?,
        Format::Csv => report::csv::write(&table)?,
    };
    let mut output = OutputFile::create(&args.output)?;
    output.write(&bytes)?;
    if stop.load(Ordering::Relaxed) {
        return Err(interrupted());
    }
    output.commit()?;
    say(&table, &forms, &args.output, cx);
    Ok(Outcome::Done)
}

fn table(
    form: u8,
    format: Format,
    book: &mut Book<'_>,
    forms: &Forms,
    boundaries: Date,
    today: Date,
) -> Result<Table, Failure> {
    if form < FIRST_ROSTER {
        return forms.table(form, &[], today);
    }
    let communes: Vec<AreaKey> = forms.communes().into_iter().map(|unit| unit.key.clone()).collect();
    if format == Format::Pdf && communes.len() > 1 {
        return Err(Failure::new(
            "CC-REPORT-LONG",
            format!("danh sách hộ của {} xã quá dài cho một tệp PDF", communes.len()),
            format!("the list of households of {} communes is too long for a PDF", communes.len()),
        )
        .at(format!("{form}, {}", forms.year.root.key))
        .remedy(
            "dùng --format xlsx, hoặc lập PDF cho từng xã",
            "use --format xlsx, or make a PDF commune by commune",
        ));
    }
    let rosters = book.rosters(&forms.year.review, &communes, boundaries)?;
    forms.table(form, &forms.one_roster(rosters), today)
}

/// The last second of a day in Vietnam.
fn end_of(day: Date) -> Result<Timestamp, Failure> {
    let bad = || Failure::new("CC-DATE", "ngày quá xa", "the day is out of range").at("--as-of");
    let midnight = day.tomorrow().map_err(|_| bad())?.to_datetime(jiff::civil::Time::midnight());
    // Vietnam has kept UTC+7 without summer time since 1975
    let moment = base::VIETNAM.to_timestamp(midnight).map_err(|_| bad())?;
    Timestamp::from_second(moment.as_second() - 1).map_err(|_| bad())
}

/// The summary goes to stderr: the result is the file, and `--output /dev/stdout` must stay clean.
fn say(table: &Table, forms: &Forms, output: &std::path::Path, cx: &Cx) {
    let (rows, findings, name) = (table.rows.len(), table.findings.len(), &forms.year.root.name);
    let (number, year, standard) = (table.number, forms.year.review.year, &forms.year.review.standard);
    if cx.json {
        let file = output.display().to_string();
        let value = serde_json::json!({
            "output": file, "form": number, "area": forms.year.root.key.code, "year": year, "standard": standard,
            "rows": rows, "findings": findings, "simulated": table.banner.is_some(),
        });
        tell!("{value}");
        return;
    }
    if let Some(banner) = &table.banner {
        tell!("{banner}");
    }
    let output = output.display();
    match cx.lang {
        Lang::Vi => tell!(
            "Biểu {number}, {name}, năm {year} theo {standard} → {output}: {rows} dòng, {findings} chỗ không khớp (in ở chân biểu)"
        ),
        Lang::En => tell!(
            "Form {number}, {name}, {year} by {standard} → {output}: {rows} lines, {findings} findings (printed at its foot)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_vietnam() {
        let day = parse_date("2025-12-31").unwrap();
        assert_eq!(end_of(day).unwrap().to_string(), "2025-12-31T16:59:59Z");
    }
}
