//! The program as a user meets it: command lines, exit codes, what is printed, what is left on disk.
mod classify;
mod standards;
mod support;
