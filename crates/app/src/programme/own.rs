//! The programmes that a deployment knows: those that come with the program and its own, with what persons set for their
//! targets. Kept until the store changes.

use super::day_of;
use crate::access::Caller;
use crate::desk::Desk;
use base::Failure;
use domain::access::Action;
use domain::programme::{Baseline, Kind, Programmes, Target, Unreadable};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Own documents that are drafts, by id.
    drafts: Arc<BTreeSet<String>>,
    /// With all settings, without the drafts.
    public: Arc<Programmes>,
    /// Own texts that this version of the program cannot read.
    unreadable: Arc<Vec<Unreadable>>,
}

/// A stored text that this version of the program cannot read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableText {
    /// What, and why.
    pub what: Unreadable,
    /// The number of the text.
    pub number: i64,
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

    /// Refuses to go on with a text of which there is a newer one that cannot be read.
    pub(super) fn is_readable(&self, id: &str) -> Result<(), Failure> {
        if self.unreadable.iter().any(|one| one.id == id) { Err(unreadable(id)) } else { Ok(()) }
    }

    /// The same of a document.
    pub(super) fn document_number(&self, id: &str) -> i64 {
        self.documents.get(id).copied().unwrap_or(0)
    }
}

impl Desk {
    /// The documents and programmes that the deployment knows, as far as the caller may: a draft of a document is for those
    /// who write programmes. One that comes with the program is published anyway.
    pub fn programmes_for(&self, caller: &Caller) -> Result<Arc<Programmes>, Failure> {
        let own = self.own()?;
        Ok(if knows_drafts(caller) { own.now } else { own.public })
    }

    /// The own texts that cannot be read, for those who write programmes.
    pub fn unreadable_texts(&self, caller: &Caller) -> Result<Vec<UnreadableText>, Failure> {
        if !caller.may(Action::WriteProgramme) {
            return Ok(Vec::new());
        }
        let own = self.own()?;
        let number = |one: &Unreadable| if one.document { own.document_number(&one.id) } else { own.number(&one.id) };
        Ok(own.unreadable.iter().map(|one| UnreadableText { number: number(one), what: one.clone() }).collect())
    }

    /// All of them, for use cases that change them: pages read what is told to their caller.
    pub fn programmes(&self) -> Result<Arc<Programmes>, Failure> {
        Ok(self.own()?.now)
    }

    /// What the caller may know, with what was set by a day.
    pub(super) fn programmes_on(&self, caller: &Caller, day: Date) -> Result<Arc<Programmes>, Failure> {
        let own = self.own()?;
        if own.settings.iter().all(|setting| day_of(&setting.set_at, day) <= day) {
            return self.programmes_for(caller);
        }
        let then = with_settings(&own.plain, &own.settings, Some(day));
        Ok(Arc::new(if knows_drafts(caller) { then } else { then.without(&own.drafts) }))
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
        let (plain, unreadable) = if texts.is_empty() {
            (bundled.clone(), Vec::new())
        } else {
            bundled.with_stored(self.areas(), &named(TextKind::Document), &named(TextKind::Programme))
        };
        let now = Arc::new(with_settings(&plain, &settings, None));
        let is_draft =
            |id: &&str| plain.document(id).is_some_and(|one| one.state.is_draft()) && bundled.document(id).is_none();
        let drafts: BTreeSet<String> =
            of(TextKind::Document).map(|one| one.id.as_str()).filter(is_draft).map(str::to_owned).collect();
        let own = Own {
            stamp,
            public: if drafts.is_empty() { Arc::clone(&now) } else { Arc::new(now.without(&drafts)) },
            now,
            drafts: Arc::new(drafts),
            unreadable: Arc::new(unreadable),
            plain: Arc::new(plain),
            settings: Arc::new(settings),
            numbers: numbers(TextKind::Programme),
            documents: numbers(TextKind::Document),
        };
        *self.own.lock().unwrap_or_else(PoisonError::into_inner) = Some(own.clone());
        Ok(own)
    }
}

fn unreadable(id: &str) -> Failure {
    Failure::new(
        "CC-PROGRAMME-UNREADABLE",
        "phiên bản phần mềm đang chạy không đọc được nội dung đã lưu của mục này",
        "this version of the program cannot read the stored text of this",
    )
    .at(id)
    .remedy(
        "cập nhật phần mềm lên phiên bản đã ghi nội dung ấy hoặc mới hơn; dữ liệu không mất",
        "update the program to the version that wrote it, or a newer one; nothing is lost",
    )
}

/// Drafts are for those who can write them anyway: a document belongs to no unit before a programme rests on it, so that no
/// area can tell who else works on it.
fn knows_drafts(caller: &Caller) -> bool {
    caller.may(Action::WriteProgramme)
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
