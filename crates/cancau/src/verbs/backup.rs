//! `cancau backup`: the whole deployment in one encrypted file, read back before it has its name.

use crate::cx::{Cx, Outcome, now};
use crate::say::out;
use crate::upkeep::manifest::{Chain, FORMAT, Manifest, Member, tables};
use crate::upkeep::sealed::{self, Seal};
use crate::upkeep::{archive, folder, lock, private_folder};
use crate::verbs::copy::going;
use crate::{deployment, progress};
use base::{Dong, Failure, Lang};
use exchange::{OutputFile, io_failure};
use std::path::{Path, PathBuf};
use store::{Store, Target};

/// Sao lưu cả hệ thống vào một tệp mã hoá, trong khi các trang vẫn chạy.
///
/// Gồm ảnh chụp nhất quán của cơ sở dữ liệu (luôn là tệp SQLite, kể cả khi đang dùng PostgreSQL), khoá và mọi tệp của thư
/// mục dữ liệu. Mã hoá theo định dạng age: công cụ age cũng mở được. Tệp được đọc lại toàn bộ trước khi có tên.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau backup --new-identity khoa-sao-luu.txt\n  \
    cancau backup --data so-bo --recipient age1… sao-luu-2025-11-18.age\n  \
    cancau backup --data so-bo --passphrase-file mat-khau.txt sao-luu-2025-11-18.age")]
pub(crate) struct Args {
    /// Tệp sao lưu; chưa được có.
    #[arg(value_name = "F", required_unless_present = "new_identity")]
    output: Option<PathBuf>,
    /// Khoá nhận (age1…); nhiều khoá thì lặp lại.
    #[arg(long, value_name = "age1…", conflicts_with = "passphrase_file")]
    recipient: Vec<String>,
    /// Tệp chứa mật khẩu, chỉ chủ tệp đọc được.
    #[arg(long, value_name = "P")]
    passphrase_file: Option<PathBuf>,
    /// Tạo cặp khoá: khoá riêng ghi vào tệp này, khoá nhận in ra.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "recipient", "passphrase_file"])]
    new_identity: Option<PathBuf>,
}

/// Where the parts lie before they are encrypted: inside of the data folder, which holds them in clear anyway.
const STAGE: &str = ".backup";

pub(crate) fn run(args: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    if let Some(path) = &args.new_identity {
        return new_identity(path, cx);
    }
    let Some(output) = &args.output else { return Ok(Outcome::Done) };
    let seal = match (&args.passphrase_file, args.recipient.as_slice()) {
        (Some(path), _) => Seal::passphrase(path)?,
        (None, []) => return Err(in_clear()),
        (None, recipients) => Seal::recipients(recipients)?,
    };
    if output.exists() {
        return Err(Failure::new("CC-BACKUP-THERE", "tệp sao lưu đã có", "the backup is there already")
            .at(output.display().to_string())
            .remedy(
                "đặt tên theo ngày giờ; không ghi đè bản cũ",
                "name it by day and hour; an older one is never replaced",
            ));
    }
    let dir = deployment::folder(cx)?;
    let _lock = lock(dir)?;
    // refused before the work is done, not after
    let mut file = OutputFile::create(output)?;
    let stage = Stage::new(dir)?;
    let manifest = gather(&stage.0, dir, cx)?;
    let (encryptor, unlock) = seal.encryptor()?;
    let failed = |error: std::io::Error| io_failure(output, &error);
    let sealed = encryptor.wrap_output(&mut file).map_err(failed)?;
    sealed::finish(archive::write(sealed, output, &manifest, &stage.0)?, output)?;
    file.commit_checked(|written| {
        let file = std::fs::File::open(written).map_err(failed)?;
        let read = archive::read(unlock.open(file, output)?, output, None)?;
        if read == manifest { Ok(()) } else { Err(unlike(output)) }
    })?;
    print(&manifest, output, &seal, cx);
    Ok(Outcome::Done)
}

/// The staging folder; whatever a backup that was cut off left in it goes with the next one.
struct Stage(PathBuf);

