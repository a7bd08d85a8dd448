//! The register of agencies.

use super::told;
use crate::access::On;
use crate::{Caller, Ctx, Desk};
use base::Failure;
use domain::access::Action;
use jiff::civil::Date;
use store::{Agency, NewAgency};

/// Another name of an agency.
#[derive(Clone, Debug)]
pub struct NewName<'a> {
    /// The name.
    pub name: &'a str,
    /// Since when.
    pub since: Date,
    /// By which document.
    pub document: &'a str,
}

impl Desk {
    /// All agencies. Their names are no secret: whoever is signed in may look them up.
    pub fn agencies(&self, caller: &Caller) -> Result<Vec<Agency>, Failure> {
        super::own(caller)?;
        self.store(store::Store::agencies)
    }

    /// One agency.
    pub fn agency(&self, caller: &Caller, id: &str) -> Result<Agency, Failure> {
        super::own(caller)?;
        self.store(|store| store.agency(id))
    }

    /// Enters an agency; its id.
    pub fn make_agency(&self, caller: &Caller, ctx: &Ctx, new: &NewAgency) -> Result<String, Failure> {
        caller.authorise(Action::ManageAgencies, On::Anything)?;
        let new =
            NewAgency { name: told(&new.name, "name")?, document: told(&new.document, "document")?, ..new.clone() };
        self.store(|store| store.make_agency(ctx, &new))
    }

    /// Gives an agency another name from a day on.
    pub fn rename_agency(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        (id, version): (&str, i64),
        new: &NewName<'_>,
    ) -> Result<(), Failure> {
        caller.authorise(Action::ManageAgencies, On::Anything)?;
        let (name, document) = (told(new.name, "name")?, told(new.document, "document")?);
        self.store(|store| store.rename_agency(ctx, id, version, &name, new.since, &document))
    }

    /// Closes an agency from a day on, with those that take over its work.
    pub fn close_agency(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        (id, version): (&str, i64),
        since: Date,
        successors: &[String],
        document: &str,
    ) -> Result<(), Failure> {
        caller.authorise(Action::ManageAgencies, On::Anything)?;
        let document = told(document, "document")?;
        self.store(|store| store.close_agency(ctx, id, version, since, successors, &document))
    }
}
