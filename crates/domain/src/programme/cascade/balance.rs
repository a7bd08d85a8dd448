//! Whether the children make the parent, to the last household.

use super::{Child, Recipient};
use crate::programme::Exact;
use base::AreaKey;
use std::collections::BTreeMap;

/// How children make the parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Adds {
    /// Counts add up.
    Sum,
    /// Rates average by households.
    MeanByHouseholds,
}

/// What the children make, beside the parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What the parent wants.
    pub parent: Exact,
    /// What the children that have a value make together; `None` when none has, or no weight is known.
    pub total: Option<Exact>,
    /// `total − parent`, exact.
    pub difference: Option<Exact>,
    /// Children without a value, or without the households that weigh it.
    pub missing: Vec<Recipient>,
}

impl Balance {
    /// Whether every child has its part and the parts make the parent exactly.
    pub fn is_even(&self) -> bool {
        self.missing.is_empty() && self.difference.is_some_and(Exact::is_zero)
    }
}

/// Sets the children against the parent.
pub fn balance(adds: Adds, parent: Exact, children: &[Child]) -> Balance {
    let weight = |child: &Child| match adds {
        Adds::Sum => Some(Exact::ONE),
        Adds::MeanByHouseholds => child.households.map(Exact::count),
    };
    let parts: Vec<(Exact, Exact)> =
        children.iter().filter_map(|child| Some((child.assigned?, weight(child)?))).collect();
    let lacks = |child: &&Child| child.assigned.is_none() || weight(child).is_none();
    let missing = children.iter().filter(lacks).map(|child| child.recipient.clone()).collect();
    let sum: Exact = parts.iter().map(|(value, weight)| *value * *weight).sum();
    let total = match adds {
        Adds::Sum => (!parts.is_empty()).then_some(sum),
        Adds::MeanByHouseholds => sum.over(parts.iter().map(|part| part.1).sum()),
    };
    Balance { parent, total, difference: total.map(|total| total - parent), missing }
}

/// What each agency is given in all its communes: its own target, to be set against what it took on.
pub fn by_agency(adds: Adds, children: &[Child]) -> BTreeMap<String, Option<Exact>> {
    grouped(adds, children, |recipient| match recipient {
        Recipient::Agency { agency, .. } => Some(agency.clone()),
        Recipient::Area(_) | Recipient::Village { .. } => None,
    })
}

/// What all agencies are given in each commune, to be set against the commune's own line on the other axis.
pub fn by_area(adds: Adds, children: &[Child]) -> BTreeMap<AreaKey, Option<Exact>> {
    grouped(adds, children, |recipient| Some(recipient.area().clone()))
}

/// Communes for which the agencies' parts together are not what the commune itself is given: `agencies − commune`.
pub fn between_axes(adds: Adds, areas: &[Child], agencies: &[Child]) -> BTreeMap<AreaKey, Exact> {
    let given = by_area(adds, areas);
    let apart = by_area(adds, agencies).into_iter().filter_map(|(key, shared)| {
        let difference = shared? - (*given.get(&key)?)?;
        (!difference.is_zero()).then_some((key, difference))
    });
    apart.collect()
}

fn grouped<K: Ord>(
    adds: Adds,
    children: &[Child],
    key: impl Fn(&Recipient) -> Option<K>,
) -> BTreeMap<K, Option<Exact>> {
    let mut groups: BTreeMap<K, Vec<Child>> = BTreeMap::new();
    for child in children {
        if let Some(key) = key(&child.recipient) {
            groups.entry(key).or_default().push(child.clone());
        }
    }
    groups.into_iter().map(|(key, members)| (key, balance(adds, Exact::ZERO, &members).total)).collect()
}