impl Stage {
    fn new(dir: &Path) -> Result<Self, Failure> {
        let path = dir.join(STAGE);
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(|error| io_failure(&path, &error))?;
        }
        private_folder(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // best effort: the next backup removes what is left
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Puts everything together as it is at this moment, and proves it.
fn gather(stage: &Path, dir: &Path, cx: &Cx) -> Result<Manifest, Failure> {
    let at = now();
    let mut line = progress::Line::new(cx.lang);
    let snapshot = stage.join(deployment::DATABASE);
    line.say("đang chụp cơ sở dữ liệu", "taking a snapshot of the database");
    deployment::open(cx)?.snapshot(&snapshot, &mut going(&mut line)?)?;
    let files = folder::files(dir, deployment::DATABASE)?;
    for file in &files {
        let (from, to) = (dir.join(file), stage.join(file));
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent).map_err(|error| io_failure(parent, &error))?;
        }
        std::fs::copy(&from, &to).map_err(|error| io_failure(&from, &error))?;
    }
    line.say("đang kiểm tra ảnh chụp", "verifying the snapshot");
    let ids = Box::new(deployment::SystemIds);
    let key = deployment::key_path(stage);
    let mut store = Store::open_with_key_file(&Target::Sqlite(snapshot), &key, ids)?;
    store.verify()?;
    let chains = store.heads()?.iter().map(Chain::from).collect();
    let tables = tables(store.db().table_counts()?);
    // closed, the file is complete without what lies beside it
    drop(store);
    line.say("đang mã hoá và đọc lại", "encrypting and reading back");
    let database = Path::new(deployment::DATABASE);
    let members = std::iter::once(database).chain(files.iter().map(PathBuf::as_path));
    let members = members.map(|path| Member::of(stage, path)).collect::<Result<_, _>>()?;
    line.clear();
    Ok(Manifest { format: FORMAT, program: env!("CARGO_PKG_VERSION").to_owned(), at, tables, chains, members })
}

fn new_identity(path: &Path, cx: &Cx) -> Result<Outcome, Failure> {
    let recipient = sealed::new_identity(path, &now())?;
    if cx.json {
        out!("{}", serde_json::json!({ "recipient": recipient, "identity": path.display().to_string() }));
    } else {
        out!("{recipient}");
    }
    Ok(Outcome::Done)
}

fn print(manifest: &Manifest, output: &Path, seal: &Seal, cx: &Cx) {
    let size = std::fs::metadata(output).map_or(0, |meta| meta.len());
    let with = match seal {
        Seal::Passphrase(_) => "passphrase",
        Seal::Recipients(_) => "recipient",
    };
    if cx.json {
        let told = serde_json::json!({
            "output": output.display().to_string(), "bytes": size, "members": manifest.members.len(),
            "rows": manifest.rows(), "chains": manifest.chains, "encrypted_for": with, "read_back": true,
        });
        out!("{told}");
        return;
    }
    let grouped = |count: u64| Dong(i64::try_from(count).unwrap_or(i64::MAX)).grouped();
    let (rows, files) = (grouped(manifest.rows()), manifest.members.len());
    let (size, plain) = (grouped(size), grouped(manifest.bytes()));
    let (output, chains) = (output.display(), manifest.chains.len());
    match (cx.lang, seal) {
        (Lang::Vi, _) => {
            out!(
                "Đã sao lưu {rows} dòng, {files} tệp, {chains} chuỗi nhật ký → {output} ({plain} byte, nén còn {size})"
            );
        }
        (Lang::En, _) => {
            out!("{rows} rows, {files} files, {chains} chains → {output} ({plain} bytes, {size} compressed)");
        }
    }
    match (cx.lang, seal) {
        (Lang::Vi, Seal::Passphrase(_)) => out!("Đã đọc lại toàn bộ bằng mật khẩu: từng tệp đúng từng byte."),
        (Lang::En, Seal::Passphrase(_)) => out!("Read back in full with the passphrase: every file, every byte."),
        (Lang::Vi, Seal::Recipients(_)) => {
            out!(
                "Đã đọc lại toàn bộ bằng một khoá dùng một lần: từng tệp đúng từng byte. Chưa thử khoá riêng của người nhận."
            );
        }
        (Lang::En, Seal::Recipients(_)) => {
            out!(
                "Read back in full with a key made for this once: every file, every byte. The recipient's own key was not tried."
            );
        }
    }
}

fn in_clear() -> Failure {
    Failure::new(
        "CC-BACKUP-CLEAR",
        "bản sao lưu chứa dữ liệu cá nhân nên phải được mã hoá",
        "a backup holds personal data, so it has to be encrypted",
    )
    .remedy(
        "nêu --recipient age1… (tạo bằng cancau backup --new-identity khoa.txt) hoặc --passphrase-file",
        "give --recipient age1… (made by cancau backup --new-identity key.txt) or --passphrase-file",
    )
}

fn unlike(output: &Path) -> Failure {
    Failure::new(
        "CC-BACKUP-UNLIKE",
        "tệp vừa ghi không đọc lại được như đã ghi; không giữ lại",
        "what was written does not read back as it was; it was not kept",
    )
    .at(output.display().to_string())
    .remedy("kiểm tra ổ đĩa rồi chạy lại", "check the disk and run again")
}
