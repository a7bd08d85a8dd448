//! Encryption of backups in the file format of age, which its standard tool opens too.
//!
//! Either a passphrase or recipients. What was written is read back at once: with the passphrase, or with a recipient
//! that was made for this one file and is forgotten with it, so that no secret of the owner is needed.

use age::secrecy::{ExposeSecret, SecretString};
use age::{Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use base::Failure;
use exchange::io_failure;
use std::io::{Read, Write};
use std::path::Path;
use store::secret;

/// Work to try one passphrase: 2^18, as the standard tool takes; a second or so on today's machines.
const WORK: u8 = 18;
/// The most work that a file may ask for.
const MOST_WORK: u8 = 22;
/// A passphrase protects everything in the file: length is what counts.
const SHORTEST: usize = 12;

/// Who can open a backup.
pub(crate) enum Seal {
    Passphrase(SecretString),
    Recipients(Vec<x25519::Recipient>),
}

/// How a backup is opened.
pub(crate) struct Unlock(Vec<Box<dyn Identity>>);

impl Seal {
    pub(crate) fn passphrase(path: &Path) -> Result<Self, Failure> {
        Ok(Self::Passphrase(passphrase(path)?))
    }

    pub(crate) fn recipients(texts: &[String]) -> Result<Self, Failure> {
        let one = |text: &String| {
            text.parse::<x25519::Recipient>().map_err(|cause| {
                Failure::new(
                    "CC-BACKUP-RECIPIENT",
                    format!("không phải khoá nhận (age1…): {cause}"),
                    format!("not a recipient (age1…): {cause}"),
                )
                .at(format!("--recipient {text}"))
                .remedy(
                    "tạo cặp khoá bằng `cancau backup --new-identity khoa.txt` rồi dùng dòng age1… được in ra",
                    "make a pair with `cancau backup --new-identity key.txt` and use the line age1… it prints",
                )
            })
        };
        texts.iter().map(one).collect::<Result<_, Failure>>().map(Self::Recipients)
    }

    /// An encryptor, and what opens the file once to prove it.
    pub(crate) fn encryptor(&self) -> Result<(Encryptor, Unlock), Failure> {
        let (recipients, unlock): (Vec<Box<dyn Recipient>>, Unlock) = match self {
            Self::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                (vec![Box::new(recipient)], Unlock::with_passphrase(passphrase.clone()))
            }
            Self::Recipients(recipients) => {
                let once = x25519::Identity::generate();
                let all = recipients.iter().cloned().chain([once.to_public()]);
                (all.map(|one| Box::new(one) as Box<dyn Recipient>).collect(), Unlock(vec![Box::new(once)]))
            }
        };
        let encryptor = Encryptor::with_recipients(recipients.iter().map(|one| &**one));
        encryptor.map(|encryptor| (encryptor, unlock)).map_err(|cause| {
            Failure::new("CC-BACKUP-SEAL", format!("không mã hoá được: {cause}"), format!("cannot encrypt: {cause}"))
        })
    }
}

impl Unlock {
    fn with_passphrase(passphrase: SecretString) -> Self {
        let mut identity = scrypt::Identity::new(passphrase);
        identity.set_max_work_factor(MOST_WORK);
        Self(vec![Box::new(identity)])
    }

    pub(crate) fn passphrase(path: &Path) -> Result<Self, Failure> {
        Ok(Self::with_passphrase(passphrase(path)?))
    }

    /// The secret keys in a file as `--new-identity` and the standard tool write it.
    pub(crate) fn identity(path: &Path) -> Result<Self, Failure> {
        let text = secret::read(path)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let one = |line: &str| line.parse::<x25519::Identity>().map(|one| Box::new(one) as Box<dyn Identity>);
        let keys: Result<Vec<_>, _> = lines.map(one).collect();
        match keys {
            Ok(keys) if !keys.is_empty() => Ok(Self(keys)),
            // what stands in the file is a secret and not repeated
            _ => Err(Failure::new(
                "CC-BACKUP-IDENTITY",
                "tệp không chứa khoá riêng (AGE-SECRET-KEY-1…)",
                "the file holds no secret key (AGE-SECRET-KEY-1…)",
            )
            .at(path.display().to_string())
            .remedy("dùng tệp do --new-identity tạo ra", "use the file that --new-identity made")),
        }
    }

    /// Opens a file, or says that this does not open it.
    pub(crate) fn open<R: Read>(&self, file: R, path: &Path) -> Result<impl Read + use<R>, Failure> {
        let place = path.display().to_string();
        let decryptor = Decryptor::new(file).map_err(|cause| {
            Failure::new(
                "CC-BACKUP-FORMAT",
                format!("tệp không phải bản sao lưu đã mã hoá, hoặc đã hỏng ({cause})"),
                format!("the file is no encrypted backup, or is damaged ({cause})"),
            )
            .at(&place)
            .remedy("chọn đúng tệp, hoặc dùng bản sao lưu khác", "choose the right file, or another backup")
        })?;
        decryptor.decrypt(self.0.iter().map(|one| &**one)).map_err(|cause| {
            Failure::new(
                "CC-BACKUP-LOCKED",
                format!("không mở được: sai mật khẩu hoặc khoá, hoặc phần đầu tệp đã bị sửa ({cause})"),
                format!("cannot be opened: another passphrase or key, or its beginning was changed ({cause})"),
            )
            .at(place)
            .remedy(
                "mở bằng đúng tệp mật khẩu (--passphrase-file) hoặc khoá riêng (--identity) của bản này",
                "open it with its passphrase file (--passphrase-file) or secret key (--identity)",
            )
        })
    }
}

/// Makes a pair of keys: the secret one into a new file, the recipient as the answer.
pub(crate) fn new_identity(path: &Path, at: &str) -> Result<String, Failure> {
    if path.exists() {
        return Err(Failure::new("CC-BACKUP-IDENTITY-THERE", "tệp khoá đã có", "the key file is there already")
            .at(path.display().to_string())
            .remedy(
                "chọn tên khác; khoá cũ còn cần cho bản sao lưu cũ",
                "choose another name; old backups need the old key",
            ));
    }
    let identity = x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let secret_key = identity.to_string();
    let text = format!("# created: {at}\n# public key: {recipient}\n{}\n", secret_key.expose_secret());
    secret::create(path, &text)?;
    Ok(recipient)
}

fn passphrase(path: &Path) -> Result<SecretString, Failure> {
    let text = secret::read(path)?;
    let passphrase = text.strip_suffix('\n').unwrap_or(&text);
    let passphrase = passphrase.strip_suffix('\r').unwrap_or(passphrase);
    if passphrase.chars().count() < SHORTEST {
        return Err(Failure::new(
            "CC-BACKUP-PASSPHRASE",
            format!("mật khẩu sao lưu phải dài ít nhất {SHORTEST} ký tự"),
            format!("the passphrase of a backup has at least {SHORTEST} characters"),
        )
        .at(path.display().to_string())
        .remedy("ghép bốn, năm từ bất kỳ", "put four or five words of no meaning together"));
    }
    Ok(SecretString::from(passphrase.to_owned()))
}

/// Ends an encrypted file; without this it would be read as one that was cut off.
pub(crate) fn finish<W: Write>(sealed: age::stream::StreamWriter<W>, path: &Path) -> Result<W, Failure> {
    sealed.finish().map_err(|error| io_failure(path, &error))
}
