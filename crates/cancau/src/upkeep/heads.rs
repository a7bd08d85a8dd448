//! The signed heads of the chains, one file a day: what an auditor keeps outside, so that a later rewrite is provable.
//!
//! The signature covers a text of lines, not the JSON around it, so that a file may be laid out anew.

use super::chance;
use crate::cx::{Cx, now};
use crate::deployment;
use crate::upkeep::manifest::Chain;
use base::{Clock, Failure, Lang};
use base16ct::lower::encode_string as hex;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use exchange::{OutputFile, io_failure};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use store::{Head, secret};

/// The signing key of a deployment, made when it is first needed.
const KEY: &str = "signing.key";
const HEADING: &str = "cancau-signing-1";
/// The folder of the daily files.
pub(crate) const FOLDER: &str = "heads";
const FORMAT: &str = "cancau-heads-1";

/// A file of heads.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signed {
    format: String,
    /// The day in Vietnam.
    pub(crate) day: String,
    /// The moment, RFC 3339 in UTC.
    at: String,
    pub(crate) chains: Vec<Chain>,
    public_key: String,
    signature: String,
}

impl Signed {
    fn text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n{}\n", self.format, self.day, self.at, self.public_key);
        for chain in &self.chains {
            // writing to a string does not fail
            let _ = writeln!(text, "{} {} {} {}", chain.shard, chain.seq, chain.hash, chain.code);
        }
        text
    }

    pub(crate) fn heads(&self) -> Vec<Head> {
        self.chains.iter().map(Head::from).collect()
    }

    fn is_sound(&self) -> bool {
        let key = from_hex(&self.public_key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let signature = from_hex(&self.signature).map(|bytes| Signature::from_bytes(&bytes));
        let signed =
            |(key, signature): (VerifyingKey, Signature)| key.verify_strict(self.text().as_bytes(), &signature).is_ok();
        self.format == FORMAT && key.zip(signature).is_some_and(signed)
    }
}

/// Reads and checks files; `key` is the public key that must have signed them, else the deployment's own.
pub(crate) fn read_all(paths: &[PathBuf], key: Option<&str>, cx: &Cx) -> Result<Vec<Signed>, Failure> {
    let own = cx.data().map(|dir| dir.join(KEY)).filter(|path| path.is_file());
    let expected = match (key, own) {
        (Some(key), _) => Some(key.trim().to_lowercase()),
        (None, Some(path)) if !paths.is_empty() => Some(public(&read_key(&path)?)),
        _ => None,
    };
    let one = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|error| io_failure(path, &error))?;
        let signed: Option<Signed> = serde_json::from_str(&text).ok();
        let signed = signed.filter(Signed::is_sound).ok_or_else(|| unsound(path))?;
        match &expected {
            Some(expected) if *expected != signed.public_key => Err(another_key(path)),
            _ => Ok(signed),
        }
    };
    paths.iter().map(one).collect()
}

/// Signs the heads of this moment.
pub(crate) fn sign(cx: &Cx) -> Result<Signed, Failure> {
    let dir = deployment::folder(cx)?;
    let key = own_key(dir)?;
    let chains = deployment::open(cx)?.heads()?.iter().map(Chain::from).collect();
    let mut signed = Signed {
        format: FORMAT.to_owned(),
        day: cx.today().to_string(),
        at: now(),
        chains,
        public_key: public(&key),
        signature: String::new(),
    };
    signed.signature = hex(&key.sign(signed.text().as_bytes()).to_bytes());
    Ok(signed)
}

/// Writes a file of heads; the folder of the daily ones is made when it is missing.
pub(crate) fn write(signed: &Signed, path: &Path) -> Result<(), Failure> {
    let mut file = OutputFile::create(path)?;
    let text = serde_json::to_string_pretty(signed).expect("texts and numbers make JSON");
    file.write(format!("{text}\n").as_bytes())?;
    file.commit()
}

/// Where the file of a day is kept.
pub(crate) fn daily_path(cx: &Cx, day: &str) -> Result<PathBuf, Failure> {
    let folder = deployment::folder(cx)?.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| io_failure(&folder, &error))?;
    Ok(folder.join(format!("{day}.json")))
}

/// Writes the file of today unless it is there; a deployment without a register has nothing to sign.
pub(crate) fn write_today(cx: &Cx) -> Result<(), Failure> {
    if !deployment::is_there(cx) {
        return Ok(());
    }
    let path = daily_path(cx, &cx.today().to_string())?;
    if path.exists() { Ok(()) } else { write(&sign(cx)?, &path) }
}

