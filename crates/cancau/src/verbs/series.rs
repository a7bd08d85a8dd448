//! `cancau series`: figures on the boundaries of one day, published ones restated, the register's counted.

use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::interrupt;
use crate::say::tell;
use crate::verbs::areas::deployment_areas;
use crate::verbs::import::{count_findings, json_text, print_findings, published_results};
use app::{Caller, register_series};
use base::{Failure, Finding, Lang, Level, parse_date};
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use domain::area::Areas;
use domain::result::{Measure, Status};
use domain::series::{COLUMNS, MEASURES, Request, Row, Series, series};
use exchange::OutputFile;
use exchange::classify::interrupted;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Chuỗi số liệu đã công bố và số đếm từ sổ bộ, quy về ranh giới hành chính của một ngày.
///
/// Cột ra: area_code,area_name,level,year,value,status,source,complete; status là official, preliminary hoặc
/// derived; source là published (đã công bố) hoặc register (đếm từ sổ bộ): hai dòng riêng, không bao giờ gộp thành một
/// số. Số từ sổ bộ là preliminary vì chưa được phê duyệt; của dữ liệu mô phỏng là derived. Đơn vị bị chia tách hoặc
/// không đủ số liệu cho dòng có value trống, derived và complete = 0, không bao giờ là tổng của một phần.
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau series --measure poor_households --from 2021 --to 2024 --level province \\\n      \
    --boundaries 2025-07-01 --output ho-ngheo.csv"
)]
pub(crate) struct Args {
    /// Chỉ tiêu.
    #[arg(long, value_name = "M", value_parser = PossibleValuesParser::new(MEASURES.map(Measure::word)))]
    measure: String,
    /// Năm đầu.
    #[arg(long, value_name = "Y")]
    from: i16,
    /// Năm cuối.
    #[arg(long, value_name = "Y")]
    to: i16,
    /// Cấp của các dòng.
    #[arg(long, value_name = "L", value_parser = PossibleValuesParser::new(Level::ALL.map(Level::word)))]
    level: String,
    /// Ngày lấy ranh giới.
    #[arg(long, value_name = "DATE")]
    boundaries: String,
    /// Chỉ đơn vị này (mã vào ngày lấy ranh giới) và các đơn vị bên trong.
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// Chỉ số liệu theo chuẩn này (mặc định: chuẩn quốc gia của từng năm).
    #[arg(long, value_name = "ID")]
    standard: Option<String>,
    /// Nguồn của các dòng.
    #[arg(long, value_enum, default_value_t = Asked::All, value_name = "S")]
    source: Asked,
    /// In mọi điểm bất thường tìm thấy trong số liệu đã công bố.
    #[arg(long)]
    findings: bool,
    /// Tệp kết quả CSV.
    #[arg(long, value_name = "F.csv")]
    output: PathBuf,
}

/// Which sources are asked.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Asked {
    /// Số liệu đã công bố.
    Published,
    /// Số đếm từ sổ bộ.
    Register,
    /// Cả hai, mỗi nguồn một dòng.
    All,
}

pub(crate) fn run(args: Args, cx: &Cx) -> Result<Outcome, Failure> {
    let stop = interrupt::flag()?;
    let request = Request {
        // clap has let only known words through
        measure: Measure::from_word(&args.measure).unwrap_or(Measure::PoorHouseholds),
        from: args.from,
        to: args.to,
        level: Level::from_word(&args.level).unwrap_or(Level::Province),
        boundaries: parse_date(&args.boundaries).map_err(|failure| failure.at("--boundaries"))?,
        area: args.area,
        standard: args.standard,
    };
    let areas = deployment_areas(cx)?;
    let results = published_results(cx, &areas)?;
    let counted = counted(args.source, &areas, &request, cx)?;
    let mut series = match args.source {
        Asked::Register => Series { rows: Vec::new(), standards: Vec::new() },
        // no published list names villages
        Asked::All if request.level == Level::Village && !counted.is_empty() => {
            Series { rows: Vec::new(), standards: Vec::new() }
        }
        Asked::Published | Asked::All => series(&results.facts, &areas, &request)?,
    };
    series.rows.extend(counted);
    series.rows.sort_by(|a, b| (a.year, &a.area, a.source).cmp(&(b.year, &b.area, b.source)));
    let findings = results.check(&areas).findings;
    let mut output = OutputFile::create(&args.output)?;
    output.write(format!("{COLUMNS}\n").as_bytes())?;
    for row in &series.rows {
        output.write(line(row).as_bytes())?;
    }
    if stop.load(Ordering::Relaxed) {
        return Err(interrupted());
    }
    output.commit()?;
    if args.findings {
        print_findings(&findings, cx.lang);
    }
    tell(&series, &findings, &args.output, cx);
    Ok(Outcome::Done)
}

