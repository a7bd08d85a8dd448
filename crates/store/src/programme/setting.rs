//! Thresholds and bases that a person set for a target, with the reason. The newest counts; the older ones stay.

use super::{changed_meanwhile, exact, unknown};
use crate::access::DEPLOYMENT;
use crate::read::date;
use crate::sql::programme as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Value};
use base::Failure;
use domain::programme::Exact;
use jiff::civil::Date;

/// What was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SettingKind {
    /// The number for a word (“cơ bản”).
    Threshold,
    /// Where the target starts from.
    Baseline,
}

/// A figure that a person set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The programme, by id.
    pub programme: String,
    /// The target, by id.
    pub target: String,
    /// What was set.
    pub kind: SettingKind,
    /// Counts the settings of this kind of the target, from 1; 0 for one that is not saved yet.
    pub number: i64,
    /// How much, in the unit of the target.
    pub amount: Exact,
    /// Of a base: the day it holds on.
    pub holds_on: Option<Date>,
    /// Of a base: by which poverty standard.
    pub standard: Option<String>,
    /// Why.
    pub why: String,
    /// When.
    pub set_at: String,
    /// By whom.
    pub set_by: String,
}

impl SettingKind {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Threshold => "threshold",
            Self::Baseline => "baseline",
        }
    }
}

impl Store {
    /// Saves a setting as the next one; `setting.number` is the newest that was read, 0 for none. When and by whom come
    /// from `ctx`, why from its reason.
    pub fn set_target(&mut self, ctx: &Ctx, setting: &Setting) -> Result<(), Failure> {
        let (programme, target) = (setting.programme.as_str(), setting.target.as_str());
        self.db.write(DEPLOYMENT, |tx| {
            let of: [Value; 3] = [programme.into(), target.into(), setting.kind.word().into()];
            if tx.row(sql::SETTING_NUMBER, &of)?.map_or(Ok(0), |row| row.int(0))? != setting.number {
                return Err(changed_meanwhile());
            }
            let before = tx.rows(sql::SETTINGS, &[])?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            let before = before
                .into_iter()
                .rfind(|one| (&*one.programme, &*one.target, one.kind) == (programme, target, setting.kind));
            let row: [Value; 10] = [
                programme.into(),
                target.into(),
                setting.kind.word().into(),
                (setting.number + 1).into(),
                setting.amount.to_string().into(),
                setting.holds_on.map(|day| day.to_string()).into(),
                setting.standard.clone().into(),
                ctx.reason.as_str().into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
            ];
            tx.execute(sql::INSERT_SETTING, &row)?;
            let shown = |one: &Setting| {
                let day = one.holds_on.map(|day| format!(" ({day})")).unwrap_or_default();
                format!("{}{day}", one.amount)
            };
            Deed::about(Subject::Programme, programme)
                .change("target", None, Some(target))
                .change(setting.kind.word(), before.as_ref().map(shown).as_deref(), Some(&shown(setting)))
                .record(tx, DEPLOYMENT, ctx, "set_target", None)
                .map(drop)
        })
    }

    /// All settings, those of one target and kind in the order in which they were made.
    pub fn target_settings(&mut self) -> Result<Vec<Setting>, Failure> {
        self.db.read(|tx| tx.rows(sql::SETTINGS, &[])?.iter().map(read).collect())
    }
}

fn read(row: &Row) -> Result<Setting, Failure> {
    Ok(Setting {
        programme: row.text(0)?.to_owned(),
        target: row.text(1)?.to_owned(),
        kind: match row.text(2)? {
            "threshold" => SettingKind::Threshold,
            "baseline" => SettingKind::Baseline,
            other => return Err(unknown(other)),
        },
        number: row.int(3)?,
        amount: exact(row.text(4)?)?,
        holds_on: row.text_or_null(5)?.map(date).transpose()?,
        standard: row.text_or_null(6)?.map(str::to_owned),
        why: row.text(7)?.to_owned(),
        set_at: row.text(8)?.to_owned(),
        set_by: row.text(9)?.to_owned(),
    })
}
