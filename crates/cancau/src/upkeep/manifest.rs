//! What a backup says of itself: made when and by which program, what is in it, and how to know it again.

use base::Failure;
use base16ct::lower::encode_string as hex;
use exchange::io_failure;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;
use store::{Head, Shard};

/// The first member of a backup.
pub(crate) const NAME: &str = "manifest.json";
/// The format that this program writes, and the newest that it reads.
pub(crate) const FORMAT: u64 = 1;

#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) format: u64,
    /// The program's version.
    pub(crate) program: String,
    /// The moment of the backup, RFC 3339 in UTC.
    pub(crate) at: String,
    pub(crate) tables: Vec<Table>,
    pub(crate) chains: Vec<Chain>,
    pub(crate) members: Vec<Member>,
}

#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) rows: u64,
}

/// The newest record of a chain.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Chain {
    pub(crate) shard: i64,
    pub(crate) code: String,
    pub(crate) seq: i64,
    pub(crate) hash: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Member {
    /// With `/` between folders, relative to the deployment's folder.
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

impl From<&Head> for Chain {
    fn from(head: &Head) -> Self {
        Self { shard: head.shard.0, code: head.code.clone(), seq: head.seq, hash: head.hash.clone() }
    }
}

impl From<&Chain> for Head {
    fn from(chain: &Chain) -> Self {
        Self { shard: Shard(chain.shard), code: chain.code.clone(), seq: chain.seq, hash: chain.hash.clone() }
    }
}

impl Manifest {
    pub(crate) fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.members.iter().map(|member| member.bytes).sum()
    }
}

pub(crate) fn tables(counts: Vec<(String, u64)>) -> Vec<Table> {
    counts.into_iter().map(|(name, rows)| Table { name, rows }).collect()
}

impl Member {
    /// Measures a file.
    pub(crate) fn of(dir: &Path, path: &Path) -> Result<Self, Failure> {
        let place = dir.join(path);
        let failed = |error: std::io::Error| io_failure(&place, &error);
        let mut file = std::fs::File::open(&place).map_err(failed)?;
        let (mut digest, mut bytes, mut block) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let read = file.read(&mut block).map_err(failed)?;
            if read == 0 {
                break;
            }
            digest.update(&block[..read]);
            bytes += read as u64;
        }
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        Ok(Self { path: parts.join("/"), bytes, sha256: hex(&digest.finalize()) })
    }

    /// Whether the path stays inside of the folder into which a backup is unpacked: whoever knows a recipient can make a
    /// file for it.
    pub(crate) fn stays_inside(&self) -> bool {
        let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
        self.path != NAME && self.path.split('/').all(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leaves_the_folder_is_known() {
        let inside = |path: &str| Member { path: path.to_owned(), bytes: 0, sha256: String::new() }.stays_inside();
        assert!(inside("cancau.key") && inside("areas/units-1.csv"));
        for path in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "C:x", "a\\b", "manifest.json", "./x"] {
            assert!(!inside(path), "{path}");
        }
    }
}
