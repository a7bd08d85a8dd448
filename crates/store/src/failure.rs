//! What a database can refuse, as a person reads it. The codes are `CC-STORE-…`.

use crate::Value;
use base::Failure;
use postgres::error::SqlState;

/// A failure of SQLite.
pub(crate) fn sqlite(error: &rusqlite::Error) -> Failure {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => locked(),
        Some(ErrorCode::ConstraintViolation) => constraint(error),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Failure::new(
            "CC-STORE-CORRUPT",
            "tệp không phải là cơ sở dữ liệu hoặc đã hỏng",
            "the file is no database or is damaged",
        )
        .at(error.to_string())
        .remedy("khôi phục từ bản sao lưu", "restore a backup"),
        Some(ErrorCode::DiskFull) => Failure::new("CC-STORE-FULL", "ổ đĩa đã đầy", "the disk is full")
            .remedy("giải phóng chỗ trống", "free some space"),
        _ => other(error),
    }
}

/// A failure of PostgreSQL.
pub(crate) fn postgres(error: &postgres::Error) -> Failure {
    let told = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
    match error.code() {
        Some(
            &(SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::LOCK_NOT_AVAILABLE),
        ) => locked(),
        Some(
            &(SqlState::UNIQUE_VIOLATION
            | SqlState::CHECK_VIOLATION
            | SqlState::NOT_NULL_VIOLATION
            | SqlState::FOREIGN_KEY_VIOLATION),
        ) => constraint(&told),
        _ => other(&told),
    }
}

/// The database cannot be opened.
pub(crate) fn open(place: &str, cause: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        "CC-STORE-OPEN",
        format!("không mở được cơ sở dữ liệu ({cause})"),
        format!("cannot open the database ({cause})"),
    )
    .at(place)
    .remedy(
        "kiểm tra đường dẫn, quyền truy cập hoặc địa chỉ máy chủ",
        "check the path, the permissions or the address of the server",
    )
}

fn locked() -> Failure {
    Failure::new(
        "CC-STORE-LOCKED",
        "một lệnh khác đang ghi vào cơ sở dữ liệu",
        "another command is writing to the database",
    )
    .remedy("đợi lệnh kia xong rồi chạy lại", "wait for the other command and run again")
}

fn constraint(cause: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        "CC-STORE-CONSTRAINT",
        "dữ liệu trái với ràng buộc của cơ sở dữ liệu",
        "the data break a constraint of the database",
    )
    .at(cause.to_string())
}

fn other(cause: &dyn std::fmt::Display) -> Failure {
    Failure::new("CC-STORE-SQL", "cơ sở dữ liệu báo lỗi", "the database answered with an error").at(cause.to_string())
}

/// Refuses the one letter that PostgreSQL does not keep and nobody can type, before either engine sees it.
pub(crate) fn no_nul(args: &[Value]) -> Result<(), Failure> {
    if !args.iter().any(|arg| matches!(arg, Value::Text(text) if text.contains('\0'))) {
        return Ok(());
    }
    Err(Failure::new("CC-TEXT-NUL", "chữ không hợp lệ (ký tự rỗng)", "the text holds a null character")
        .remedy("gõ lại, không dán từ tệp nhị phân", "type it again"))
}

/// A column type outside the portable subset: a fault of the statement.
pub(crate) fn outside_subset(kind: &str) -> Failure {
    Failure::new(
        "CC-STORE-TYPE",
        format!("kiểu cột “{kind}” nằm ngoài tập con dùng chung"),
        format!("column type “{kind}” is outside the portable subset"),
    )
}
