//! Which indicators a household is deprived of, as a set of bits in the order of the law.

/// A set of deprived indicators; bit `i` is the pack's indicator `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u32);

impl Flags {
    /// More indicators than this in one pack are refused at load.
    pub const MAX: usize = 32;

    /// The set with these bits.
    pub fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The bits of the set.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Adds indicator `index`.
    pub fn set(&mut self, index: usize) {
        self.0 |= 1 << index;
    }

    /// Whether indicator `index` is deprived.
    pub fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// How many indicators are deprived.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The deprived indicators in the order of the law.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Self::MAX).filter(move |&index| self.has(index))
    }
}
