//! `cancau restore`: a deployment out of a backup, into an empty place, proved before anybody can open it.

use crate::cx::{Cx, Outcome};
use crate::say::out;
use crate::upkeep::manifest::{Chain, Manifest, tables};
use crate::upkeep::sealed::Unlock;
use crate::upkeep::{archive, private_folder};
use crate::verbs::copy::going;
use crate::{deployment, progress};
use base::{Dong, Failure, Lang};
use exchange::io_failure;
use std::path::{Path, PathBuf};
use store::{Db, Store, Target};

/// Dựng lại hệ thống từ một bản sao lưu, vào một thư mục trống (và một cơ sở dữ liệu PostgreSQL trống).
///
/// Từng tệp, số dòng từng bảng, từng chuỗi nhật ký được kiểm tra trước khi thư mục có tên; có gì không khớp thì không giữ
/// lại gì. Không bao giờ ghi đè dữ liệu đang có.
#[derive(clap::Args)]
#[command(
    after_help = "Ví dụ:\n  cancau restore sao-luu-2025-11-18.age --data so-bo-moi --identity khoa-sao-luu.txt\n  \
    cancau restore sao-luu-2025-11-18.age --data so-bo-moi --passphrase-file mat-khau.txt"
)]
#[command(group = clap::ArgGroup::new("unlock").required(true))]
pub(crate) struct Args {
    /// Tệp sao lưu.
    #[arg(value_name = "F")]
    input: PathBuf,
    /// Tệp khoá riêng, chỉ chủ tệp đọc được.
    #[arg(long, value_name = "FILE", group = "unlock")]
    identity: Option<PathBuf>,
    /// Tệp chứa mật khẩu, chỉ chủ tệp đọc được.
    #[arg(long, value_name = "P", group = "unlock")]
    passphrase_file: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let Some(dir) = cx.data() else { return Ok(Outcome::Done) };
    must_be_empty(dir)?;
    let unlock = match (&args.identity, &args.passphrase_file) {
        (Some(path), _) => Unlock::identity(path)?,
        (None, Some(path)) => Unlock::passphrase(path)?,
        (None, None) => return Ok(Outcome::Done),
    };
    let mut line = progress::Line::new(cx.lang);
    let file = std::fs::File::open(&args.input).map_err(|error| io_failure(&args.input, &error))?;
    let plain = unlock.open(file, &args.input)?;
    let place = Place::beside(dir)?;
    let manifest = archive::read(plain, &args.input, Some(&place.0))?;
    line.say("đang kiểm tra dữ liệu", "verifying the data");
    let mut store = proved(&place.0, &manifest, &args.input)?;
    if let Some(address) = cx.database() {
        store.copy_to(&Target::Postgres(address.to_owned()), &mut going(&mut line)?)?;
    }
    drop(store);
    if cx.database().is_some() {
        let moved = place.0.join(deployment::DATABASE);
        std::fs::remove_file(&moved).map_err(|error| io_failure(&moved, &error))?;
    }
    place.becomes(dir)?;
    line.clear();
    print(&manifest, dir, cx);
    Ok(Outcome::Done)
}

/// The folder under a name of its own, until everything in it is proved.
struct Place(PathBuf);

impl Place {
    fn beside(dir: &Path) -> Result<Self, Failure> {
        let mut name = std::ffi::OsString::from(".");
        name.push(dir.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let path = std::path::absolute(dir).map_err(|error| io_failure(dir, &error))?.with_file_name(name);
        private_folder(&path)?;
        Ok(Self(path))
    }

    fn becomes(self, dir: &Path) -> Result<(), Failure> {
        let failed = |error: std::io::Error| io_failure(dir, &error);
        if dir.exists() {
            // only an empty folder can be removed so
            std::fs::remove_dir(dir).map_err(failed)?;
        }
        std::fs::rename(&self.0, dir).map_err(failed)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // when it has its name, there is nothing left to remove
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn must_be_empty(dir: &Path) -> Result<(), Failure> {
    let empty = match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        entries => entries.map_err(|error| io_failure(dir, &error))?.next().is_none(),
    };
    if empty {
        return Ok(());
    }
    Err(Failure::new(
        "CC-RESTORE-NOT-EMPTY",
        "thư mục đã có dữ liệu; không bao giờ khôi phục đè lên",
        "the folder holds data; a backup is never restored over them",
    )
    .at(dir.display().to_string())
    .remedy("chọn thư mục mới bằng --data", "choose a new folder with --data"))
}

/// Opens what was unpacked, if it is what the manifest says and every chain holds.
fn proved(dir: &Path, manifest: &Manifest, input: &Path) -> Result<Store, Failure> {
    let target = Target::Sqlite(dir.join(deployment::DATABASE));
    if !dir.join(deployment::DATABASE).is_file() {
        return Err(unlike(input, deployment::DATABASE));
    }
    // as it is, before the migrations of this program
    let mut db = Db::connect(&target)?;
    if tables(db.table_counts()?) != manifest.tables {
        return Err(unlike(input, "tables"));
    }
    let chains: Vec<Chain> = db.heads()?.iter().map(Chain::from).collect();
    if chains != manifest.chains {
        return Err(unlike(input, "chains"));
    }
    drop(db);
    let key = deployment::key_path(dir);
    let mut store = Store::open_with_key_file(&target, &key, Box::new(deployment::SystemIds))?;
    store.verify()?;
    Ok(store)
}

fn unlike(input: &Path, what: &str) -> Failure {
    Failure::new(
        "CC-BACKUP-UNLIKE",
        format!("bản sao lưu không chứa đúng những gì nó kê khai ({what}); không giữ lại gì"),
        format!("the backup does not hold what it says ({what}); nothing was kept"),
    )
    .at(input.display().to_string())
    .remedy("dùng bản sao lưu khác", "use another backup")
}

fn print(manifest: &Manifest, dir: &Path, cx: &Cx) {
    if cx.json {
        let told = serde_json::json!({
            "data": dir.display().to_string(), "at": manifest.at, "program": manifest.program,
            "members": manifest.members.len(), "rows": manifest.rows(), "chains": manifest.chains,
        });
        out!("{told}");
        return;
    }
    let grouped = |count: u64| Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped();
    for table in &manifest.tables {
        out!("{:16}  {:>12}  =", table.name, grouped(table.rows));
    }
    let (rows, files, at, dir) = (grouped(manifest.rows()), manifest.members.len(), &manifest.at, dir.display());
    match cx.lang {
        Lang::Vi => out!("Đã khôi phục {rows} dòng, {files} tệp của lúc {at} vào {dir}; mọi chuỗi nhật ký khớp"),
        Lang::En => out!("Restored {rows} rows and {files} files of {at} into {dir}; every chain holds"),
    }
}
