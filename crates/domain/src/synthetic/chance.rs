//! Chance that is no chance: SplitMix64, seeded by numbers that say what is being drawn.
//!
//! Every draw starts from the seed of the province and the household, year and purpose it is for, so adding a draw in
//! one place changes nothing in another.

#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

/// What a stream of draws is for; part of its seed.
#[derive(Clone, Copy, Debug)]
pub(super) enum For {
    Places,
    Creation,
    Life,
    Movement,
    Levers,
    Means,
    Support,
}

impl Chance {
    /// The stream of `what` for one household (or place) in one year.
    pub(super) fn new(seed: u64, what: For, id: usize, year: i16) -> Self {
        let mut chance = Self(seed);
        for part in [what as u64, id as u64, u64::from(year.unsigned_abs())] {
            chance.0 = chance.next() ^ part;
        }
        chance
    }

    /// Steele, Lea, Flood: “Fast splittable pseudorandom number generators” (2014), the published constants.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound` − 1; 0 when there is nothing to choose from.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A position in a list of `len`.
    pub(super) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True `permille` times in a thousand.
    pub(super) fn permille(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// A position in a list of weights.
    pub(super) fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight) {
                None => return at,
                Some(rest) => left = rest,
            }
        }
        0
    }
}

/// Shares `total` out by weights so that the parts add up to it exactly: the largest remainders get the rest.
pub(super) fn share_out(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum::<u128>().max(1);
    let product = |weight: &u64| u128::from(total) * u128::from(*weight);
    let mut parts: Vec<u64> = weights.iter().map(|w| u64::try_from(product(w) / sum).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(product(&weights[*at]) % sum), *at));
    let rest = total - parts.iter().sum::<u64>();
    for at in order.into_iter().take(usize::try_from(rest).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // the first three numbers of SplitMix64 seeded with 1234567, as in its authors' and Rosetta Code's check
        let mut chance = Chance(1_234_567);
        assert_eq!(chance.next(), 6_457_827_717_110_365_317);
        assert_eq!(chance.next(), 3_203_168_211_198_807_973);
        assert_eq!(chance.next(), 9_817_491_932_198_370_423);
    }

    #[test]
    fn shares_add_up() {
        assert_eq!(share_out(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(share_out(7, &[0, 5, 2]), [0, 5, 2]);
        assert_eq!(share_out(324_665, &[3, 7, 11, 13]).iter().sum::<u64>(), 324_665);
    }
}
