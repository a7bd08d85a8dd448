//! Personal numbers (CCCD) at rest: encrypted, with a keyed index by which two equal numbers are found.
//!
//! The key lives in a file outside the database, readable by its owner only: who steals a copy of the database has no
//! numbers, and without the key the twelve digits cannot be guessed from the index.

use crate::{Ids, secret};
use base::Failure;
use base16ct::lower::encode_string as hex;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use domain::register::Cccd;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::path::Path;

const HEADING: &str = "cancau-key-1";
const NONCE: usize = 12;

/// The two keys of a deployment: one encrypts, one makes the index.
#[derive(Clone)]
pub struct Key {
    cipher: ChaCha20Poly1305,
    index: Hmac<Sha256>,
}

/// A number as it lies in the database.
pub(crate) struct Sealed {
    pub(crate) cipher: Vec<u8>,
    pub(crate) index: Vec<u8>,
}

impl Key {
    /// The key made of 64 bytes.
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        Self {
            cipher: ChaCha20Poly1305::new_from_slice(&bytes[..32]).expect("32 bytes are a key of ChaCha20"),
            index: <Hmac<Sha256> as KeyInit>::new_from_slice(&bytes[32..]).expect("HMAC takes a key of any length"),
        }
    }

    /// Reads the key, or makes a new one when the file is missing.
    pub fn open_or_create(path: &Path, ids: &mut dyn Ids) -> Result<Self, Failure> {
        if path.exists() { Self::open(path) } else { Self::create(path, ids) }
    }

    /// Reads the key from its file, which nobody but its owner may be able to read.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let text = secret::read(path)?;
        let broken = |cause| secret::unreadable(path, &cause);
        let hex = text.strip_prefix(HEADING).map(str::trim).unwrap_or_default();
        let bytes = base16ct::mixed::decode_vec(hex).ok().and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
        Ok(Self::from_bytes(&bytes.ok_or_else(|| broken("heading, length or digits"))?))
    }

    /// Makes a key in a new file; a file that is there already is never touched.
    pub fn create(path: &Path, ids: &mut dyn Ids) -> Result<Self, Failure> {
        let mut bytes = [0; 64];
        ids.fill(&mut bytes);
        secret::create(path, &format!("{HEADING}\n{}\n", hex(&bytes)))?;
        Ok(Self::from_bytes(&bytes))
    }

    /// Encrypts a number. The index goes in as associated data, so that a cipher cannot be moved to another number.
    pub(crate) fn seal(&self, cccd: &Cccd, ids: &mut dyn Ids) -> Sealed {
        let index = self.index_of(cccd);
        let mut nonce = [0; NONCE];
        ids.fill(&mut nonce);
        let payload = Payload { msg: cccd.reveal().as_bytes(), aad: &index };
        let mut cipher = nonce.to_vec();
        cipher.extend(
            self.cipher.encrypt(&Nonce::from(nonce), payload).expect("twelve digits are not too long to encrypt"),
        );
        Sealed { cipher, index }
    }

    /// By what a number is found.
    pub(crate) fn index_of(&self, cccd: &Cccd) -> Vec<u8> {
        self.index(cccd.reveal().as_bytes())
    }

    /// Decrypts a number.
    pub(crate) fn reveal(&self, cipher: &[u8], index: &[u8]) -> Result<Cccd, Failure> {
        let broken = || {
            Failure::new(
                "CC-STORE-CCCD",
                "không giải mã được số định danh: sai khoá hoặc dữ liệu đã bị sửa",
                "a personal number cannot be decrypted: another key, or changed data",
            )
        };
        let (nonce, sealed) = cipher.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        let digits =
            self.cipher.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: index }).map_err(|_| broken())?;
        std::str::from_utf8(&digits).ok().and_then(Cccd::new).ok_or_else(broken)
    }

    /// Encrypts a secret of an account; `owner` goes in as associated data, so that it cannot be moved to another one.
    pub(crate) fn seal_bytes(&self, secret: &[u8], owner: &[u8], ids: &mut dyn Ids) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        ids.fill(&mut nonce);
        let payload = Payload { msg: secret, aad: owner };
        let mut sealed = nonce.to_vec();
        sealed.extend(self.cipher.encrypt(&Nonce::from(nonce), payload).expect("a secret is not too long to encrypt"));
        sealed
    }

    /// Decrypts a secret of an account.
    pub(crate) fn open_bytes(&self, sealed: &[u8], owner: &[u8]) -> Result<Vec<u8>, Failure> {
        let opened = sealed.split_first_chunk::<NONCE>().and_then(|(nonce, sealed)| {
            self.cipher.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: owner }).ok()
        });
        opened.ok_or_else(|| {
            Failure::new(
                "CC-STORE-SECRET",
                "không giải mã được khoá xác thực: sai khoá hoặc dữ liệu đã bị sửa",
                "a secret cannot be decrypted: another key, or changed data",
            )
            .remedy("nhờ người quản trị tắt bước xác thực thứ hai", "ask an administrator to turn the second step off")
        })
    }

    /// Tells this key from another without giving it away.
    pub(crate) fn fingerprint(&self) -> String {
        hex(&self.index(b"cancau key fingerprint")[..8])
    }

    fn index(&self, message: &[u8]) -> Vec<u8> {
        let mut mac = self.index.clone();
        mac.update(message);
        mac.finalize().into_bytes().to_vec()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(•••)")
    }
}
