//! The program as a user meets it: command lines, exit codes, what is printed, what is left on disk.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod api;
mod backup;
mod classify;
mod copy;
// the register that the tests of the use cases make and share
#[path = "../../../app/tests/it/demo.rs"]
mod demo;
mod documents;
mod edit;
#[path = "../../../store/tests/it/engines.rs"]
#[expect(dead_code, reason = "the stories of this crate need less of it")]
mod engines;
mod given;
mod heads;
mod import;
mod import_hostile;
mod import_kill;
mod oversight;
mod pages;
mod planning;
mod programmes;
mod register;
mod reporting;
mod rotation;
mod scope;
mod series;
mod serve;
#[path = "../../../store/tests/it/register.rs"]
#[expect(dead_code, reason = "the stories of this crate need less of it")]
mod small;
mod standards;
mod support;
mod writing;
