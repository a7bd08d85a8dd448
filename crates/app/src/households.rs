//! The households of a figure or of a person's question: which review, which unit, which of them.

use crate::Book;
use crate::access::On;
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::register::Review;
use jiff::civil::Date;
use store::{Filter, Found, HouseholdRow, Page, Scope, Sort};

/// Where households are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// The review.
    pub review: Review,
    /// The unit; none for the whole province.
    pub unit: Option<AreaKey>,
    /// The day whose unit it is.
    pub on: Date,
}

/// What is asked of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which; the communes follow from the unit.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
}

impl Book<'_> {
    /// A page of the households with the sums of all of them.
    pub fn households(&mut self, here: &Here, asked: &Asked, page: Page) -> Result<Found, Failure> {
        self.caller.authorise(Action::ListHouseholds, On::Anything)?;
        let (filter, movement) = self.within(here, asked, Action::ListHouseholds)?;
        let view = self.view();
        self.store.search(view, &here.review, movement.as_ref(), &filter, asked.sort, page)
    }

    /// Hands on every one of them, in order.
    pub fn each_household(
        &mut self,
        here: &Here,
        asked: &Asked,
        each: impl FnMut(HouseholdRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.caller.authorise(Action::ExportHouseholds, On::Anything)?;
        let (filter, movement) = self.within(here, asked, Action::ExportHouseholds)?;
        // what may be read here and exported elsewhere is not exported from here
        let scope = self.caller.scope();
        let rows = scope.rows.within(&self.caller.reach(Action::ExportHouseholds));
        let scope = Scope { rows, ..scope.clone() };
        let view = scope.of(self.at);
        self.store.search_each(view, &here.review, movement.as_ref(), &filter, asked.sort, each)
    }

    fn within(
        &mut self,
        here: &Here,
        asked: &Asked,
        action: Action,
    ) -> Result<(Filter, Option<store::Movement>), Failure> {
        let communes = match &here.unit {
            Some(unit) => {
                // a list of a part of the unit would look like the whole
                let commune = self.areas.get(unit).is_some_and(|unit| unit.level == Level::Commune);
                let on = match &asked.filter.village {
                    Some(village) if commune => On::Place(unit, village),
                    _ => On::Unit(self.areas, unit, here.on),
                };
                self.caller.authorise(action, on)?;
                Some(self.communes_of(&here.review, unit, here.on)?)
            }
            None => None,
        };
        // reckoning the movement takes its time; only a column of it needs it
        let movement = if asked.filter.flow.is_some() { self.movement(&here.review)? } else { None };
        Ok((Filter { communes, ..asked.filter.clone() }, movement))
    }
}
