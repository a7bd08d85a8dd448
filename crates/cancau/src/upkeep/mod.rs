//! What keeps a deployment safe: backups and restoring them, the signed heads of its chains, one such command at a time.

pub(crate) mod archive;
pub(crate) mod folder;
pub(crate) mod heads;
pub(crate) mod manifest;
pub(crate) mod sealed;

use crate::deployment::SystemIds;
use base::Failure;
use exchange::io_failure;
use std::fs::File;
use std::path::Path;
use store::Ids;

/// The file that says that a command of this kind is at work; a dot keeps it out of backups.
const LOCK: &str = ".lock";

/// Held while a backup is made or the key is rotated: neither may meet the other half way.
pub(crate) struct Lock {
    _file: File,
}

/// Takes the deployment's lock, or says that another command has it.
pub(crate) fn lock(dir: &Path) -> Result<Lock, Failure> {
    let path = dir.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| io_failure(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(std::fs::TryLockError::WouldBlock) => Err(Failure::new(
            "CC-BUSY",
            "một lệnh sao lưu hoặc đổi khoá khác đang chạy trên thư mục này",
            "another backup or rotation of the key is running on this folder",
        )
        .at(dir.display().to_string())
        .remedy("đợi lệnh kia xong rồi chạy lại", "wait for the other command and run again")),
        Err(std::fs::TryLockError::Error(error)) => Err(io_failure(&path, &error)),
    }
}

/// Bytes that nobody can guess.
pub(crate) fn chance<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemIds.fill(&mut bytes);
    bytes
}

/// Makes a folder that only its owner can enter.
pub(crate) fn private_folder(path: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| io_failure(path, &error))
}
