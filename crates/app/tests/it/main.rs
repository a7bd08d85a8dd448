//! The use cases over the demonstration's register: what is in it is what comes out, and nothing else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod deletion;
mod demo;
mod forms;
mod recompute;
mod series;
