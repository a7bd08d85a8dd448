//! One binary for the tests of the crate's public face.
mod clauses;
mod packs;
mod properties;
mod rules;
