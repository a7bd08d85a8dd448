//! The program: reads the command line, calls one verb, turns the outcome into an exit code.
//!
//! Exit codes: 0 done, 1 failed and nothing changed, 2 done in part (some rows rejected), 64 wrong usage.

mod cx;
mod deployment;
mod interrupt;
mod log;
mod progress;
mod say;
mod settings;
mod upkeep;
mod verbs;

use base::Lang;
use clap::{Parser, Subcommand, ValueEnum};
use cx::{Cx, Outcome};
use std::path::PathBuf;
use std::process::ExitCode;

/// Cần Câu: hệ thống thông tin giảm nghèo bền vững.
#[derive(Parser)]
#[command(name = "cancau", version, propagate_version = true, disable_help_subcommand = true)]
struct Cli {
    /// Thư mục dữ liệu của hệ thống (mặc định ./cancau-data nếu có).
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Cơ sở dữ liệu PostgreSQL (postgres://…) thay cho tệp SQLite trong thư mục dữ liệu.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Ngôn ngữ của thông báo.
    #[arg(long, global = true, value_enum, default_value_t = Language::Vi)]
    lang: Language,
    /// In kết quả dạng JSON cho chương trình khác đọc.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Vi,
    En,
}

#[derive(Subcommand)]
enum Verb {
    /// Trình diễn trên một tỉnh mô phỏng: sổ bộ bốn năm, mọi biểu, bảng số liệu.
    Demo(verbs::demo::Args),
    /// Mở các trang trên máy này.
    Serve(verbs::serve::Args),
    /// Luật là dữ liệu: liệt kê, xem và kiểm tra các bộ chuẩn nghèo.
    Standards(verbs::standards::Args),
    /// Phân loại hộ theo một bộ chuẩn, kèm lý do.
    Classify(verbs::classify::Args),
    /// Đơn vị hành chính qua các thời kỳ.
    Areas(verbs::areas::Args),
    /// Nhập dữ liệu có kiểm tra.
    Import(verbs::import::Args),
    /// Lập biểu tổng hợp, danh sách hộ (15 biểu) của một đơn vị từ sổ bộ.
    Report(verbs::report::Args),
    /// Liệt kê các chương trình, kiểm tra một tệp chương trình.
    Programme(verbs::programme::Args),
    /// Chuỗi số liệu quy về một ranh giới hành chính.
    Series(verbs::series::Args),
    /// Xuất dữ liệu của sổ bộ ra tệp.
    Export(verbs::export::Args),
    /// Kiểm tra sổ bộ và nhật ký không bị sửa sau lưng.
    Verify(verbs::verify::Args),
    /// Xuất và xem chữ ký đầu chuỗi nhật ký hằng ngày.
    Heads(verbs::heads::Args),
    /// Đổi khoá mã hoá số định danh.
    Key(verbs::key::Args),
    /// Sao lưu mã hoá cả hệ thống, trong khi các trang vẫn chạy.
    Backup(verbs::backup::Args),
    /// Dựng lại hệ thống từ một bản sao lưu, vào một nơi trống.
    Restore(verbs::restore::Args),
    /// Chép cơ sở dữ liệu giữa SQLite và PostgreSQL.
    Copy(verbs::copy::Args),
    /// Đo tốc độ và bộ nhớ; các con số trong tài liệu lấy từ đây.
    Bench(verbs::bench::Args),
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let lang = match cli.lang {
        Language::Vi => Lang::Vi,
        Language::En => Lang::En,
    };
    let json = cli.json;
    let context = match cli.verb {
        Verb::Demo(_) | Verb::Serve(_) | Verb::Restore(_) => Ok(Cx::making(lang, json, cli.data)),
        _ => Cx::new(lang, json, cli.data),
    };
    let outcome = context.map(|cx| cx.on(cli.database)).and_then(|cx| match cli.verb {
        Verb::Demo(args) => verbs::demo::run(&args, &cx),
        Verb::Serve(args) => verbs::serve::run(&args, &cx),
        Verb::Standards(args) => verbs::standards::run(args, &cx),
        Verb::Classify(args) => verbs::classify::run(args, &cx),
        Verb::Areas(args) => verbs::areas::run(args, &cx),
        Verb::Import(args) => verbs::import::run(args, &cx),
        Verb::Report(args) => verbs::report::run(args, &cx),
        Verb::Programme(args) => verbs::programme::run(&args, &cx),
        Verb::Series(args) => verbs::series::run(args, &cx),
        Verb::Export(args) => verbs::export::run(&args, &cx),
        Verb::Verify(args) => verbs::verify::run(&args, &cx),
        Verb::Heads(args) => verbs::heads::run(&args, &cx),
        Verb::Key(args) => verbs::key::run(&args, &cx),
        Verb::Backup(args) => verbs::backup::run(&args, &cx),
        Verb::Restore(args) => verbs::restore::run(&args, &cx),
        Verb::Copy(args) => verbs::copy::run(&args, &cx),
        Verb::Bench(args) => verbs::bench::run(&args, &cx),
    });
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(2),
        Err(failure) => {
            if json {
                say::tell!("{}", cx::failure_json(&failure, lang));
            } else {
                say::tell!("{}", failure.render(lang));
            }
            ExitCode::from(1)
        }
    }
}

/// `--help` and `--version` are answers; anything else that clap refuses is wrong usage (64).
fn usage(error: &clap::Error) -> ExitCode {
    let code = if error.use_stderr() { 64 } else { 0 };
    if code == 64 {
        say::tell!("Lỗi CC-USAGE: lệnh gõ chưa đúng (wrong usage)");
    }
    // the terminal may be gone; there is nobody left to tell
    let _ = error.print();
    ExitCode::from(code)
}
