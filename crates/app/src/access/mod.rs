//! Who asks, and what for: the caller of every use case, whose first line is `authorise`.

mod authorise;
mod caller;
mod reach;

pub use authorise::{On, sign_in};
pub use caller::Caller;
pub use reach::{Territory, overlap};
