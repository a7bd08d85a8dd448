//! `cancau import review F`: a yearly review into the register.

mod preview;

use crate::cx::{Cx, Outcome, now};
use crate::say::{out, tell};
use crate::verbs::areas::deployment_areas;
use crate::{deployment, interrupt, progress};
use app::intake::{BatchName, Checked, Intake, Job, Step, Taken};
use base::{Clock, Dong, Failure, Lang};
use domain::register::Route;
use std::path::{Path, PathBuf};
use store::{BatchReport, Ctx, Outcome as Stored};

/// Nhập một đợt rà soát vào sổ bộ (XLSX, XLS, CSV).
///
/// Có hộ sai thì không nhập gì, trừ khi dùng --accept-valid. Hộ không có mã được tìm trong sổ bộ theo CCCD của chủ hộ, rồi
/// theo họ tên, ngày sinh, thôn, xã. Nhập lại cùng tệp không thay đổi gì.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau import review ra-soat.xlsx --year 2025 --route periodic --preview\n  \
    cancau import review ra-soat.xlsx --year 2025 --route periodic --actor \"Nguyễn Văn An\"\n\n\
    Mã thoát: 0 xong, 1 không nhập gì, 2 có hộ bị từ chối, 64 lệnh sai.")]
pub(super) struct Args {
    /// Bảng tính hoặc CSV (UTF-8).
    #[arg(value_name = "F")]
    input: PathBuf,
    /// Năm rà soát; mã xã được đọc vào ngày 31/12 của năm.
    #[arg(long, value_name = "Y", value_parser = clap::value_parser!(i16).range(2000..=2100))]
    year: i16,
    /// Định kỳ hằng năm, thường xuyên trong năm, hay xác định hộ có mức sống trung bình.
    #[arg(long, value_enum, value_name = "R")]
    route: RouteWord,
    /// Mã bộ chuẩn (mặc định: chuẩn quốc gia có hiệu lực ngày 31/12 của năm).
    #[arg(long, value_name = "ID")]
    standard: Option<String>,
    /// Mã tỉnh của tệp: hộ ở tỉnh khác bị từ chối, xã trùng tên được hiểu trong tỉnh này.
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
    /// Mã xã của tệp: dòng không ghi xã thuộc xã này.
    #[arg(long, value_name = "CODE")]
    commune: Option<String>,
    /// Sửa cách hiểu một cột: "Số giấy tờ=cccd", "F=cccd", "G=none"; dùng được nhiều lần.
    #[arg(long, value_name = "CỘT=NGHĨA")]
    map: Vec<String>,
    /// Chỉ xem từng cột được hiểu là gì và kiểm tra, không ghi gì.
    #[arg(long, conflicts_with = "accept_valid")]
    preview: bool,
    /// Nhập các hộ đúng dù có hộ sai (mã thoát 2).
    #[arg(long)]
    accept_valid: bool,
    /// Tệp các hộ bị từ chối (mặc định: <F>.rejects.xlsx).
    #[arg(long, value_name = "J.xlsx")]
    rejects: Option<PathBuf>,
    /// Người nhập, ghi vào nhật ký.
    #[arg(long, value_name = "NAME", default_value = super::ACTOR)]
    actor: String,
    /// Lý do, ghi vào nhật ký.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum RouteWord {
    Periodic,
    WithinYear,
    AverageLiving,
}

impl From<RouteWord> for Route {
    fn from(word: RouteWord) -> Self {
        match word {
            RouteWord::Periodic => Self::Periodic,
            RouteWord::WithinYear => Self::WithinYear,
            RouteWord::AverageLiving => Self::AverageLiving,
        }
    }
}

pub(super) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let areas = deployment_areas(cx)?;
    let job = Job {
        path: &args.input,
        areas: &areas,
        year: args.year,
        route: args.route.into(),
        standard: args.standard.as_deref(),
        province: args.province.as_deref(),
        commune: args.commune.as_deref(),
        map: &args.map,
        today: cx.today(),
        cancel: interrupt::flag()?,
    };
    let intake = Intake::open(&job)?;
    let mut line = progress::Line::new(cx.lang);
    if args.preview {
        let checked = intake.check(None, &mut |step| show(&mut line, step))?;
        line.clear();
        preview::print(&intake, &checked, cx);
        tell_faults(&checked, None, cx);
        return if checked.summary.rejected == 0 { Ok(Outcome::Done) } else { Err(refused(&checked, args, None)) };
    }
    if let Some(store) = deployment::open_if_there(cx)?.as_mut()
        && let Some((_, name, households)) = intake.known(store)?
    {
        tell_known(&name, households, cx);
        return Ok(Outcome::Done);
    }
    let rejects = args.rejects.clone().unwrap_or_else(|| {
        let mut path = args.input.clone().into_os_string();
        path.push(".rejects.xlsx");
        path.into()
    });
    let checked = intake.check(Some(&rejects), &mut |step| show(&mut line, step))?;
    let bad = checked.summary.rejected;
    if bad > 0 {
        line.clear();
        tell_faults(&checked, Some(&rejects), cx);
    }
    if bad > 0 && !(args.accept_valid && checked.summary.accepted > 0) {
        return Err(refused(&checked, args, Some(&rejects)));
    }
    let ctx = Ctx { actor: args.actor.clone(), at: now(), reason: args.reason.clone() };
    let mut store = deployment::open_or_create(cx)?;
    line.say("đang chép hộ vào cơ sở dữ liệu", "copying households into the database");
    let taken = intake.take(&checked, &mut store, &ctx, &mut |step| show(&mut line, step))?;
    line.clear();
    if taken.report.outcome == Stored::AlreadyThere {
        tell_known(&taken.name, taken.report.households, cx);
        return Ok(Outcome::Done);
    }
    tell_taken(&intake, &checked, &taken, &rejects, cx);
    Ok(if bad == 0 { Outcome::Done } else { Outcome::Partial })
}

