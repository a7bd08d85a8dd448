//! What became of a unit, and what it was made of.

use super::Areas;
use base::AreaKey;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How much of the old unit goes to the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// All of it: its figures and households may follow without a question.
    Whole,
    /// A part: figures cannot follow, and each household must be assigned by someone who knows where it lives.
    Split,
}

/// One step of lineage: on `date`, `from` was gone and (a part of) it was `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The unit that ended on the day before.
    pub from: AreaKey,
    /// The unit that has its territory since.
    pub to: AreaKey,
    /// First day of the new order.
    pub date: Date,
    /// How much of `from` went to `to`.
    pub extent: Extent,
    /// Where it comes from: marks explained in `data/areas/SOURCES.md`.
    pub source: String,
}

impl Areas {
    /// The units of `date` that hold the territory of `key`, over as many changes as lie between, in code order.
    ///
    /// Looks forward only: itself (whole) if still valid on `date`, nothing if `key` came later or ended without a
    /// known successor (districts). A unit that was split and whose parts all met again in one unit went there whole.
    pub fn successors(&self, key: &AreaKey, date: Date) -> Vec<(AreaKey, Extent)> {
        let Some(start) = self.index_of(key) else { return Vec::new() };
        if self.unit(start).key.valid_from > date {
            return Vec::new();
        }
        let (mut reached, mut lost) = (BTreeSet::new(), false);
        self.follow(start, date, &mut reached, &mut lost);
        let extent = if reached.len() == 1 && !lost { Extent::Whole } else { Extent::Split };
        reached.into_iter().map(|i| (self.unit(i).key.clone(), extent)).collect()
    }

    /// The units of `date`, later or earlier, that hold the territory of `key`. Looking back, one unit holds it whole and
    /// several were split to make it.
    pub fn holders(&self, key: &AreaKey, date: Date) -> Vec<(AreaKey, Extent)> {
        if key.valid_from <= date {
            return self.successors(key, date);
        }
        let before = self.predecessors(key, date);
        let extent = if before.len() == 1 { Extent::Whole } else { Extent::Split };
        before.into_iter().map(|(key, _)| (key, extent)).collect()
    }

    /// The units of the earlier `date` that went into `key`, in code order; the extent says whether each went whole.
    pub fn predecessors(&self, key: &AreaKey, date: Date) -> Vec<(AreaKey, Extent)> {
        let Some(end) = self.index_of(key) else { return Vec::new() };
        let mut reached = BTreeSet::new();
        self.trace(end, date, &mut reached);
        // the day on which everything that ever came into `key` has come
        let complete = self.links_into(end).map(|link| link.date).max().unwrap_or(key.valid_from).max(key.valid_from);
        let went_whole =
            |old: &AreaKey| matches!(self.successors(old, complete).as_slice(), [(only, Extent::Whole)] if only == key);
        reached
            .into_iter()
            .map(|i| self.unit(i).key.clone())
            .map(|old| {
                let extent = if went_whole(&old) { Extent::Whole } else { Extent::Split };
                (old, extent)
            })
            .collect()
    }

    /// Ends because every link leads to a unit that ends later (checked when the tables were loaded).
    fn follow(&self, at: usize, date: Date, reached: &mut BTreeSet<usize>, lost: &mut bool) {
        if self.unit(at).valid_on(date) {
            reached.insert(at);
            return;
        }
        let mut ended_without_successor = true;
        for link in self.links_from(at) {
            ended_without_successor = false;
            if let Some(next) = self.index_of(&link.to) {
                self.follow(next, date, reached, lost);
            }
        }
        *lost |= ended_without_successor;
    }

    fn trace(&self, at: usize, date: Date, reached: &mut BTreeSet<usize>) {
        if self.unit(at).valid_on(date) {
            reached.insert(at);
        }
        for link in self.links_into(at).filter(|link| link.date > date) {
            if let Some(earlier) = self.index_of(&link.from) {
                self.trace(earlier, date, reached);
            }
        }
    }
}
