//! Programmes and documents of the deployment itself, what was reported for targets, what persons set, plans, and the files of documents.
//!
//! All of it belongs to the deployment and is told in the chain of shard 0. Nothing is overwritten.

mod act;
mod file;
mod plan;
mod report;
mod setting;
mod text;

pub use act::{Axis, PlanAct};
pub(crate) use file::verify as verify_files;
pub use file::{DocumentFile, NewFile};
pub use plan::{Binding, NewPlan, Plan, PlanHead, PlanStep};
pub use report::{NewReport, Report};
pub use setting::{Setting, SettingKind};
pub use text::{TextKind, TextVersion};

use crate::Row;
use base::Failure;
use domain::programme::Exact;

/// The failure of whoever saves on top of somebody else's change.
fn changed_meanwhile() -> Failure {
    Failure::new(
        "CC-CHANGED-MEANWHILE",
        "người khác vừa sửa mục này; chưa ghi gì",
        "somebody else has changed this meanwhile; nothing was saved",
    )
    .remedy("mở lại trang để xem nội dung mới rồi sửa tiếp", "open the page again, look at what is new, then go on")
}

/// The failure of an id that names nothing.
fn nothing(place: &str) -> Failure {
    Failure::new("CC-TARGET-NONE", "không có mục nào như vậy", "there is nothing of that kind")
        .at(place)
        .remedy("mở lại từ trang của chương trình", "open it from the page of the programme")
}

/// A word of the database that the program does not know.
fn unknown(word: &str) -> Failure {
    Failure::new("CC-STORE-SHAPE", "cơ sở dữ liệu có từ không rõ", "the database holds an unknown word").at(word)
}

/// A figure as it was typed.
fn exact(text: &str) -> Result<Exact, Failure> {
    Exact::parse(text).ok_or_else(|| unknown(text))
}

/// A figure that may be missing.
fn exact_or_null(row: &Row, column: usize) -> Result<Option<Exact>, Failure> {
    row.text_or_null(column)?.map(exact).transpose()
}
