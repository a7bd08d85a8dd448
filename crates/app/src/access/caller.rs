//! The caller: a person with grants, a visitor without any, or whoever sits at the machine itself.

use super::Territory;
use domain::access::{Action, Grant, Role};
use domain::area::Areas;
use jiff::civil::Date;
use std::sync::Arc;
use store::{Reach, Scope};

/// Who asks.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The login, as the trail names it; empty for a visitor.
    pub login: String,
    /// The name, as pages greet it.
    pub name: String,
    /// The grants that hold today.
    pub grants: Vec<Grant>,
    pub(super) kind: Kind,
    /// What of the citizens' rows may be read today.
    pub(super) scope: Arc<Scope>,
    pub(super) reaches: Vec<(Role, Reach)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Not signed in.
    Visitor,
    /// Signed in.
    Person,
    /// At the machine, with the database and its key in hand.
    Operator,
}

impl Caller {
    /// Whoever runs the command line: the database and its key lie open to them anyway.
    pub fn operator() -> Self {
        let scope = Arc::new(Scope::everything().clone());
        Self {
            login: String::new(),
            name: String::new(),
            grants: Vec::new(),
            kind: Kind::Operator,
            scope,
            reaches: Vec::new(),
        }
    }

    /// Somebody who is not signed in: sees what is published, and no row of the register.
    pub fn visitor() -> Self {
        let scope = Arc::new(Scope::nothing());
        Self {
            login: String::new(),
            name: String::new(),
            grants: Vec::new(),
            kind: Kind::Visitor,
            scope,
            reaches: Vec::new(),
        }
    }

    /// A person with what the grants allow on a day.
    pub fn person(login: &str, name: &str, grants: &[Grant], territory: &Territory<'_>, today: Date) -> Self {
        let grants: Vec<Grant> = grants.iter().filter(|grant| grant.period.contains(today)).cloned().collect();
        let reaches: Vec<(Role, Reach)> = grants.iter().map(|grant| (grant.role, territory.reach(grant))).collect();
        let of = |action: Action| join(&reaches, action);
        let rows = of(Action::ListHouseholds);
        let scope = Scope {
            ethnicity: of(Action::SeeEthnicity),
            health: of(Action::SeeHealth),
            phone: of(Action::SeePhone),
            cccd: of(Action::SeeNumber),
            rows,
        };
        Self {
            login: login.to_owned(),
            name: name.to_owned(),
            grants,
            kind: Kind::Person,
            scope: Arc::new(scope),
            reaches,
        }
    }

    /// What of the citizens' rows may be read.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Whether somebody has signed in.
    pub fn is_signed_in(&self) -> bool {
        self.kind == Kind::Person
    }

    /// Where something may be done.
    pub fn reach(&self, action: Action) -> Reach {
        match self.kind {
            Kind::Operator => Reach::All,
            Kind::Visitor | Kind::Person => join(&self.reaches, action),
        }
    }

    /// Where something may be done, as the grants name it.
    pub fn places(&self, areas: &Areas, action: Action) -> Vec<String> {
        let allowed = self.grants.iter().filter(|grant| domain::access::may(grant.role, action));
        let named = allowed.filter_map(|grant| {
            let unit = &areas.get(grant.area.as_ref()?)?.name;
            Some(grant.village.as_ref().map_or_else(|| unit.clone(), |village| format!("{village}, {unit}")))
        });
        let mut places: Vec<String> = named.collect();
        places.sort();
        places.dedup();
        places
    }

    /// The same caller without what one of the roles allows: where that role must not count.
    pub(crate) fn without(&self, role: Role) -> Self {
        let mut other = self.clone();
        other.grants.retain(|grant| grant.role != role);
        other.reaches.retain(|(own, _)| *own != role);
        other
    }

    /// Whether something may be done somewhere.
    pub fn may(&self, action: Action) -> bool {
        self.kind == Kind::Operator || self.grants.iter().any(|grant| domain::access::may(grant.role, action))
    }
}

fn join(reaches: &[(Role, Reach)], action: Action) -> Reach {
    let allowed = reaches.iter().filter(|(role, _)| domain::access::may(*role, action));
    allowed.fold(Reach::default(), |all, (_, reach)| all.and(reach))
}
