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

/// The id of an address.
pub(crate) fn id(text: &str) -> Result<Vec<u8>, Failure> {
    base16ct::mixed::decode_vec(text).map_err(|_| nothing(text))
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
