//! The store, from outside, on both engines. Every story runs on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access;
mod answers;
mod audit;
mod commit;
mod copy;
mod crowd;
mod edit;
mod engines;
mod flows;
mod heads;
mod households;
mod kill;
mod layer;
mod lists;
mod matching;
mod migrations;
mod oversight;
mod past;
mod programme;
mod reading;
mod register;
mod rotate;
mod search;
mod trail;
mod undo;
