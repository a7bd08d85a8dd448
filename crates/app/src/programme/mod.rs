//! Programmes as a deployment knows them, and where their targets stand: figures of all sources are brought together here
//! and handed to `domain::programme`, which judges. Nothing of it is stored.

use crate::access::Caller;
use crate::desk::Desk;
use base::Failure;
use domain::area::Areas;
use domain::programme::{Actual, Known, Programme, Programmes, Risk, Standing, Target, history, standing, standings};
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

/// A programme with all that was measured for it, as of a day.
#[derive(Clone, Debug)]
pub struct Watched {
    /// All programmes and documents.
    pub programmes: Arc<Programmes>,
    /// Figures and events of all times and sources that the caller may see.
    pub actuals: Vec<Actual>,
    /// As of.
    pub day: Date,
    /// Which of them it is.
    at: usize,
}

impl Watched {
    /// The programme.
    pub fn programme(&self) -> &Programme {
        &self.programmes.programmes[self.at]
    }

    /// What was known on the day.
    pub fn known<'a>(&'a self, areas: &'a Areas) -> Known<'a> {
        Known { day: self.day, actuals: &self.actuals, areas, rules: &self.programmes.rules }
    }

    /// Where each target in force on the day stands.
    pub fn standings(&self, areas: &Areas) -> Vec<(&Target, Standing)> {
        standings(self.programme(), &self.known(areas))
    }

    /// Where one target stands, also one that is not in force any more.
    pub fn standing(&self, areas: &Areas, target: &Target) -> Standing {
        standing(target, self.risk(), &self.known(areas))
    }

    /// Every figure of a target since its base, each judged.
    pub fn history(&self, areas: &Areas, target: &Target) -> Vec<domain::programme::Judged> {
        history(target, self.risk(), &self.known(areas))
    }

    fn risk(&self) -> Risk {
        self.programme().risk.unwrap_or(self.programmes.rules.risk.rule)
    }
}

impl Desk {
    /// The documents and programmes that the deployment knows.
    pub fn programmes(&self) -> Result<Arc<Programmes>, Failure> {
        static BUNDLED: OnceLock<Arc<Programmes>> = OnceLock::new();
        Ok(Arc::clone(BUNDLED.get_or_init(|| Arc::new(Programmes::bundled().clone()))))
    }

    /// A programme with what was measured for it, as far as the caller may see it.
    pub fn watch(&self, _caller: &Caller, id: &str, day: Date) -> Result<Watched, Failure> {
        let programmes = self.programmes()?;
        let at = programmes.programmes.iter().position(|one| one.id == id).ok_or_else(|| no_programme(id))?;
        let mut actuals = programmes.published(self.results());
        actuals.extend(programmes.programmes[at].actuals.iter().cloned());
        Ok(Watched { programmes, actuals, day, at })
    }
}

fn no_programme(id: &str) -> Failure {
    Failure::new("CC-PROGRAMME-NONE", "không có chương trình này", "there is no such programme")
        .at(id)
        .remedy("mở lại từ trang Chương trình", "open it from the page of programmes")
}
