//! Whose rows may be read, and what of them: handed in by whoever has decided it, obeyed by every statement over citizens.
//!
//! A [`View`](crate::View) cannot be made without a scope, and no method that reads citizens takes less than a view:
//!
//! ```compile_fail
//! # fn f(store: &mut store::Store, shard: store::Shard, review: &domain::register::Review) {
//! store.counts(shard, review, None); // a partition alone says nothing of who asks
//! # }
//! ```

use crate::{At, Bulk, Tx, View, sql};
use base::{AreaKey, Failure};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Places of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every place.
    All,
    /// These communes, whole or some of their villages. Communes of all times: a unit that is gone has its own key.
    Within(Arc<BTreeMap<AreaKey, Villages>>),
}

/// How much of a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Villages {
    /// All of it.
    All,
    /// The villages with these names, as written.
    Only(BTreeSet<String>),
}

/// What a person may read of citizens: whose rows, and in which of them each kind of sensitive data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Rows, counts and names.
    pub rows: Reach,
    /// Ethnic group.
    pub ethnicity: Reach,
    /// Answers of the survey, deprivations, marks that tell of health.
    pub health: Reach,
    /// Telephone number.
    pub phone: Reach,
    /// Personal number: finding by it, and its masked form.
    pub cccd: Reach,
}

static EVERYTHING: Scope =
    Scope { rows: Reach::All, ethnicity: Reach::All, health: Reach::All, phone: Reach::All, cccd: Reach::All };

impl Default for Reach {
    fn default() -> Self {
        Self::Within(Arc::default())
    }
}

impl Reach {
    /// Whether a household of this village lies inside.
    pub fn has(&self, commune: &AreaKey, village: &str) -> bool {
        match self {
            Self::All => true,
            Self::Within(places) => match places.get(commune) {
                Some(Villages::All) => true,
                Some(Villages::Only(names)) => names.contains(village),
                None => false,
            },
        }
    }

    /// Whether all of a commune lies inside.
    pub fn has_whole(&self, commune: &AreaKey) -> bool {
        match self {
            Self::All => true,
            Self::Within(places) => places.get(commune) == Some(&Villages::All),
        }
    }

    /// Whether anything of a commune lies inside.
    pub fn touches(&self, commune: &AreaKey) -> bool {
        match self {
            Self::All => true,
            Self::Within(places) => places.contains_key(commune),
        }
    }

    /// Whether all of another lies inside.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Within(_), Self::All) => false,
            (own, other) => other.within(own) == *other,
        }
    }

    /// Whether nothing lies inside.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Within(places) if places.is_empty())
    }

    /// What lies in both.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let (Self::Within(own), Self::Within(others)) = (self, other) else {
            return if let Self::All = self { other.clone() } else { self.clone() };
        };
        let both = own.iter().filter_map(|(commune, villages)| {
            let shared = match (villages, others.get(commune)?) {
                (Villages::All, some) | (some, Villages::All) => some.clone(),
                (Villages::Only(a), Villages::Only(b)) => Villages::Only(a & b),
            };
            (shared != Villages::Only(BTreeSet::new())).then(|| (commune.clone(), shared))
        });
        Self::Within(Arc::new(both.collect()))
    }

    /// What lies in either.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let (Self::Within(own), Self::Within(others)) = (self, other) else { return Self::All };
        // most people have one grant: nothing is copied for them
        if own.is_empty() {
            return other.clone();
        }
        if others.is_empty() {
            return self.clone();
        }
        let mut both = own.as_ref().clone();
        for (commune, villages) in others.iter() {
            let known = both.entry(commune.clone()).or_insert_with(|| villages.clone());
            match (known, villages) {
                (known, Villages::All) => *known = Villages::All,
                (Villages::Only(names), Villages::Only(more)) => names.extend(more.iter().cloned()),
                (Villages::All, _) => {}
            }
        }
        Self::Within(Arc::new(both))
    }

    /// The communes of a list that lie inside at least in part, for the staging table; all of them without a list.
    /// None where nothing needs to be listed.
    pub(crate) fn listed(&self, wanted: Option<&BTreeSet<AreaKey>>) -> Option<Reach> {
        let wanted = wanted
            .map(|communes| Self::Within(Arc::new(communes.iter().map(|key| (key.clone(), Villages::All)).collect())));
        match (self, wanted) {
            (Self::All, None) => None,
            (own, None) => Some(own.clone()),
            (own, Some(wanted)) => Some(own.within(&wanted)),
        }
    }

    /// Writes the places into the staging table of communes.
    pub(crate) fn stage(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        tx.execute(sql::search::FORGET_COMMUNES, &[])?;
        let Self::Within(places) = self else { return Ok(()) };
        let mut rows = Bulk::new(sql::search::STAGE_COMMUNE);
        for (commune, villages) in places.iter() {
            let mut push = |village: Option<&str>| {
                let since = commune.valid_from.to_string();
                let (all, village) = (i64::from(village.is_none()), village.unwrap_or_default());
                rows.push(tx, [commune.code.as_str().into(), since.into(), all.into(), village.into()])
            };
            match villages {
                Villages::All => push(None)?,
                Villages::Only(names) => names.iter().try_for_each(|name| push(Some(name)))?,
            }
        }
        rows.finish(tx)
    }
}

