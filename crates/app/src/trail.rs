//! The trail: who reads which chains, the proof that they hold, what is written of exports and denials.

use crate::access::{Caller, On};
use crate::{Desk, oversight};
use base::{AreaKey, Failure, Text};
use domain::access::Action;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use store::{Ctx, Deed, Page, Reach, Scope, Shard, Subject, TrailAbout, TrailFilter, TrailPage, TrailReader, TrailRow};

/// The chain of the deployment itself.
pub const DEPLOYMENT: Shard = Shard(0);

/// A denial of the same person, page and reason is written down once in so many seconds: nobody floods the chain.
const QUIET_SECONDS: i64 = 60;

/// So many denials are kept in mind before the old ones are forgotten.
const MOST_DENIALS: usize = 1000;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// When it was asked for, UTC.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The chains; those before the broken one are not told.
    pub chains: Vec<Chain>,
    /// The first record that does not hold: where, and what is wrong.
    pub broken: Option<(String, Text)>,
    /// How many seconds it took.
    pub seconds: u64,
    /// Whether it stands in the chain of the deployment; a broken chain may take no record.
    pub recorded: bool,
}

/// A chain that holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Code of the province; empty for the deployment itself.
    pub code: String,
    /// Records.
    pub records: u64,
    /// Records whose rows were digested again and agree.
    pub digests: u64,
    /// Hash of the newest record.
    pub head: String,
}

/// Denials that were written down lately: by login, page and code, the moment.
pub(crate) type Denials = Mutex<BTreeMap<[String; 3], Timestamp>>;

impl Desk {
    /// The records that are asked for, as far as the caller reads them, the newest first.
    pub fn trail(&self, caller: &Caller, filter: &TrailFilter, page: Page) -> Result<TrailPage, Failure> {
        let (scope, access) = reads(caller)?;
        self.store(|store| store.trail(TrailReader { scope: &scope, access }, filter, page))
    }

