//! What supervisors draw and find, what the people concerned ask for, and who looked at their data.

mod observation;
mod reading;
mod request;
mod sample;

pub use observation::{Observation, Observed};
pub use reading::{Reading, Readings, Unmasked};
pub use request::{DataRequest, NewRequest};
pub use sample::{Drawn, Repeat, Sample, draw};

use crate::value::from_hex;
use base::Failure;

/// The id of an address.
pub(crate) fn id(text: &str) -> Result<Vec<u8>, Failure> {
    from_hex(text).ok_or_else(|| nothing(text))
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
