//! One binary for the tests of the crate's public face.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod clauses;
mod packs;
mod properties;
mod rules;
