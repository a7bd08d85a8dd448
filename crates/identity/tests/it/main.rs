//! One binary for the tests against real services.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod oidc;
mod provider;