    /// Hands on every one of them, at most `most`, and writes down that they left: of which unit, and how many.
    pub fn export_trail(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        filter: &TrailFilter,
        unit: Option<&AreaKey>,
        most: u64,
        mut each: impl FnMut(TrailRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (scope, access) = reads(caller)?;
        let (mut rows, mut chains) = (0, BTreeSet::new());
        self.store(|store| {
            store.trail_each(TrailReader { scope: &scope, access }, filter, |row| {
                rows += 1;
                chains.insert(row.shard.0);
                if rows > most { Err(too_long(most)) } else { each(row) }
            })
        })?;
        let mut deed = Deed::default().change("rows", None, Some(&rows.to_string())).note("trail");
        let mut chain = DEPLOYMENT;
        match &filter.about {
            TrailAbout::Household(shard, code) => {
                // only where something of it was read: an address may name any chain
                if chains.contains(&shard.0) {
                    chain = *shard;
                }
                deed = deed.and(Subject::Household, code.as_str());
            }
            TrailAbout::Account(login) => deed = deed.and(Subject::Account, login.as_str()),
            TrailAbout::Anything | TrailAbout::Area(_) => {}
        }
        if let Some(unit) = unit {
            deed = deed.and(Subject::Area, unit.to_string());
        }
        self.store(|store| store.record(ctx, chain, "export", &deed)).map(drop)
    }

    /// Writes down that a list of households left as a file: of which unit, and how many rows.
    pub fn note_export(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        shard: Shard,
        unit: Option<&AreaKey>,
        rows: u64,
    ) -> Result<(), Failure> {
        caller.authorise(Action::ExportHouseholds, On::Anything)?;
        let mut deed = Deed::default().change("rows", None, Some(&rows.to_string())).note("households");
        if let Some(unit) = unit {
            deed = deed.and(Subject::Area, unit.to_string());
        }
        self.store(|store| store.record(ctx, shard, "export", &deed)).map(drop)
    }

    /// The communes of all times that lie in a unit, and the unit itself: what a question about a unit means.
    pub fn communes_of_all_times(&self, unit: &AreaKey) -> BTreeSet<AreaKey> {
        let mut keys = BTreeSet::from([unit.clone()]);
        keys.extend(self.territory().communes(unit).keys().cloned());
        keys
    }

    /// Verifies every chain and writes down what came out. `now` tells the moment.
    pub fn verify(&self, caller: &Caller, ctx: &Ctx, now: &dyn Fn() -> Timestamp) -> Result<Verified, Failure> {
        caller.authorise(Action::VerifyTrail, On::Anything)?;
        let began = now();
        let outcome = self.store(|store| Ok(store.verify()))?;
        let seconds = u64::try_from(now().as_second() - began.as_second()).unwrap_or_default();
        let mut verified = Verified { at: ctx.at.clone(), by: ctx.actor.clone(), seconds, ..Verified::default() };
        match outcome {
            Ok(report) => {
                verified.chains = report
                    .shards
                    .into_iter()
                    .map(|one| Chain { code: one.code, records: one.records, digests: one.digests, head: one.head })
                    .collect();
            }
            Err(failure) if failure.code == "CC-STORE-AUDIT" => {
                verified.broken = Some((failure.place, failure.message));
            }
            Err(failure) => return Err(failure),
        }
        let deed = verified.deed();
        verified.recorded = self.store(|store| store.record(ctx, DEPLOYMENT, "verify", &deed)).is_ok();
        Ok(verified)
    }

    /// What the last verification found.
    pub fn verified(&self, caller: &Caller) -> Result<Option<Verified>, Failure> {
        caller.authorise(Action::VerifyTrail, On::Anything)?;
        let newest = self.store(|store| store.newest_deed(DEPLOYMENT, "verify"))?;
        Ok(newest.map(|(at, by, deed)| Verified { at, by, recorded: true, ..Verified::of(&deed) }))
    }

    /// Writes down that somebody signed in was denied something: the page by its pattern, the reason by its code, never
    /// the values that were asked with.
    pub fn note_denial(
        &self,
        ctx: &Ctx,
        caller: &Caller,
        code: &str,
        route: &str,
        address: &str,
    ) -> Result<(), Failure> {
        if !caller.is_signed_in() || !self.is_news(&caller.login, route, code, &ctx.at) {
            return Ok(());
        }
        let deed = Deed::about(Subject::Account, caller.login.as_str())
            .change("route", None, Some(route))
            .change("code", None, Some(code))
            .change("address", None, Some(address).filter(|address| !address.is_empty()));
        self.store(|store| store.record(ctx, DEPLOYMENT, "denied", &deed)).map(drop)
    }

    fn is_news(&self, login: &str, route: &str, code: &str, at: &str) -> bool {
        let Ok(now) = at.parse::<Timestamp>() else { return true };
        let mut known = self.denials.lock().unwrap_or_else(PoisonError::into_inner);
        let lately = |then: &Timestamp| now.as_second() - then.as_second() < QUIET_SECONDS;
        if known.len() > MOST_DENIALS {
            known.retain(|_, then| lately(then));
        }
        let key = [login, route, code].map(str::to_owned);
        if known.get(&key).is_some_and(lately) {
            return false;
        }
        known.insert(key, now);
        true
    }
}

/// What of the trail the caller reads.
fn reads(caller: &Caller) -> Result<(Scope, bool), Failure> {
    let access = caller.may(Action::ReadAccessTrail);
    if !access {
        caller.authorise(Action::ReadTrail, On::Anything)?;
    }
    let scope = if caller.may(Action::ReadTrail) {
        oversight::scope(caller, &[Action::ReadTrail])
    } else {
        Scope { rows: Reach::default(), ..Scope::nothing() }
    };
    Ok((scope, access))
}

impl Verified {
    fn deed(&self) -> Deed {
        let mut deed = Deed::default().change("seconds", None, Some(&self.seconds.to_string()));
        for chain in &self.chains {
            let told = format!("{} {} {}", chain.records, chain.digests, chain.head);
            deed = deed.change(&format!("chain {}", chain.code), None, Some(&told));
        }
        match &self.broken {
            None => deed,
            Some((place, message)) => deed
                .change("broken", None, Some(place))
                .change("broken-vi", None, Some(&message.vi))
                .change("broken-en", None, Some(&message.en)),
        }
    }

    fn of(deed: &Deed) -> Self {
        let mut verified = Self::default();
        let value = |field: &str| {
            let found = deed.changes.iter().find(|change| change.field == field);
            found.and_then(|change| change.after.clone())
        };
        verified.seconds = value("seconds").and_then(|text| text.parse().ok()).unwrap_or_default();
        for change in &deed.changes {
            let Some(code) = change.field.strip_prefix("chain ") else { continue };
            let mut words = change.after.as_deref().unwrap_or_default().split(' ');
            let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
            let (records, digests) = (number(), number());
            let head = words.next().unwrap_or_default().to_owned();
            verified.chains.push(Chain { code: code.to_owned(), records, digests, head });
        }
        verified.broken = value("broken").map(|place| {
            (place, Text::new(value("broken-vi").unwrap_or_default(), value("broken-en").unwrap_or_default()))
        });
        verified
    }
}

fn too_long(most: u64) -> Failure {
    Failure::new(
        "CC-TRAIL-LONG",
        format!("nhật ký được chọn dài hơn {most} dòng"),
        format!("the part of the trail that was chosen has more than {most} rows"),
    )
    .remedy("chọn ít ngày hơn, hoặc một xã", "choose fewer days, or one commune")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verification_is_read_from_its_deed_again() {
        let chain = Chain { code: "46".into(), records: 6, digests: 5, head: "ab".repeat(32) };
        let own = Chain { code: String::new(), records: 2, digests: 0, head: "cd".repeat(32) };
        let sound = Verified { chains: vec![chain, own], seconds: 3, ..Verified::default() };
        assert_eq!(Verified::of(&sound.deed()), sound);
        let broken = Some(("shard 46, record 4".to_owned(), Text::new("nhật ký bị sửa: x", "changed: x")));
        let broken = Verified { broken, ..Verified::default() };
        assert_eq!(Verified::of(&broken.deed()), broken);
    }
}
