//! `cancau import --template KIND --output F`: the file to fill in.

use crate::cx::{Cx, Outcome};
use crate::say::tell;
use base::{Clock, Failure, Lang};
use domain::result::{COLUMNS, Measure, Part, SourceKind, Status, Verified};
use engine::{Pack, pack};
use exchange::OutputFile;
use exchange::review::template_xlsx;
use std::path::Path;

/// What a template can be had for.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum Kind {
    /// Danh sách hộ của một đợt rà soát (XLSX).
    Review,
    /// Kết quả rà soát đã công bố (CSV).
    Results,
}

/// A row as it may be filled in; shown, not written, so that nobody imports it by mistake.
const EXAMPLE: &str = "38,,2024,poor_households,20660,vn-2022,official,review,QĐ 217/QĐ-BLĐTBXH,Công báo,quoted,";

pub(super) fn run(kind: Kind, path: &Path, cx: &Cx) -> Result<Outcome, Failure> {
    let extension = match kind {
        Kind::Review => "xlsx",
        Kind::Results => "csv",
    };
    if path.extension().is_some_and(|other| !other.eq_ignore_ascii_case(extension)) {
        return Err(Failure::new(
            "CC-TEMPLATE-FORMAT",
            format!("mẫu này là tệp {}", extension.to_uppercase()),
            format!("this template is a file of {}", extension.to_uppercase()),
        )
        .at(path.display().to_string())
        .remedy(
            format!("đặt tên tệp kết thúc bằng .{extension}"),
            format!("let the file name end with .{extension}"),
        ));
    }
    if path.is_file() {
        return Err(Failure::new(
            "CC-FILE-EXISTS",
            "tệp đã có; có thể đã điền số liệu nên không ghi đè",
            "the file exists and may have been filled in; it is not overwritten",
        )
        .at(path.display().to_string())
        .remedy("chọn tên khác hoặc xóa tệp cũ", "choose another name or delete the old file"));
    }
    let bytes = match kind {
        Kind::Review => template_xlsx(national(cx)?)?,
        Kind::Results => format!("{}\n", COLUMNS.join(",")).into_bytes(),
    };
    let mut output = OutputFile::create(path)?;
    output.write(&bytes)?;
    output.commit()?;
    match (kind, cx.lang) {
        (Kind::Results, lang) => explain(path, lang),
        (Kind::Review, Lang::Vi) => tell!("Đã ghi mẫu → {} (bảng “Giải thích” nói rõ từng cột)", path.display()),
        (Kind::Review, Lang::En) => {
            tell!("Template written → {} (its second sheet explains each column)", path.display());
        }
    }
    Ok(Outcome::Done)
}

/// The national standard in force today.
fn national(cx: &Cx) -> Result<&'static Pack, Failure> {
    let today = cx.today();
    let found = pack::bundled().iter().find(|pack| pack.province.is_none() && pack.in_force(today));
    found.ok_or_else(|| {
        Failure::new(
            "CC-IMPORT-STANDARD",
            format!("không có chuẩn quốc gia nào có hiệu lực ngày {today}"),
            format!("no national standard is in force on {today}"),
        )
    })
}

/// The vocabularies of the columns, on stderr.
fn explain(path: &Path, lang: Lang) {
    let measures = Measure::all().map(Measure::word).collect::<Vec<_>>().join(" ");
    let parts = Part::WORDS.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let (statuses, kinds, verified) = (Status::WORDS.join(" "), SourceKind::WORDS.join(" "), Verified::WORDS.join(" "));
    let shown = path.display();
    match lang {
        Lang::Vi => tell!(
            "Đã ghi mẫu → {shown}\n  area_code    mã đơn vị vào ngày 31/12 của năm, đủ số 0 ở đầu\n  \
             part         để trống = toàn đơn vị; hoặc {parts}\n  measure      {measures}\n  \
             value        số hộ viết liền (20660); tỷ lệ dùng dấu chấm, giữ đúng số chữ số đã in (2.02)\n  \
             status       {statuses} (kế hoạch không phải là kết quả)\n  source_kind  {kinds}\n  verified     {verified}\n\
             Ví dụ một dòng:\n  {EXAMPLE}"
        ),
        Lang::En => tell!(
            "Template written → {shown}\n  area_code    code of the unit on 31 December of the year, with its leading zeros\n  \
             part         empty = the whole unit; or {parts}\n  measure      {measures}\n  \
             value        households without separators (20660); rates with a point and the digits as printed (2.02)\n  \
             status       {statuses} (a plan is no result)\n  source_kind  {kinds}\n  verified     {verified}\n\
             A row for example:\n  {EXAMPLE}"
        ),
    }
}
