//! One review of an area, rolled up over the boundaries of a day.

use crate::territory;
use base::{AreaKey, Failure, Finding};
use domain::area::Areas;
use domain::form::{Counts, UnitCounts, identities, tree, untold};
use domain::register::Review;
use engine::{Pack, pack};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A review with the counts of every unit below an area.
#[derive(Clone, Debug)]
pub struct Year {
    /// The review.
    pub review: Review,
    /// Its standard.
    pub pack: &'static Pack,
    /// The area and all below it.
    pub root: UnitCounts,
    /// The same area at the previous review under the same standard; none in the first year of a standard.
    pub previous: Option<UnitCounts>,
    /// What the checks found.
    pub findings: Vec<Finding>,
}

/// The counts of a review by commune, and those of the one before it under the same standard.
pub struct Counted {
    /// The review.
    pub review: Review,
    /// By commune, keys valid on the last day of the review's year.
    pub communes: BTreeMap<AreaKey, Counts>,
    /// The previous review's.
    pub previous: Option<BTreeMap<AreaKey, Counts>>,
}

impl Year {
    /// Rolls a review up to `code`, read on the day of the boundaries.
    pub fn roll(areas: &Areas, counted: &Counted, code: &str, boundaries: Date) -> Result<Self, Failure> {
        let root = territory::unit(areas, code, boundaries)?;
        let (now, mut findings) = tree(areas, &counted.communes, &root.key, boundaries)?;
        let previous = match &counted.previous {
            Some(communes) => Some(tree(areas, communes, &root.key, boundaries)?.0),
            None => None,
        };
        if let Some(counts) = &now.counts {
            let before = previous.as_ref().and_then(|unit| unit.counts.as_ref());
            findings.extend(identities(&now.name, counts, before));
        }
        findings.extend(untold(&now));
        Ok(Self {
            review: counted.review.clone(),
            pack: pack::find(&counted.review.standard)?,
            root: now,
            previous,
            findings,
        })
    }
}