impl Scope {
    /// Everything: for whoever sits at the machine with the database and its key in hand, and for the program's own
    /// counting. Pages never ask with it; `cargo xtask tidy` names the files that may.
    pub fn everything() -> &'static Self {
        &EVERYTHING
    }

    /// Nothing.
    pub fn nothing() -> Self {
        let none = Reach::default;
        Self { rows: none(), ethnicity: none(), health: none(), phone: none(), cccd: none() }
    }

    /// A partition, now or as it was known, as this scope lets it be seen.
    pub fn of(&self, at: impl Into<At>) -> View<'_> {
        View { at: at.into(), scope: self }
    }
}

/// The failure of a question that only sensitive data answer.
pub(crate) fn sensitive() -> Failure {
    Failure::new(
        "CC-DENIED-SENSITIVE",
        "câu hỏi này dựa vào dữ liệu nhạy cảm mà vai trò của bạn không được xem",
        "this question rests on sensitive data that your role does not show",
    )
    .remedy("bỏ điều kiện lọc ấy", "leave that condition out")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn commune(code: &str) -> AreaKey {
        AreaKey { code: code.into(), valid_from: date(2025, 7, 1) }
    }

    fn reach(places: &[(&str, &[&str])]) -> Reach {
        let place = |(code, names): &(&str, &[&str])| {
            let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
            (commune(code), if names.is_empty() { Villages::All } else { Villages::Only(names) })
        };
        Reach::Within(Arc::new(places.iter().map(place).collect()))
    }

    #[test]
    fn two_reaches_meet_in_what_both_have_and_join_in_what_either_has() {
        let (a, b) =
            (reach(&[("1", &[]), ("2", &["A", "B"]), ("3", &["A"])]), reach(&[("2", &["B", "C"]), ("3", &[])]));
        assert_eq!(a.within(&b), reach(&[("2", &["B"]), ("3", &["A"])]));
        assert_eq!(a.and(&b), reach(&[("1", &[]), ("2", &["A", "B", "C"]), ("3", &[])]));
        assert_eq!(reach(&[("2", &["A"])]).within(&reach(&[("2", &["B"])])), Reach::default());
        assert_eq!((a.within(&Reach::All), Reach::All.and(&a)), (a.clone(), Reach::All));
        assert!(a.has(&commune("2"), "A") && !a.has(&commune("2"), "C") && !a.has(&commune("4"), "A"));
        assert!(a.has_whole(&commune("1")) && !a.has_whole(&commune("2")) && a.touches(&commune("2")));
    }
}
