//! The check before every use case: actor, action, resource. What a role may do is the policy's (`domain::access::may`).

use super::Caller;
use super::caller::Kind;
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::area::Areas;
use jiff::civil::Date;
use store::Reach;

/// To what something is done.
#[derive(Clone, Copy, Debug)]
pub enum On<'a> {
    /// To nothing in particular: some grant must allow it. What is found is narrowed by the scope.
    Anything,
    /// To all of a unit of a day.
    Unit(&'a Areas, &'a AreaKey, Date),
    /// To a household that lives here.
    Place(&'a AreaKey, &'a str),
}

impl Caller {
    /// Refuses what the caller may not do. The first line of every use case.
    pub fn authorise(&self, action: Action, on: On<'_>) -> Result<(), Failure> {
        if self.kind == Kind::Operator {
            return Ok(());
        }
        if self.kind == Kind::Visitor {
            return Err(sign_in());
        }
        if !self.may(action) {
            return Err(role(action));
        }
        let reach = match on {
            On::Anything => return Ok(()),
            On::Unit(..) | On::Place(..) => self.reach(action),
        };
        let inside = match on {
            On::Anything => true,
            On::Place(commune, village) => reach.has(commune, village),
            On::Unit(areas, unit, day) => covers(&reach, areas, unit, day),
        };
        if inside { Ok(()) } else { Err(outside(action)) }
    }
}

/// Whether a reach has all communes of a unit of a day.
fn covers(reach: &Reach, areas: &Areas, unit: &AreaKey, day: Date) -> bool {
    if *reach == Reach::All {
        return true;
    }
    if areas.get(unit).is_some_and(|unit| unit.level == Level::Commune) {
        return reach.has_whole(unit);
    }
    let mut communes = areas.units(Level::Commune, day);
    communes.retain(|commune| areas.above(&commune.key).iter().any(|above| above.key == *unit));
    !communes.is_empty() && communes.iter().all(|commune| reach.has_whole(&commune.key))
}

/// The failure of whoever is not signed in.
pub fn sign_in() -> Failure {
    Failure::new("CC-DENIED-SIGN-IN", "cần đăng nhập để xem phần này", "sign in to see this")
        .remedy("đăng nhập rồi mở lại", "sign in and open it again")
}

fn role(action: Action) -> Failure {
    let (resource, name) = (action.resource(), action.name());
    Failure::new(
        "CC-DENIED-ROLE",
        format!("vai trò của bạn không được làm việc này: {} ({})", resource.vi.to_lowercase(), name.vi),
        format!("your role does not allow this: {} ({})", resource.en.to_lowercase(), name.en),
    )
    .remedy(
        "nhờ người có vai trò ấy, hoặc đề nghị người quản trị giao quyền",
        "ask somebody of that role, or ask the administrator for a grant",
    )
}

fn outside(action: Action) -> Failure {
    let (resource, name) = (action.resource(), action.name());
    Failure::new(
        "CC-DENIED-SCOPE",
        format!("đơn vị này ngoài phạm vi được giao của bạn: {} ({})", resource.vi.to_lowercase(), name.vi),
        format!("this unit is outside of your area: {} ({})", resource.en.to_lowercase(), name.en),
    )
    .remedy("chọn đơn vị trong phạm vi của bạn", "choose a unit inside your area")
}
