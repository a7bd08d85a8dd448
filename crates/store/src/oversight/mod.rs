//! What supervisors draw and find, what the people concerned ask for, and who looked at their data.

mod observation;
mod reading;
mod request;
mod sample;

pub use observation::{Observation, Observed};
pub use reading::{Reading, Readings, Unmasked};
pub use request::{DataRequest, NewRequest};
pub use sample::{Drawn, Repeat, Sample, draw};

use base::Failure;
use std::fmt::Write;

/// An id as addresses have it.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // writing to a string does not fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The id of an address; none if it is none.
pub(crate) fn id(text: &str) -> Option<Vec<u8>> {
    if text.len() % 2 != 0 || !text.is_ascii() {
        return None;
    }
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()).collect()
}

/// The failure of whoever answers what somebody has answered meanwhile.
fn answered_already(by: &str, at: &str) -> Failure {
    Failure::new(
        "CC-CHANGED-MEANWHILE",
        format!("{by} đã trả lời lúc {at}, trong khi bạn đang viết"),
        format!("{by} answered at {at}, while you were writing"),
    )
    .remedy("mở lại trang để đọc câu trả lời ấy", "open the page again to read that answer")
}

/// The failure of an id that names nothing, or nothing that the reader sees.
fn nothing(place: &str) -> Failure {
    Failure::new("CC-OVERSIGHT-NONE", "không có bản ghi nào như vậy", "there is nothing of that kind")
        .at(place)
        .remedy("mở lại từ danh sách", "open it from the list")
}

/// The failure of a household that is not in the register, or not where the reader may look.
fn no_household(code: &str) -> Failure {
    Failure::new("CC-HOUSEHOLD-NONE", "không có hộ nào mang mã này", "no household has this code")
        .at(code)
        .remedy("tìm hộ theo tên ở trang Hộ dân", "find the household by name on the page of households")
}
