//! `cancau demo`: the synthetic province in one command.

use crate::cx::{Cx, Outcome, now};
use crate::say::{out, tell};
use crate::verbs::serve;
use crate::{deployment, interrupt};
use app::demo::{Demo, Made};
use base::{Clock, Dong, Failure, Lang};
use std::path::Path;

/// Trình diễn trên một tỉnh mô phỏng: sổ bộ bốn năm, các trang, mọi biểu.
///
/// Hộ được sinh từ câu trả lời, phân loại bằng bộ chuẩn của từng năm, ghi vào sổ bộ; số trên trang và trên biểu đều
/// đếm từ sổ bộ ấy.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau demo\n  cancau demo --once --data thu-nghiem\n\n\
    --once ghi DIR/out/forms/<năm>/<biểu>.xlsx|pdf (biểu 1–13 của thành phố; 14–15 của từng xã) và DIR/out/dashboard.json.")]
pub(crate) struct Args {
    /// Ghi các biểu và bảng số liệu rồi kết thúc.
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    listen: serve::Listen,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let dir = cx.data_for_writing()?;
    let demo = Demo { dir: &dir, today: cx.today(), at: now(), cancel: interrupt::flag()? };
    let mut say = |step: &str| {
        if !cx.json {
            tell!("… {step}");
        }
    };
    let (mut store, shard, households) = demo.register(&mut say)?;
    let made = if args.once { demo.outputs(&mut store, shard, &mut say) } else { demo.counted(&mut store, shard) }?;
    // the pages open connections of their own
    drop(store);
    if cx.json {
        out!("{}", summary(&made, households));
    } else {
        print(&made, households, &dir, cx.lang);
    }
    if args.once {
        return Ok(Outcome::Done);
    }
    people(cx, &dir)?;
    serve::pages(&args.listen, cx)
}

/// The file with the accounts of the demo, for scripts that sign in.
const PEOPLE: &str = "demo-accounts.json";

/// Tells the accounts of this start: the demo's data are nobody's, and so are its passwords.
fn people(cx: &Cx, dir: &Path) -> Result<(), Failure> {
    // a store with real chance: nobody can make these passwords again
    let people = app::demo::welcome(&mut deployment::open(cx)?, &now(), cx.today())?;
    app::demo::programme::plan(&mut deployment::open(cx)?, &now(), cx.today())?;
    match cx.lang {
        Lang::Vi => tell!("BẢN TRÌNH DIỄN: tài khoản của lần chạy này (mật khẩu đổi ở mỗi lần chạy)"),
        Lang::En => tell!("DEMO: accounts of this run (the passwords change with every run)"),
    }
    for one in &people {
        tell!("  {:<15} {}  {}, {}", one.login, one.password, one.role.name().get(cx.lang), one.place);
    }
    let told: Vec<serde_json::Value> = people
        .iter()
        .map(|one| serde_json::json!({"login": one.login, "password": one.password, "role": one.role.word(), "place": one.place}))
        .collect();
    let path = dir.join(PEOPLE);
    std::fs::write(&path, serde_json::Value::from(told).to_string())
        .map_err(|error| exchange::io_failure(&path, &error))
}

fn print(made: &Made, households: u64, dir: &Path, lang: Lang) {
    let dir = dir.display();
    let grouped = |count: u64| Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped();
    for (year, standard, poor, near) in &made.reviews {
        let (poor, near) = (grouped(*poor), grouped(*near));
        match lang {
            Lang::Vi => out!("{year}  {standard}  hộ nghèo {poor:>6}  hộ cận nghèo {near:>6}"),
            Lang::En => out!("{year}  {standard}  poor {poor:>6}  near-poor {near:>6}"),
        }
    }
    let (files, households, findings) = (grouped(made.files), grouped(households), made.findings);
    match lang {
        Lang::Vi => out!(
            "DỮ LIỆU MÔ PHỎNG: {households} lượt hộ, {files} tệp trong {dir}/out, {findings} chỗ các biểu không khớp nhau"
        ),
        Lang::En => out!(
            "SIMULATED DATA: {households} household reviews, {files} files in {dir}/out, {findings} breaches between forms"
        ),
    }
}

fn summary(made: &Made, households: u64) -> String {
    let reviews: Vec<serde_json::Value> = made
        .reviews
        .iter()
        .map(|(year, standard, poor, near)| {
            serde_json::json!({"year": year, "standard": standard, "poor_households": poor, "near_poor_households": near})
        })
        .collect();
    serde_json::json!({
        "simulated": true, "households": households, "files": made.files, "findings": made.findings, "reviews": reviews,
    })
    .to_string()
}
