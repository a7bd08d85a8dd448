//! The files of a deployment beside its database: everything in its folder that cannot be made again.

use base::Failure;
use exchange::io_failure;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What the folder holds that is no part of a backup: what a verb writes anew, and old backups.
const LEFT_OUT: [&str; 1] = ["out"];
/// How backups begin.
const BACKUP: &[u8] = b"age-encryption.org/";

/// The files, relative to the folder, in the order of their names. New kinds of files are taken without being told: only
/// the database, unfinished files (a dot), what is made again and backups stay out.
pub(crate) fn files(dir: &Path, database: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    gather(dir, Path::new(""), &mut files)?;
    let of_database = |path: &Path| path.to_str().is_some_and(|name| name.starts_with(database));
    let made_again = |path: &Path| LEFT_OUT.iter().any(|left_out| path.starts_with(left_out));
    let backup = |path: &Path| {
        let mut start = [0; BACKUP.len()];
        let read = File::open(dir.join(path)).and_then(|mut file| file.read_exact(&mut start));
        read.is_ok() && start == BACKUP
    };
    let manifest = |path: &Path| path == Path::new(super::manifest::NAME);
    files.retain(|path| !of_database(path) && !made_again(path) && !backup(path) && !manifest(path));
    files.sort();
    Ok(files)
}

fn gather(dir: &Path, inside: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let folder = dir.join(inside);
    let failed = |error: std::io::Error| io_failure(&folder, &error);
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (name, path) = (inside.join(entry.file_name()), entry.path());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            gather(dir, &name, files)?;
        } else if kind.is_file() || path.is_file() {
            if name.to_str().is_none() {
                return Err(strange(&path));
            }
            files.push(name);
        } else if kind.is_symlink() {
            // a folder that lies elsewhere: leaving it out without a word would be found when it is missed
            return Err(strange(&path));
        }
    }
    Ok(())
}

fn strange(path: &Path) -> Failure {
    Failure::new(
        "CC-BACKUP-FILE",
        "không sao lưu được mục này: liên kết tới thư mục ở nơi khác, hoặc tên không phải UTF-8",
        "this cannot be backed up: a link to a folder elsewhere, or a name that is not UTF-8",
    )
    .at(path.display().to_string())
    .remedy("chuyển hẳn thư mục vào đây, hoặc đổi tên", "move the folder itself in here, or rename it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_counts_that_cannot_be_made_again() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["areas", "out", ".backup", "heads"] {
            std::fs::create_dir(dir.path().join(name)).unwrap();
        }
        let names = [
            "x.sqlite3",
            "x.sqlite3-wal",
            "k.key",
            "of-tomorrow.toml",
            "areas/units-1.csv",
            "areas/.units-2.csv.7.part",
            "out/1.pdf",
            ".backup/x.sqlite3",
            "heads/2025-01-01.json",
            "manifest.json",
        ];
        for name in names {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        std::fs::write(dir.path().join("old.bin"), "age-encryption.org/v1\n-> X25519").unwrap();
        let found = files(dir.path(), "x.sqlite3").unwrap();
        let expected = ["areas/units-1.csv", "heads/2025-01-01.json", "k.key", "of-tomorrow.toml"];
        assert_eq!(found, expected.map(PathBuf::from));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_named_and_one_to_a_file_is_followed() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(other.path().join("f"), "").unwrap();
        std::os::unix::fs::symlink(other.path().join("f"), dir.path().join("file")).unwrap();
        assert_eq!(files(dir.path(), "x").unwrap(), [PathBuf::from("file")]);
        std::os::unix::fs::symlink(other.path(), dir.path().join("maps")).unwrap();
        assert_eq!(files(dir.path(), "x").unwrap_err().code, "CC-BACKUP-FILE");
    }
}
