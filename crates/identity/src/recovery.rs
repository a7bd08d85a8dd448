//! Recovery codes: the way in when the telephone is lost. Shown once, kept as digests, each works once.
//!
//! A code has 64 bits, which somebody with the database could try out; so they are kept through Argon2id, like passwords,
//! with one salt for the set: a typed code is hashed once, not ten times.

use crate::Chance;
use crate::gate::GATE;
use crate::password::ours;
use crate::syllables;
use crate::token::same;

/// Codes of a set: enough for years, and they fit a small piece of paper.
pub const CODES: usize = 10;

/// Groups of a code: 64 bits.
const GROUPS: usize = 4;
const SALT: usize = 16;
/// Bytes of what is kept of a code: the salt of its set and the digest.
pub const KEPT: usize = SALT + 32;

/// A set of codes.
#[derive(Clone, PartialEq, Eq)]
pub struct Codes {
    /// For their holder, to print and put away.
    pub shown: Vec<String>,
    /// For the database, in the same order.
    pub kept: Vec<[u8; KEPT]>,
}

/// A new set; the one before stops to work.
pub fn codes(chance: Chance<'_>) -> Codes {
    let mut salt = [0; SALT];
    chance(&mut salt);
    let shown: Vec<String> = (0..CODES).map(|_| syllables::groups(GROUPS, chance)).collect();
    let kept = shown.iter().map(|code| keep(code, salt)).collect();
    Codes { shown, kept }
}

/// Which of the kept codes was typed; the caller deletes it, in the same transaction that opens the session.
pub fn find(typed: &str, kept: &[[u8; KEPT]]) -> Option<usize> {
    let typed = syllables::typed(typed);
    let mut hashed = [0; KEPT];
    kept.iter().position(|kept| {
        // all of a set share their salt, so this happens once
        if hashed[..SALT] != kept[..SALT] || hashed == [0; KEPT] {
            let mut salt = [0; SALT];
            salt.copy_from_slice(&kept[..SALT]);
            hashed = keep(&typed, salt);
        }
        same(&hashed, kept)
    })
}

fn keep(code: &str, salt: [u8; SALT]) -> [u8; KEPT] {
    let mut kept = [0; KEPT];
    let (before, digest) = kept.split_at_mut(SALT);
    before.copy_from_slice(&salt);
    let hashed = GATE.pass(|| ours().hash_password_into(code.as_bytes(), &salt, digest));
    hashed.expect("salt, code and digest are within Argon2's limits");
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_of_a_set_is_found_until_it_is_deleted() {
        let mut state = 7u8;
        let mut chance = |bytes: &mut [u8]| {
            for byte in bytes {
                state = state.wrapping_mul(29).wrapping_add(101);
                *byte = state;
            }
        };
        let Codes { shown, mut kept } = codes(&mut chance);
        assert_eq!((shown.len(), kept.len()), (CODES, CODES));
        assert!((1..CODES).all(|index| shown[index] != shown[0] && kept[index] != kept[0]));
        assert_eq!(find(&shown[3].to_uppercase().replace('-', " "), &kept), Some(3));
        kept.remove(3);
        assert_eq!(find(&shown[3], &kept), None);
        assert_eq!(find(&shown[9], &kept), Some(8));
        assert_eq!(find("", &kept), None);
        assert_eq!(find(&shown[9], &[]), None);
    }
}
