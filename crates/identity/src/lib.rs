//! Mechanisms of sign-in: passwords, tokens, one-time codes, brakes, sign-in elsewhere (OpenID Connect).
//!
//! It knows no database, no HTTP server and no pages, reads no clock and draws no chance: the moment and random bytes are
//! handed in, what must be kept is answered for the caller to keep.

mod gate;
pub mod oidc;
pub mod password;
pub mod recovery;
pub mod secret_file;
mod syllables;
pub mod throttle;
pub mod token;
pub mod totp;

/// Where random bytes come from. They must be of a kind that nobody can guess.
pub type Chance<'a> = &'a mut dyn FnMut(&mut [u8]);
