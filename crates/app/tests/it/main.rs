//! The use cases on a register: a part of the synthetic province, on both engines of the store.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod drill;
#[path = "../../../store/tests/it/engines.rs"]
#[expect(dead_code, reason = "the stories of this crate need less of it")]
mod engines;
mod province;
mod story;
