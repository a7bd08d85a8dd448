//! Vietnamese text: normal forms, folding, order, old encodings, numbers, dates, ethnic names.
//!
//! Everything here is a function of its arguments: no files, no clock, no chance. The crate knows the language and
//! its spelling, but nothing of households, areas or forms; what a text *means* to the programme is decided above.
//!
//! Text arrives in this order: [`legacy`] turns old font encodings into Unicode, [`clean`] brings it into one normal
//! form, and only then may it be compared, folded, sorted or parsed. Cleaning first would destroy old encodings
//! (their letters are soft hyphens and stray symbols to Unicode).

pub mod dates;
pub mod ethnic;
pub mod fold;
pub mod legacy;
pub mod normal;
pub mod number;
pub mod order;
mod syllable;
pub mod words;

pub use fold::{fold, fold_key};
pub use normal::{clean, nfc, old_style, same_spelling, squeeze};
pub use order::{compare, sort_key};
