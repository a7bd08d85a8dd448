//! Secrets that programs carry: session tokens, links that work once.
//!
//! The holder has the text, the database only its digest: whoever reads the database cannot pose as anybody. A token has
//! 256 bits of chance, so a plain digest is enough; nobody can try them all.

use crate::Chance;
use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// Letters of a token.
pub const LENGTH: usize = 43;

/// A token as its holder has it. It is not shown by accident: `{:?}` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn new(chance: Chance<'_>) -> Self {
        let mut bytes = [0; 32];
        chance(&mut bytes);
        Self(Base64UrlUnpadded::encode_string(&bytes))
    }

    /// One that somebody presents; `None` for what cannot be a token.
    pub fn presented(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let whole = text.len() == LENGTH && Base64UrlUnpadded::decode(text, &mut bytes).is_ok_and(|b| b.len() == 32);
        whole.then(|| Self(text.to_owned()))
    }

    /// For the cookie or the link: letters, digits, `-` and `_`.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// For the database.
    pub fn digest(&self) -> [u8; 32] {
        digest(self.0.as_bytes())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Whether two secrets are the same, in time that tells nothing about where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_url_safe_text_of_its_chance_and_is_kept_as_its_digest() {
        let token = Token::new(&mut |bytes| bytes.fill(0xFB));
        assert_eq!(token.text(), "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s");
        assert_eq!(token.text().len(), LENGTH);
        assert_eq!(Token::presented(token.text()).unwrap().digest(), token.digest());
        assert_ne!(token.digest(), Token::new(&mut |bytes| bytes.fill(0xFA)).digest());
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

    #[test]
    fn what_cannot_be_a_token_is_none() {
        let long = "-".repeat(LENGTH + 1);
        for text in ["", "short", &long, "+/v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s", &"é".repeat(22)[..]] {
            assert_eq!(Token::presented(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd") && !same(b"abc", b"ab") && !same(b"", b"a"));
    }
}
