//! One binary for the tests of the crate's public face.
mod boundary;
mod files;
mod points;
mod support;
