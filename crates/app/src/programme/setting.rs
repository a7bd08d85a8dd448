//! Thresholds and bases that a person sets for a target, with the reason.

use super::own::apply;
use super::{Own, target_of};
use crate::access::Caller;
use crate::desk::Desk;
use crate::reason::reason;
use base::Failure;
use domain::access::Action;
use domain::programme::{Exact, check_target};
use jiff::civil::Date;
use store::{Ctx, Setting, SettingKind};

/// A figure to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSetting {
    /// What.
    pub kind: SettingKind,
    /// How much, in the unit of the target.
    pub amount: Exact,
    /// Of a base: the day it holds on.
    pub holds_on: Option<Date>,
    /// Of a base: by which poverty standard.
    pub standard: Option<String>,
}

impl Own {
    /// The newest setting of a kind of a target.
    fn newest(&self, programme: &str, target: &str, kind: SettingKind) -> Option<&Setting> {
        self.settings.iter().rfind(|one| (&*one.programme, &*one.target, one.kind) == (programme, target, kind))
    }
}

impl Desk {
    /// Sets the threshold or the base of a target; the reason is that of `ctx`. It counts from today on.
    pub fn set_target(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        programme: &str,
        target: &str,
        new: &NewSetting,
        today: Date,
    ) -> Result<(), Failure> {
        let all = self.programmes()?;
        let (of, known) = target_of(&all, programme, target)?;
        self.authorise_for(caller, Action::WriteProgramme, &known.area, today)?;
        let why = reason(&ctx.reason)?;
        let own = self.own()?;
        let setting = Setting {
            programme: programme.to_owned(),
            target: target.to_owned(),
            kind: new.kind,
            number: own.newest(programme, target, new.kind).map_or(0, |one| one.number),
            amount: new.amount,
            holds_on: new.holds_on,
            standard: new.standard.clone(),
            why: String::new(),
            set_at: String::new(),
            set_by: String::new(),
        };
        let areas = self.areas();
        let mut changed = known.clone();
        if new.kind == SettingKind::Threshold {
            changed = changed.with_threshold(new.amount)?;
        } else if new.holds_on.is_none() && known.baseline.is_none() {
            return Err(no_day());
        }
        apply(&setting, &mut changed);
        check_target(&changed, &of.area, areas).map_err(|failure| {
            let field = FIELDS.iter().find(|row| row.0 == failure.place).map_or("value", |row| row.1);
            failure.at(field)
        })?;
        let ctx = Ctx { reason: why, ..ctx.clone() };
        self.store(|store| store.set_target(&ctx, &setting))
    }
}

/// Keys of a target that a setting may contradict, and the field of the form in which that is mended.
const FIELDS: [(&str, &str); 5] =
    [("baseline.on", "on"), ("baseline.value", "value"), ("value", "value"), ("points", "on"), ("path", "value")];

fn no_day() -> Failure {
    Failure::new("CC-TARGET-BASE", "mốc cần có ngày", "a base needs a day")
        .at("on")
        .remedy("ghi ngày của số mốc", "enter the day the base holds on")
}
