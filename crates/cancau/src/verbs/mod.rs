//! One file per verb: its arguments, what it calls, what it prints.

pub(crate) mod areas;
pub(crate) mod backup;
pub(crate) mod bench;
pub(crate) mod classify;
pub(crate) mod copy;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod heads;
pub(crate) mod import;
pub(crate) mod key;
pub(crate) mod programme;
pub(crate) mod report;
pub(crate) mod restore;
pub(crate) mod series;
pub(crate) mod serve;
pub(crate) mod standards;
pub(crate) mod verify;
