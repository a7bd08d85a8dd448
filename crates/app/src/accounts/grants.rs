//! Giving and ending grants.

use super::told;
use crate::access::{On, overlap};
use crate::{Caller, Ctx, Desk};
use base::{Failure, Level};
use domain::access::{Action, Grant, Role, together};
use jiff::civil::Date;
use store::{GrantRow, NewGrant};

impl Desk {
    /// Everybody's grants of a day.
    pub fn grants_on(&self, caller: &Caller, day: Date) -> Result<Vec<GrantRow>, Failure> {
        caller.authorise(Action::GiveGrants, On::Anything)?;
        self.store(|store| store.grants_on(day))
    }

    /// Gives a grant, never together with a duty that excludes it.
    pub fn give_grant(&self, caller: &Caller, ctx: &Ctx, new: &NewGrant) -> Result<(), Failure> {
        caller.authorise(Action::GiveGrants, On::Anything)?;
        let decision = told(&new.decision, "decision")?;
        if new.grant.period.to.is_some_and(|to| to < new.grant.period.from) {
            return Err(Failure::new(
                "CC-GRANT-PERIOD",
                "ngày cuối trước ngày đầu",
                "the last day is before the first",
            )
            .at("to"));
        }
        if let Some(area) = &new.grant.area
            && self.areas().get(area).is_none()
        {
            return Err(Failure::new("CC-AREA-CODE", "không có đơn vị này", "there is no such unit").at("area"));
        }
        let field = |vi: &str, en: &str, at: &'static str| Failure::new("CC-FIELD", vi, en).at(at);
        let level = new.grant.area.as_ref().and_then(|area| self.areas().get(area)).map(|unit| unit.level);
        match (new.grant.role, level) {
            // accounts have no area: whoever resets one could come in with it
            (Role::Administrator, Some(_)) => {
                return Err(field(
                    "người quản trị làm việc trên toàn hệ thống, không theo đơn vị",
                    "an administrator works for the whole system, not for a unit",
                    "area",
                ));
            }
            (Role::Administrator, None) | (_, Some(_)) => {}
            // and everybody else works somewhere
            (_, None) => return Err(field("chưa chọn đơn vị", "no unit was chosen", "area")),
        }
        if new.grant.village.is_some() && level != Some(Level::Commune) {
            return Err(field("thôn phải thuộc một xã", "a village belongs to a commune", "village"));
        }
        let territory = self.territory();
        self.store(|store| {
            store.give_grant(ctx, &NewGrant { decision, ..new.clone() }, |held| {
                let held: Vec<Grant> = held.iter().map(|row| row.grant.clone()).collect();
                match together(&new.grant, &held, |one, other| overlap(&territory, one, other)) {
                    None => Ok(()),
                    Some(met) => {
                        let (why, role) = (met.duties.why(), met.held.name());
                        Err(Failure::new(
                            "CC-DENIED-DUTIES",
                            format!("không giao được: người này đang là {}, mà {}", role.vi, why.vi),
                            format!("cannot be given: this person is {}, and {}", role.en, why.en),
                        )
                        .at("role")
                        .remedy(
                            "giao cho người khác, hoặc kết thúc quyền kia trước",
                            "give it to somebody else, or end the other grant first",
                        ))
                    }
                }
            })
        })
    }

    /// Ends a grant with a day as its last.
    pub fn end_grant(&self, caller: &Caller, ctx: &Ctx, id: &str, version: i64, last: Date) -> Result<(), Failure> {
        caller.authorise(Action::GiveGrants, On::Anything)?;
        self.store(|store| store.end_grant(ctx, id, version, last))
    }
}
