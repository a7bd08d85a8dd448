//! One binary for the tests of the pages.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod addresses;
mod areas;
mod headers;
mod markup;
mod results;
mod search;
mod standards;
mod support;
