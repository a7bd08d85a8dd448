//! Files with secrets: keys, passwords of services. Nobody but their owner may read them.

use base::Failure;
use std::io::ErrorKind;
use std::path::Path;

/// Reads such a file; refuses it when others than its owner may read or change it.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    check(path)?;
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// A file that holds one secret as one line.
pub fn read_line(path: &Path) -> Result<String, Failure> {
    let text = String::from_utf8(read(path)?).unwrap_or_default();
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_whitespace) {
        return Err(Failure::new(
            "CC-SECRET-FILE",
            "tệp bí mật phải có đúng một dòng, không có dấu cách",
            "the file of a secret must hold one line without spaces",
        )
        .at(path.display().to_string())
        .remedy("ghi lại chuỗi bí mật vào tệp", "write the secret into the file again"));
    }
    Ok(text.to_owned())
}

#[cfg(unix)]
fn check(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.permissions().mode() & 0o777;
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let shown = path.display();
    Err(Failure::new(
        "CC-SECRET-OPEN",
        format!("người dùng khác trên máy có thể đọc hoặc sửa tệp bí mật này (quyền {mode:o})"),
        format!("other users of the machine may read or change this secret file (mode {mode:o})"),
    )
    .at(shown.to_string())
    .remedy(format!("chạy: chmod 600 {shown}"), format!("run: chmod 600 {shown}")))
}

#[cfg(not(unix))]
fn check(_: &Path) -> Result<(), Failure> {
    // rights are lists there; who sets one up keeps the folder to its owner
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let (vi, en) = match error.kind() {
        ErrorKind::NotFound => ("không tìm thấy tệp".to_owned(), "there is no such file".to_owned()),
        ErrorKind::PermissionDenied => ("không được phép đọc tệp".to_owned(), "the file may not be read".to_owned()),
        _ => (format!("không đọc được tệp: {error}"), format!("the file cannot be read: {error}")),
    };
    Failure::new("CC-SECRET-FILE", vi, en)
        .at(path.display().to_string())
        .remedy("kiểm tra đường dẫn và chủ của tệp", "check the path and who owns the file")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn only_a_file_of_its_owner_alone_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        assert_eq!(read(&path).unwrap_err().code, "CC-SECRET-FILE");
        std::fs::write(&path, "s3cret\n").unwrap();
        for (mode, fine) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o620, false)] {
            std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let read = read_line(&path).map_err(|failure| failure.code);
            assert_eq!(read, if fine { Ok("s3cret".to_owned()) } else { Err("CC-SECRET-OPEN") }, "{mode:o}");
        }
        std::fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        for bad in ["", "\n", "two words", "two\nlines"] {
            std::fs::write(&path, bad).unwrap();
            assert_eq!(read_line(&path).unwrap_err().code, "CC-SECRET-FILE", "{bad:?}");
        }
    }
}
