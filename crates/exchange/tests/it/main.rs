//! One binary for the tests of the crate's public face.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod boundary;
mod files;
mod points;
mod review_hostile;
mod review_layouts;
mod review_rejects;
mod review_support;
mod review_template;
mod review_values;
mod support;
