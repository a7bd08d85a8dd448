//! Passwords: which may be chosen, how they are kept and checked.
//!
//! Kept as Argon2id in its standard text form (PHC), which carries its own parameters: when ours rise, a right password
//! tells its caller to hash it anew.

mod rules;

use crate::gate::GATE;
use crate::{Chance, syllables};
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use base::Failure;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

pub use rules::{LONGEST, SHORTEST};

/// Memory in KiB: 19 MiB with two passes is the OWASP minimum of Argon2id; more would not fit the machines of communes.
const MEMORY: u32 = 19 * 1024;
/// Passes over the memory.
const PASSES: u32 = 2;
/// One lane: other sign-ins use the other cores.
const LANES: u32 = 1;

/// Groups of a one-time password: 64 bits, for something that works once, for days, behind a brake.
const ONE_TIME_GROUPS: usize = 4;

/// A password in its normal form, so that it is the same whichever keyboard program composed its letters.
///
/// `{:?}` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// What a stored hash says about a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the one.
    Right {
        /// It was hashed with other parameters than ours: hash it again and store that.
        needs_rehash: bool,
    },
    /// It is another.
    Wrong,
}

impl Password {
    /// One that somebody types to sign in; no rules, they were for choosing it.
    pub fn typed(text: &str) -> Self {
        Self(text.nfc().collect())
    }

    /// One that the holder of `login` wants from now on; a failure says which rule it breaks.
    ///
    /// `about` are further words that people who know the holder would try: the name, the agency.
    pub fn chosen(text: &str, login: &str, about: &[&str]) -> Result<Self, Failure> {
        let password = Self::typed(text);
        rules::check(&password.0, login, about)?;
        Ok(password)
    }

    /// A readable one that an administrator tells a person, who then has to choose another.
    pub fn one_time(chance: Chance<'_>) -> Self {
        Self(syllables::groups(ONE_TIME_GROUPS, chance))
    }

    /// The password itself, to show a one-time password once.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What to store.
    pub fn hash(&self, chance: Chance<'_>) -> Result<String, Failure> {
        let mut salt = [0; 16];
        chance(&mut salt);
        self.hash_with(&ours(), &salt).map(|hash| hash.to_string()).map_err(|error| unusable(&error))
    }

    /// Compares with what is stored.
    pub fn verify(&self, stored: &str) -> Result<Verdict, Failure> {
        let hash = phc::PasswordHash::new(stored).map_err(|error| unusable(&Error::from(error)))?;
        if hash.salt.is_none() || hash.hash.is_none() {
            return Err(unusable(&Error::PasswordInvalid));
        }
        match GATE.pass(|| ours().verify_password(self.0.as_bytes(), &hash)) {
            Ok(()) => Ok(Verdict::Right { needs_rehash: !as_ours(&hash) }),
            Err(Error::PasswordInvalid) => Ok(Verdict::Wrong),
            Err(error) => Err(unusable(&error)),
        }
    }

    /// Takes as long as [`Self::verify`], for a login that nobody has: the time does not tell which logins exist.
    pub fn verify_for_nobody(&self) -> Verdict {
        drop(std::hint::black_box(self.hash_with(&ours(), b"nobody has this.")));
        Verdict::Wrong
    }

    fn hash_with(&self, argon: &Argon2<'_>, salt: &[u8]) -> Result<phc::PasswordHash, Error> {
        GATE.pass(|| argon.hash_password_with_salt(self.0.as_bytes(), salt))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

pub(crate) fn ours() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("the parameters are within Argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn as_ours(hash: &phc::PasswordHash) -> bool {
    let params = Params::try_from(hash).ok();
    let costs = params.map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    hash.algorithm.as_str() == "argon2id"
        && hash.version == Some(Version::V0x13.into())
        && costs == Some((MEMORY, PASSES, LANES))
}

fn unusable(error: &Error) -> Failure {
    Failure::new(
        "CC-PASSWORD-STORED",
        format!("không đọc được mật khẩu đã lưu: {error}"),
        format!("the stored password cannot be read: {error}"),
    )
    .remedy("nhờ người quản trị đặt lại mật khẩu", "ask an administrator to reset the password")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(bytes: &mut [u8]) {
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::try_from(index % 256).unwrap();
        }
    }

    #[test]
    fn a_password_is_kept_as_argon2id_and_known_again() {
        let password = Password::typed("trâu đen ăn cỏ bờ đê");
        let stored = password.hash(&mut counting).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$"), "{stored}");
        assert_eq!(password.verify(&stored).unwrap(), Verdict::Right { needs_rehash: false });
        assert_eq!(Password::typed("trâu đen ăn cỏ bờ dê").verify(&stored).unwrap(), Verdict::Wrong);
        let decomposed: String = "trâu đen ăn cỏ bờ đê".nfd().collect();
        assert_ne!(decomposed, password.text());
        assert!(matches!(Password::typed(&decomposed).verify(&stored).unwrap(), Verdict::Right { .. }));
        assert_eq!(format!("{password:?}"), "Password(…)");
    }

    #[test]
    fn a_hash_of_other_parameters_is_right_and_wants_to_be_made_again() {
        let password = Password::typed("trâu đen ăn cỏ");
        for (algorithm, memory) in [(Algorithm::Argon2id, 8 * 1024), (Algorithm::Argon2i, MEMORY)] {
            let weaker = Params::new(memory, PASSES, LANES, None).unwrap();
            let weaker = Argon2::new(algorithm, Version::V0x13, weaker);
            let stored = password.hash_with(&weaker, b"0123456789abcdef").unwrap().to_string();
            assert_eq!(password.verify(&stored).unwrap(), Verdict::Right { needs_rehash: true }, "{stored}");
            assert_eq!(Password::typed("another").verify(&stored).unwrap(), Verdict::Wrong);
        }
    }

    #[test]
    fn nobody_has_a_password_and_a_broken_hash_is_a_failure() {
        let typed = Password::typed("trâu đen ăn cỏ");
        assert_eq!(typed.verify_for_nobody(), Verdict::Wrong);
        for broken in ["", "plain", "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw"] {
            assert_eq!(typed.verify(broken).unwrap_err().code, "CC-PASSWORD-STORED", "{broken}");
        }
    }

    #[test]
    fn a_one_time_password_is_readable_and_keeps_the_rules() {
        let one_time = Password::one_time(&mut |bytes| bytes.copy_from_slice(&[127, 0, 0, 1, 63, 84, 220, 193]));
        assert_eq!(one_time.text(), "lusab-babad-gutih-tugad");
        assert_eq!(Password::chosen(one_time.text(), "an.nguyen", &[]), Ok(one_time));
    }
}
