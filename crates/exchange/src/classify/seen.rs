//! Household ids already met, with the line where each was first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// 96 bits of a 128-bit hash of the id. For 30 million ids the chance that any two differ in name but not in these
/// bits is about 6 in 10^15; in exchange a household costs 16 bytes and the first line can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IdHash([u32; 3]);

impl IdHash {
    pub(super) fn of(id: &[u8]) -> Self {
        let hash = xxhash_rust::xxh3::xxh3_128(id).to_le_bytes();
        let word = |at: usize| u32::from_le_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]);
        Self([word(0), word(4), word(8)])
    }
}

impl Hash for IdHash {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.0[0]) << 32 | u64::from(self.0[1]));
    }
}

/// The key is a hash already.
#[derive(Clone, Copy, Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Shard = HashMap<IdHash, u32, BuildHasherDefault<Identity>>;

/// Sharded so that growing never copies the whole table at once.
pub(super) struct Seen(Vec<Shard>);

const SHARDS: usize = 64;

impl Default for Seen {
    fn default() -> Self {
        Self((0..SHARDS).map(|_| Shard::default()).collect())
    }
}

impl Seen {
    /// Remembers an id; the line where it was met before, if it was.
    pub(super) fn insert(&mut self, id: IdHash, line: u64) -> Option<u64> {
        let shard = &mut self.0[id.0[2] as usize % SHARDS];
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        match shard.entry(id) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(u64::from(*entry.get())),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(line);
                None
            }
        }
    }
}