/// What the register says. A deployment without one has only published figures, which is no fault unless it was asked.
fn counted(source: Asked, areas: &Areas, request: &Request, cx: &Cx) -> Result<Vec<Row>, Failure> {
    if source == Asked::Published || (source == Asked::All && !deployment::is_there(cx)) {
        return Ok(Vec::new());
    }
    let rows = register_series(&mut deployment::open(cx)?, areas, &Caller::operator(), request)?;
    if rows.is_empty() && source == Asked::Register {
        return Err(Failure::new(
            "CC-SERIES-REGISTER",
            "sổ bộ không có đợt rà soát nào của các năm và đơn vị này",
            "the register has no review of these years and units",
        )
        .at("--from, --to, --level, --area, --standard")
        .remedy(
            "chọn năm đã rà soát, đơn vị trong sổ bộ, cấp tỉnh trở xuống",
            "choose reviewed years, units inside the register, level province or finer",
        ));
    }
    Ok(rows)
}

fn line(row: &Row) -> String {
    let name =
        if row.name.contains([',', '"']) { format!("\"{}\"", row.name.replace('"', "\"\"")) } else { row.name.clone() };
    let value = row.value.map_or_else(String::new, |value| value.to_string());
    let (code, level, year) = (&row.area.code, row.level.word(), row.year);
    let (status, source) = (row.status.word(), row.source.word());
    format!("{code},{name},{level},{year},{value},{status},{source},{}\n", u8::from(row.is_complete()))
}

/// The summary goes to stderr: the result is the file, and `--output /dev/stdout` must stay clean.
fn tell(series: &Series, findings: &[Finding], output: &Path, cx: &Cx) {
    let rows = series.rows.len();
    let complete = series.rows.iter().filter(|row| row.is_complete()).count();
    let missing = rows - complete;
    let of = |status: Status| series.rows.iter().filter(|row| row.is_complete() && row.status == status).count();
    let [official, preliminary, derived] = [Status::Official, Status::Preliminary, Status::Derived].map(of);
    let [errors, warnings, notes] = count_findings(findings);
    let standards: Vec<String> = series
        .standards
        .iter()
        .map(|(year, standard)| format!("{year} {}", standard.as_deref().unwrap_or("–")))
        .collect();
    let standards = standards.join(", ");
    if cx.json {
        let file = json_text(&output.display().to_string());
        tell!(
            "{{\"output\":{file},\"rows\":{rows},\"complete\":{complete},\"official\":{official},\
             \"preliminary\":{preliminary},\"derived\":{derived},\"findings\":{}}}",
            findings.len()
        );
        return;
    }
    let output = output.display();
    match cx.lang {
        Lang::Vi => {
            tell!("Đã ghi {rows} dòng → {output}: {complete} đầy đủ, {missing} không đủ số liệu");
            tell!("  chính thức {official}, sơ bộ {preliminary}, suy ra {derived}; chuẩn: {standards}");
            tell!("  số liệu đã công bố có {errors} chỗ sai, {warnings} chỗ nghi, {notes} lưu ý (xem: --findings)");
        }
        Lang::En => {
            tell!("Wrote {rows} rows → {output}: {complete} complete, {missing} without enough figures");
            tell!("  official {official}, preliminary {preliminary}, derived {derived}; standard: {standards}");
            tell!("  the published figures hold {errors} errors, {warnings} doubts, {notes} notes (see --findings)");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::AreaKey;
    use domain::series::Source;

    #[test]
    fn an_incomplete_row_is_an_empty_value_derived_from_what_is_published() {
        let area = AreaKey { code: "00097".to_owned(), valid_from: parse_date("2025-07-01").unwrap() };
        let (level, name) = (Level::Commune, "Phường Hồng Hà".to_owned());
        let row =
            Row { area, name, level, year: 2024, value: None, status: Status::Derived, source: Source::Published };
        assert_eq!(line(&row), "00097,Phường Hồng Hà,commune,2024,,derived,published,0\n");
    }
}
