//! The use cases over registers: what is in one is what comes out, and nothing else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accounts;
mod deletion;
mod demo;
mod desk;
mod drill;
#[path = "../../../store/tests/it/engines.rs"]
#[expect(dead_code, reason = "the stories of this crate need less of it")]
mod engines;
mod forms;
mod province;
mod recompute;
mod series;
#[path = "../../../store/tests/it/register.rs"]
#[expect(dead_code, reason = "the stories of this crate need less of it")]
mod small;
mod story;