/// The public key, with which anyone checks the files.
pub(crate) fn public_key(cx: &Cx) -> Result<String, Failure> {
    Ok(public(&own_key(deployment::folder(cx)?)?))
}

/// Whether the deployment can be told something went wrong, once for each day.
pub(crate) struct Daily {
    cx: Cx,
    told: String,
}

impl Daily {
    pub(crate) fn new(cx: &Cx) -> Self {
        Self { cx: cx.clone(), told: String::new() }
    }

    /// To be called now and then; the failure of a day is told once and tried again.
    pub(crate) fn look(&mut self) {
        let today = self.cx.today().to_string();
        if let Err(failure) = write_today(&self.cx)
            && self.told != today
        {
            crate::say::tell!("{}", failure.render(self.cx.lang));
            match self.cx.lang {
                Lang::Vi => crate::say::tell!("Chưa ký được đầu chuỗi nhật ký hôm nay; sẽ thử lại."),
                Lang::En => crate::say::tell!("The heads of today are not signed yet; will try again."),
            }
            self.told = today;
        }
    }
}

fn own_key(dir: &Path) -> Result<SigningKey, Failure> {
    let path = dir.join(KEY);
    if !path.exists() {
        let made = secret::create(&path, &format!("{HEADING}\n{}\n", hex(&chance::<32>())));
        // another process may have made it meanwhile
        if made.is_err() && !path.exists() {
            made?;
        }
    }
    read_key(&path)
}

fn read_key(path: &Path) -> Result<SigningKey, Failure> {
    let text = secret::read(path)?;
    let bytes = text.strip_prefix(HEADING).and_then(|rest| from_hex(rest.trim()));
    bytes.map(|bytes| SigningKey::from_bytes(&bytes)).ok_or_else(|| {
        Failure::new("CC-HEADS-SIGNING-KEY", "tệp khoá ký đã hỏng", "the file of the signing key is damaged")
            .at(path.display().to_string())
            .remedy("khôi phục tệp từ bản sao lưu", "restore the file from a backup")
    })
}

/// As many bytes as are wanted, from their hexadecimal digits.
fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    base16ct::mixed::decode_vec(text).ok()?.try_into().ok()
}

fn public(key: &SigningKey) -> String {
    hex(key.verifying_key().as_bytes())
}

fn unsound(path: &Path) -> Failure {
    Failure::new(
        "CC-HEADS-SIGNATURE",
        "chữ ký của tệp không đúng: tệp đã bị sửa hoặc không phải tệp đầu chuỗi nhật ký",
        "the signature of the file is wrong: it was changed, or is no file of heads",
    )
    .at(path.display().to_string())
    .remedy("dùng bản đã lưu ở ngoài", "use the copy that was kept outside")
}

fn another_key(path: &Path) -> Failure {
    Failure::new("CC-HEADS-OTHER-KEY", "tệp do một khoá khác ký", "the file was signed with another key")
        .at(path.display().to_string())
        .remedy(
            "so khoá công khai với số đã ghi lúc đầu (cancau heads key), hoặc nêu khoá bằng --key",
            "compare the public key with the one noted at the beginning (cancau heads key), or name it with --key",
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_covers_every_field() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let chain = Chain { shard: 1, code: "46".into(), seq: 3, hash: "ab".repeat(32) };
        let mut signed = Signed {
            format: FORMAT.into(),
            day: "2025-11-18".into(),
            at: "2025-11-18T01:00:00Z".into(),
            chains: vec![chain],
            public_key: public(&key),
            signature: String::new(),
        };
        signed.signature = hex(&key.sign(signed.text().as_bytes()).to_bytes());
        assert!(signed.is_sound());
        let edits: [fn(&mut Signed); 7] = [
            |signed| signed.day = "2025-11-17".into(),
            |signed| signed.at = "2025-11-18T01:00:01Z".into(),
            |signed| signed.chains[0].seq = 2,
            |signed| signed.chains[0].shard = 2,
            |signed| signed.chains[0].code = "47".into(),
            |signed| signed.chains[0].hash = "cd".repeat(32),
            |signed| signed.chains.clear(),
        ];
        for edit in edits {
            let mut changed = signed.clone();
            edit(&mut changed);
            assert!(!changed.is_sound(), "{changed:?}");
        }
        let other = SigningKey::from_bytes(&[8; 32]);
        signed.public_key = public(&other);
        assert!(!signed.is_sound());
    }
}
