//! The programmes that a deployment knows: those that come with the program and its own, with what persons set for their
//! targets. Kept until the store changes.

use super::day_of;
use crate::desk::Desk;
use base::Failure;
use domain::programme::{Baseline, Kind, Programmes, Target};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use store::{Setting, SettingKind, TextKind};

/// See the module.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// Another one after a text or a setting was saved.
    stamp: [i64; 2],
    /// As the texts have them.
    plain: Arc<Programmes>,
    /// With all settings.
    now: Arc<Programmes>,
    pub(super) settings: Arc<Vec<Setting>>,
    /// The number of the newest text of each own programme.
    numbers: BTreeMap<String, i64>,
    /// The same of documents.
    documents: BTreeMap<String, i64>,
}

impl Own {
    /// The number of the newest text of a programme; 0 for one that comes with the program.
    pub(super) fn number(&self, id: &str) -> i64 {
        self.numbers.get(id).copied().unwrap_or(0)
    }

    /// As the texts have them, without what persons set.
    pub(super) fn plain(&self) -> Arc<Programmes> {
        Arc::clone(&self.plain)
    }

    /// The same of a document.
    pub(super) fn document_number(&self, id: &str) -> i64 {
        self.documents.get(id).copied().unwrap_or(0)
    }
}

impl Desk {
    /// The documents and programmes that the deployment knows.
    pub fn programmes(&self) -> Result<Arc<Programmes>, Failure> {
        Ok(self.own()?.now)
    }

    /// The same with what was set by a day.
    pub(super) fn programmes_on(&self, day: Date) -> Result<Arc<Programmes>, Failure> {
        let own = self.own()?;
        if own.settings.iter().all(|setting| day_of(&setting.set_at, day) <= day) {
            return Ok(own.now);
        }
        Ok(Arc::new(with_settings(&own.plain, &own.settings, Some(day))))
    }

    pub(super) fn own(&self) -> Result<Own, Failure> {
        let stamp = if self.has_register() { self.store(store::Store::programme_stamp)? } else { [0; 2] };
        if let Some(known) = &*self.own.lock().unwrap_or_else(PoisonError::into_inner)
            && known.stamp == stamp
        {
            return Ok(known.clone());
        }
        // texts that are saved meanwhile come under another stamp
        let (texts, settings) = if stamp == [0; 2] {
            (Vec::new(), Vec::new())
        } else {
            self.store(|store| Ok((store.newest_texts()?, store.target_settings()?)))?
        };
        let of = |kind: TextKind| texts.iter().filter(move |one| one.kind == kind);
        let named = |kind| of(kind).map(|one| (one.id.as_str(), one.content.as_str())).collect::<Vec<_>>();
        let numbers = |kind| of(kind).map(|one| (one.id.clone(), one.number)).collect();
        let bundled = Programmes::bundled();
        let plain = if texts.is_empty() {
            bundled.clone()
        } else {
            bundled.with_own(self.areas(), &named(TextKind::Document), &named(TextKind::Programme))?
        };
        let own = Own {
            stamp,
            now: Arc::new(with_settings(&plain, &settings, None)),
            plain: Arc::new(plain),
            settings: Arc::new(settings),
            numbers: numbers(TextKind::Programme),
            documents: numbers(TextKind::Document),
        };
        *self.own.lock().unwrap_or_else(PoisonError::into_inner) = Some(own.clone());
        Ok(own)
    }
}

/// The programmes with the thresholds and bases that were set by a day, the later in the place of the earlier.
fn with_settings(plain: &Programmes, settings: &[Setting], until: Option<Date>) -> Programmes {
    let mut all = plain.clone();
    for setting in settings.iter().filter(|one| until.is_none_or(|until| day_of(&one.set_at, until) <= until)) {
        let programme = all.programmes.iter_mut().find(|one| one.id == setting.programme);
        let target = programme.and_then(|one| one.targets.iter_mut().find(|target| target.id == setting.target));
        if let Some(target) = target {
            apply(setting, target);
        }
    }
    all
}

/// A target with what was set for it.
pub(super) fn apply(setting: &Setting, target: &mut Target) {
    match (setting.kind, &mut target.kind) {
        (SettingKind::Threshold, Kind::Unquantified { threshold, .. }) => *threshold = Some(setting.amount),
        (SettingKind::Threshold, _) => {}
        (SettingKind::Baseline, _) => {
            let known = target.baseline.take();
            target.baseline = setting.holds_on.or(known.as_ref().map(|one| one.on)).map(|on| Baseline {
                on,
                value: Some(setting.amount),
                standard: setting.standard.clone().or(known.and_then(|one| one.standard)),
                sentence: None,
            });
        }
    }
}
