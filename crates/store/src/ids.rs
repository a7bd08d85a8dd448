//! Time and chance are handed in: ids and nonces come from a source that the program's entry chooses.

use uuid::Builder;

/// Where the present moment and random bytes come from.
pub trait Ids {
    /// Milliseconds since 1970, UTC.
    fn now_ms(&mut self) -> u64;

    /// Fills `bytes` with chance that nobody can guess.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// A source that repeats itself: for tests and for the synthetic province, whose data are no secret.
#[derive(Clone, Debug)]
pub struct RepeatableIds {
    now: u64,
    state: u64,
}

impl RepeatableIds {
    /// The same seed gives the same ids in the same order.
    pub fn new(seed: u64) -> Self {
        Self { now: 1_735_689_600_000, state: seed }
    }
}

impl Ids for RepeatableIds {
    fn now_ms(&mut self) -> u64 {
        self.now += 1;
        self.now
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: short, and good enough where nothing must be secret
            self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = self.state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
            chunk.copy_from_slice(&mixed.to_be_bytes()[..chunk.len()]);
        }
    }
}

/// UUIDv7 of one command: one moment, a counter in the leading bits so that they sort as they were made and fill
/// the indexes from one side, and chance in the rest.
pub(crate) struct IdMaker {
    now: u64,
    counter: u32,
}

impl IdMaker {
    pub(crate) fn new(ids: &mut dyn Ids) -> Self {
        Self { now: ids.now_ms(), counter: 0 }
    }

    pub(crate) fn next(&mut self, ids: &mut dyn Ids) -> Vec<u8> {
        let mut bytes = [0; 10];
        ids.fill(&mut bytes);
        // the layout takes 12 bits from the first two bytes and 14 from the next two: 26 bits of counter
        bytes[..2].copy_from_slice(&(self.counter >> 14).to_be_bytes()[2..]);
        bytes[2..4].copy_from_slice(&(self.counter & 0x3FFF).to_be_bytes()[2..]);
        self.counter += 1;
        if self.counter >> 26 != 0 {
            self.counter = 0;
            self.now += 1;
        }
        Builder::from_unix_timestamp_millis(self.now, &bytes).into_uuid().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_a_command_sort_as_they_were_made_and_are_version_7() {
        let mut ids = RepeatableIds::new(1);
        let mut maker = IdMaker::new(&mut ids);
        let made: Vec<Vec<u8>> = (0..70_000).map(|_| maker.next(&mut ids)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| id[6] >> 4 == 7 && id[8] >> 6 == 2));
    }
}