fn show(line: &mut progress::Line, step: Step) {
    match step {
        Step::Checking(rows) | Step::Taking(rows) => line.show(rows, None),
        Step::Writing => line.say("đang ghi vào sổ bộ", "writing the register"),
    }
}

fn grouped(count: u64) -> String {
    Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped()
}

fn tell_known(name: &BatchName, households: u64, cx: &Cx) {
    if cx.json {
        let told = serde_json::json!({"state": "unchanged", "batch": name.to_string(), "households": households});
        return out!("{told}");
    }
    let households = grouped(households);
    match cx.lang {
        Lang::Vi => out!("Đợt nhập {name} đã có ({households} hộ); không thay đổi gì"),
        Lang::En => out!("Batch {name} is there already ({households} households); nothing changed"),
    }
}

fn tell_taken(intake: &Intake<'_>, checked: &Checked, taken: &Taken, rejects: &Path, cx: &Cx) {
    let BatchReport { households, new_households, unchanged, persons, new_persons, by_number, by_name, .. } =
        taken.report;
    let name = &taken.name;
    let rejected = checked.summary.rejected;
    if cx.json {
        let told = serde_json::json!({
            "state": "imported", "batch": name.to_string(), "register": taken.register,
            "standard": intake.pack().id, "households": households, "new_households": new_households,
            "unchanged": unchanged, "persons": persons, "new_persons": new_persons, "matched_by_number": by_number,
            "matched_by_name": by_name, "rejected": rejected,
            "rejects": (rejected > 0).then(|| rejects.display().to_string()),
            "checked": preview::counts(checked),
        });
        return out!("{told}");
    }
    let (register, standard) = (&taken.register, &intake.pack().id);
    let [households, new, same, persons, by_number, by_name, rejected] =
        [households, new_households, unchanged, persons, by_number, by_name, rejected].map(grouped);
    match cx.lang {
        Lang::Vi => {
            out!(
                "Đã nhập {households} hộ, {persons} người vào sổ bộ {register} theo {standard}, từ chối {rejected} hộ. Đợt nhập: {name}"
            );
            out!(
                "  hộ mới {new}; kết quả không đổi {same}; hộ không mã tìm thấy theo CCCD {by_number}, theo họ tên {by_name}"
            );
        }
        Lang::En => {
            out!(
                "Imported {households} households, {persons} persons into the register {register} by {standard}, rejected {rejected}. Batch: {name}"
            );
            out!(
                "  new {new}; same result as before {same}; without a code and found by CCCD {by_number}, by name {by_name}"
            );
        }
    }
    preview::tell_untold(checked, cx.lang);
}

fn tell_faults(checked: &Checked, rejects: Option<&Path>, cx: &Cx) {
    for fault in &checked.faults {
        let (place, code, message) = (&fault.place, fault.code, fault.message.get(cx.lang));
        tell!("  {place} {code}: {message}");
    }
    if let (Some(rejects), true) = (rejects, checked.summary.rejected > 0) {
        let rejects = rejects.display();
        match cx.lang {
            Lang::Vi => tell!("Các hộ bị từ chối, lý do ở cột cuối → {rejects}"),
            Lang::En => tell!("Rejected households, with the reason in the last column → {rejects}"),
        }
    }
}

fn refused(checked: &Checked, args: &Args, rejects: Option<&Path>) -> Failure {
    let (bad, good) = (grouped(checked.summary.rejected), grouped(checked.summary.accepted));
    let failure = Failure::new(
        "CC-IMPORT-REJECTED",
        format!("{bad} hộ sai, {good} hộ đúng; không nhập hộ nào"),
        format!("{bad} bad households, {good} good ones; nothing was imported"),
    )
    .at(args.input.display().to_string());
    match rejects.map(Path::display) {
        Some(rejects) => failure.remedy(
            format!("sửa tệp theo lý do ở {rejects} rồi nhập lại, hoặc thêm --accept-valid để nhập các hộ đúng"),
            format!("mend the file by the reasons in {rejects} and import again, or add --accept-valid"),
        ),
        None => failure.remedy("sửa các ô nêu ở trên rồi xem lại", "mend the cells named above and look again"),
    }
}
