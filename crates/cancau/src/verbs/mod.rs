//! One file per verb: its arguments, what it calls, what it prints.

pub(crate) mod areas;
pub(crate) mod bench;
pub(crate) mod classify;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod report;
pub(crate) mod series;
pub(crate) mod serve;
pub(crate) mod standards;
pub(crate) mod verify;
