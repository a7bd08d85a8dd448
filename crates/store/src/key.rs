//! Personal numbers (CCCD) at rest: encrypted, with a keyed index by which two equal numbers are found.
//!
//! The key lives in a file outside the database, readable by its owner only: who steals a copy of the database has no
//! numbers, and without the key the twelve digits cannot be guessed from the index.

use crate::Ids;
use base::Failure;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use domain::register::Cccd;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write;
use std::io::Write as _;
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
        let place = path.display().to_string();
        only_the_owner(path)?;
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(&place, &error.to_string()))?;
        let hex = text.strip_prefix(HEADING).map(str::trim).unwrap_or_default();
        let mut bytes = [0; 64];
        if hex.len() != 128 || !hex.is_ascii() {
            return Err(unreadable(&place, "heading or length"));
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * index..2 * index + 2], 16)
                .map_err(|_| unreadable(&place, "hexadecimal digits"))?;
        }
        Ok(Self::from_bytes(&bytes))
    }

    fn create(path: &Path, ids: &mut dyn Ids) -> Result<Self, Failure> {
        let place = path.display().to_string();
        let mut bytes = [0; 64];
        ids.fill(&mut bytes);
        let mut text = format!("{HEADING}\n");
        for byte in bytes {
            // writing to a string does not fail
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\n');
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|error| unreadable(&place, &error.to_string()))?;
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
        self.index(b"cancau key fingerprint").iter().take(8).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
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

#[cfg(unix)]
fn only_the_owner(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let place = path.display().to_string();
    let mode = std::fs::metadata(path).map_err(|error| unreadable(&place, &error.to_string()))?.permissions().mode();
    // no bit of group and others is set
    if mode.trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(Failure::new("CC-STORE-KEY-OPEN-TO-ALL", "người khác đọc được tệp khoá", "others can read the key file")
        .at(place)
        .remedy("chạy chmod 600 cho tệp này", "run chmod 600 on this file"))
}

#[cfg(not(unix))]
fn only_the_owner(_: &Path) -> Result<(), Failure> {
    Ok(())
}

fn unreadable(place: &str, cause: &str) -> Failure {
    Failure::new(
        "CC-STORE-KEY",
        format!("không đọc hoặc ghi được tệp khoá ({cause})"),
        format!("cannot read or write the key file ({cause})"),
    )
    .at(place)
    .remedy("khôi phục tệp khoá từ bản sao lưu", "restore the key file from its backup")
}
