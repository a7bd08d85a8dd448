//! Files that hold a secret: made readable by their owner only, and refused when others can read them.

use base::Failure;
use std::io::Write;
use std::path::Path;

/// Reads a secret from its file, which nobody but its owner may be able to read.
pub fn read(path: &Path) -> Result<String, Failure> {
    only_the_owner(path)?;
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// Writes a secret into a new file and makes it durable; a file that is there already is never touched.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| sync_folder(path))
        .map_err(|error| unreadable(path, &error))
}

/// Makes the names in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // a folder cannot be opened everywhere; where it can, its names must be on the disk before the database goes on
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(unix)]
fn only_the_owner(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.permissions().mode();
    // no bit of group and others is set
    if mode.trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(Failure::new("CC-STORE-KEY-OPEN-TO-ALL", "người khác đọc được tệp khoá", "others can read the key file")
        .at(path.display().to_string())
        .remedy("chạy chmod 600 cho tệp này", "run chmod 600 on this file"))
}

#[cfg(not(unix))]
fn only_the_owner(_: &Path) -> Result<(), Failure> {
    Ok(())
}

pub(crate) fn unreadable(path: &Path, cause: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        "CC-STORE-KEY",
        format!("không đọc hoặc ghi được tệp khoá ({cause})"),
        format!("cannot read or write the key file ({cause})"),
    )
    .at(path.display().to_string())
    .remedy("khôi phục tệp khoá từ bản sao lưu", "restore the key file from its backup")
}
