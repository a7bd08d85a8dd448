//! Result files appear whole or not at all.

use base::Failure;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file under a temporary name beside its destination; [`OutputFile::commit`] gives it its name.
///
/// Dropped before that (a failure, Ctrl-C), it leaves neither itself nor a change of an older file behind.
/// A destination that is not an ordinary file (a pipe, `/dev/stdout`) is written straight.
pub struct OutputFile {
    writer: Option<BufWriter<File>>,
    destination: PathBuf,
    temporary: Option<PathBuf>,
}

impl OutputFile {
    /// Opens the temporary file beside `destination`.
    pub fn create(destination: &Path) -> Result<Self, Failure> {
        // a link stands for what it points to: renaming over it would replace the link (`/dev/stdout`!) by a file
        let resolved = std::fs::canonicalize(destination).unwrap_or_else(|_| destination.to_owned());
        let device = destination.starts_with("/dev") || destination.starts_with("/proc");
        let straight = device || std::fs::metadata(&resolved).is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
        let destination = if device { destination } else { &resolved };
        let (file, temporary) = if straight {
            (File::options().write(true).open(destination), None)
        } else {
            let mut name = std::ffi::OsString::from(".");
            name.push(destination.file_name().ok_or_else(|| not_a_file(destination))?);
            name.push(format!(".{}.part", std::process::id()));
            let temporary = destination.with_file_name(name);
            if destination.is_dir() {
                return Err(not_a_file(destination));
            }
            (File::create(&temporary), Some(temporary))
        };
        let file = file.map_err(|error| io_failure(destination, &error))?;
        Ok(Self {
            writer: Some(BufWriter::with_capacity(1 << 18, file)),
            destination: destination.to_owned(),
            temporary,
        })
    }

    /// Appends bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        writer.write_all(bytes).map_err(|error| io_failure(&self.destination, &error))
    }

    /// Makes the file durable and gives it its name.
    pub fn commit(self) -> Result<(), Failure> {
        self.commit_checked(|_| Ok(()))
    }

    /// The same for a file that must first be read back: `check` is given its place so far.
    pub fn commit_checked(mut self, check: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<(), Failure> {
        let failed = |error: &std::io::Error, destination: &Path| io_failure(destination, error);
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(|error| failed(error.error(), &self.destination))?;
        let Some(temporary) = self.temporary.clone() else { return Ok(()) };
        file.sync_all().map_err(|error| failed(&error, &self.destination))?;
        check(&temporary)?;
        std::fs::rename(&temporary, &self.destination).map_err(|error| failed(&error, &self.destination))?;
        self.temporary = None;
        Ok(())
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writer.as_mut().map_or(Ok(bytes.len()), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        self.writer = None;
        if let Some(temporary) = &self.temporary {
            // best effort: a leftover `.part` file is harmless and its name says what it is
            let _ = std::fs::remove_file(temporary);
        }
    }
}

fn not_a_file(path: &Path) -> Failure {
    Failure::new(
        "CC-FILE-IS-DIR",
        format!("“{}” không phải là tên tệp", path.display()),
        format!("“{}” is not the name of a file", path.display()),
    )
    .at(path.display().to_string())
    .remedy("ghi rõ tên tệp kết quả", "name the file to write")
}

/// The failure for an input/output error on `path`: not found, refused, full disk, other.
pub fn io_failure(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    let failure = match error.kind() {
        ErrorKind::NotFound => {
            Failure::new("CC-FILE-NOT-FOUND", format!("không tìm thấy “{shown}”"), format!("cannot find “{shown}”"))
                .remedy("kiểm tra lại đường dẫn và tên tệp", "check the path and the name of the file")
        }
        ErrorKind::PermissionDenied => Failure::new(
            "CC-FILE-REFUSED",
            format!("không được phép đọc hoặc ghi “{shown}”"),
            format!("no permission to read or write “{shown}”"),
        )
        .remedy("xin quyền, hoặc chọn thư mục khác", "ask for permission, or choose another folder"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure::new(
            "CC-DISK-FULL",
            format!("ổ đĩa đã đầy khi ghi “{shown}”; không giữ lại kết quả dở dang"),
            format!("the disk is full while writing “{shown}”; no partial result was kept"),
        )
        .remedy(
            "giải phóng dung lượng hoặc ghi sang ổ khác rồi chạy lại",
            "free some space or write elsewhere, then run again",
        ),
        ErrorKind::IsADirectory => return not_a_file(path),
        _ => Failure::new(
            "CC-FILE-IO",
            format!("không đọc hoặc ghi được “{shown}”: {error}"),
            format!("cannot read or write “{shown}”: {error}"),
        )
        .remedy("kiểm tra ổ đĩa và thử lại", "check the disk and try again"),
    };
    failure.at(shown.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_output_leaves_the_old_file_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("kq.csv");
        std::fs::write(&path, "old").unwrap();
        let mut output = OutputFile::create(&path).unwrap();
        OutputFile::write(&mut output, b"half").unwrap();
        drop(output);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);

        let mut output = OutputFile::create(&path).unwrap();
        OutputFile::write(&mut output, b"new").unwrap();
        output.commit().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_link_is_followed_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let (link, target) = (dir.path().join("link.csv"), dir.path().join("target.csv"));
        std::fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let mut output = OutputFile::create(&link).unwrap();
        OutputFile::write(&mut output, b"new").unwrap();
        output.commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "new");
    }

    #[test]
    fn a_full_disk_says_so() {
        let mut output = OutputFile::create(Path::new("/dev/full")).unwrap();
        OutputFile::write(&mut output, b"x").unwrap();
        assert_eq!(output.commit().unwrap_err().code, "CC-DISK-FULL");
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(OutputFile::create(dir.path()).err().unwrap().code, "CC-FILE-IS-DIR");
        let missing = dir.path().join("không có").join("kq.csv");
        assert_eq!(OutputFile::create(&missing).err().unwrap().code, "CC-FILE-NOT-FOUND");
    }
}
