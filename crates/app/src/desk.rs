//! What pages read from: open registers to borrow, units through time, published results, and the counts of reviews kept
//! until the register changes.
//!
//! Counting a review reads every household of a province; a page asks for the same counts again and again. They are kept
//! by review and dropped as soon as what they count may have changed, so nothing old is shown; signing in and correcting a
//! household change nothing of them.

use crate::access::{Caller, On, Territory};
use crate::book::Book;
use crate::form::{FormRequest, Forms};
use crate::national::National;
use crate::pool::{self, Pool};
use crate::programme::plan::{NothingPlanned, PlannedExits};
use crate::territory;
use crate::year::{Counted, Year};
use base::{AreaKey, Failure};
use domain::access::{Action, Grant};
use domain::area::Areas;
use domain::programme::Reading;
use domain::register::Review;
use domain::result::check::Checked;
use domain::result::{Measure, Results};
use identity::throttle::Brake;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use store::{Shard, ShardRow, Store, Villages};

/// Opens one more connection to the register.
pub type Opener = Box<dyn Fn() -> Result<Store, Failure> + Send + Sync>;

/// See the module.
pub struct Desk {
    /// None where there is no register: published figures and laws are still there to read.
    open: Option<Opener>,
    pool: Pool,
    areas: Cow<'static, Areas>,
    results: Results,
    checked: OnceLock<Checked>,
    national: Mutex<BTreeMap<Date, Arc<National>>>,
    territories: Mutex<BTreeMap<AreaKey, Arc<BTreeMap<AreaKey, Villages>>>>,
    kept: Mutex<Kept>,
    /// Who knows planned exits.
    pub(crate) exits: Box<dyn PlannedExits>,
    /// The programmes of the deployment, until its store changes.
    pub(crate) own: Mutex<Option<crate::programme::Own>>,
    /// Denials that were written down lately.
    pub(crate) denials: crate::trail::Denials,
    /// The brakes before sign-in.
    pub(crate) door: Brake,
}

/// Bytes of chance that one request may need: ten recovery codes with their salt are the most.
const MOST_CHANCE: usize = 512;

/// Boundaries for which the published country is kept; people look at two.
const MOST_BOUNDARIES: usize = 8;

#[derive(Default)]
struct Kept {
    /// The connection that notices changes; it never writes itself.
    watcher: Option<Store>,
    /// Another one after any change at all.
    stamp: i64,
    /// Others after a change of what is counted; none before the first look.
    content: Option<[i64; 3]>,
    counted: BTreeMap<(Shard, Review), Arc<Counted>>,
    /// What was measured in all units of a province on the boundaries of a day.
    below: BTreeMap<(Shard, Review, Date), Arc<Below>>,
}

/// What a review measured, by unit.
pub(crate) type Below = BTreeMap<AreaKey, Vec<(Measure, Reading)>>;

/// Boundaries and reviews for which that is kept.
const MOST_BELOW: usize = 64;

impl Desk {
    /// A desk over a register, if there is one.
    pub fn new(open: Option<Opener>, areas: Cow<'static, Areas>, results: Results) -> Self {
        Self {
            open,
            pool: Pool::new(pool::MOST),
            areas,
            results,
            checked: OnceLock::new(),
            national: Mutex::default(),
            territories: Mutex::default(),
            kept: Mutex::default(),
            exits: Box::new(NothingPlanned),
            own: Mutex::default(),
            denials: Mutex::default(),
            door: Brake::new(),
        }
    }

    /// The same desk with somebody who knows planned exits.
    #[must_use]
    pub fn with_exits(self, exits: Box<dyn PlannedExits>) -> Self {
        Self { exits, ..self }
    }

    /// Units through time.
    pub fn areas(&self) -> &Areas {
        &self.areas
    }

    /// Published results.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// What the checks find in the published results, looked for once.
    pub fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| self.results.check(&self.areas))
    }

    /// The published country on the boundaries of a day, restated once: what is published does not change under way.
    pub fn national(&self, on: Date) -> Result<Arc<National>, Failure> {
        let known = self.national.lock().unwrap_or_else(PoisonError::into_inner).get(&on).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Arc::new(self.restate_national(on)?);
        let mut kept = self.national.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_BOUNDARIES {
            kept.clear();
        }
        kept.insert(on, Arc::clone(&made));
        Ok(made)
    }

    /// Random bytes that nobody can guess, for what a request needs. Hashing takes its time on purpose, so no connection
    /// is held meanwhile.
    pub fn chance<R>(&self, work: impl FnOnce(identity::Chance<'_>) -> Result<R, Failure>) -> Result<R, Failure> {
        let mut drawn = [0; MOST_CHANCE];
        self.store(|store| {
            store.chance(&mut drawn);
            Ok(())
        })?;
        let mut left = drawn.as_slice();
        work(&mut |bytes| {
            let (now, later) = left.split_at_checked(bytes.len()).expect("no request needs more chance");
            bytes.copy_from_slice(now);
            left = later;
        })
    }

    /// Whether there is a register at all.
    pub fn has_register(&self) -> bool {
        self.open.is_some()
    }

    /// The provinces of the register.
    pub fn provinces(&self) -> Result<Vec<ShardRow>, Failure> {
        if self.open.is_none() {
            return Ok(Vec::new());
        }
        self.store(Store::shards)
    }

    /// The province of the register that has this code on a day, also under the code it was opened with.
    pub fn province(&self, code: &str, on: Date) -> Result<Option<ShardRow>, Failure> {
        let wanted = self.areas.at(code, on).map(|unit| &unit.key);
        Ok(self.provinces()?.into_iter().find(|row| match self.areas.at(&row.code, row.opened_on) {
            Some(opened) => self.areas.holders(&opened.key, on).iter().any(|(key, _)| Some(key) == wanted),
            None => row.code == code,
        }))
    }

    /// Borrows an open register; waits while too many are lent. `work` must not borrow another one: it would wait for itself.
    pub fn store<R>(&self, work: impl FnOnce(&mut Store) -> Result<R, Failure>) -> Result<R, Failure> {
        self.pool.lend(|| self.another(), work)
    }

    /// Reads one province for somebody.
    pub fn book<R>(
        &self,
        caller: &Caller,
        shard: Shard,
        work: impl FnOnce(&mut Book<'_>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        self.store(|store| work(&mut Book { store, at: shard.into(), areas: &self.areas, caller }))
    }

    /// The counts of a review by commune, for who reads all of the province.
    pub fn counted(&self, caller: &Caller, shard: Shard, review: &Review) -> Result<Arc<Counted>, Failure> {
        let row = self.provinces()?.into_iter().find(|row| row.shard == shard);
        let unit = row.and_then(|row| Some((&self.areas.at(&row.code, row.opened_on)?.key, row.opened_on)));
        caller.authorise(Action::ReadFigures, unit.map_or(On::Anything, |(key, on)| On::Unit(&self.areas, key, on)))?;
        self.count(shard, review)
    }

    /// The counts of a review by commune, computed once until the register changes. They are everybody's: whoever hands a
    /// part of them on asks first whether the caller reads all of the unit. A part cut to communes that lie wholly in the
    /// caller's area would make a split commune look like one without households.
    fn count(&self, shard: Shard, review: &Review) -> Result<Arc<Counted>, Failure> {
        let key = (shard, review.clone());
        let content = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            self.look(&mut kept)?;
            if let Some(known) = kept.counted.get(&key) {
                return Ok(Arc::clone(known));
            }
            kept.content
        };
        // not under the lock: readers of other reviews need not wait. The program counts everything; who asks gets a part
        let counted = Arc::new(self.book(&Caller::operator(), shard, |book| book.counted(review))?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.content == content {
            kept.counted.insert(key, Arc::clone(&counted));
        }
        Ok(counted)
    }

    /// What a review measured in every unit of a province on the boundaries of a day, made once until the register changes.
    /// It is everybody's, as [`Self::count`] is: whoever hands a part of it on asks first who may read that part.
    pub(crate) fn below(
        &self,
        shard: Shard,
        review: &Review,
        boundaries: Date,
        make: impl FnOnce(&Counted) -> Result<Below, Failure>,
    ) -> Result<Arc<Below>, Failure> {
        let key = (shard, review.clone(), boundaries);
        let content = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            self.look(&mut kept)?;
            if let Some(known) = kept.below.get(&key) {
                return Ok(Arc::clone(known));
            }
            kept.content
        };
        // counted after the look: what changes meanwhile is not kept under the old content
        let measured = Arc::new(make(&*self.count(shard, review)?)?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.content == content {
            if kept.below.len() >= MOST_BELOW {
                kept.below.clear();
            }
            kept.below.insert(key, Arc::clone(&measured));
        }
        Ok(measured)
    }

    /// Counts every review, the newest first, so that the first page that asks need not wait.
    pub fn warm(&self) -> Result<(), Failure> {
        for province in self.provinces()? {
            let mut reviews = self.store(|store| store.reviews(province.shard))?;
            reviews.sort();
            for review in reviews.iter().rev() {
                self.count(province.shard, review)?;
            }
        }
        Ok(())
    }

    /// A review rolled up to `code` on the boundaries of a day.
    pub fn year(&self, caller: &Caller, shard: Shard, review: &Review, code: &str, on: Date) -> Result<Year, Failure> {
        let unit = &territory::unit(&self.areas, code, on)?.key;
        caller.authorise(Action::ReadFigures, On::Unit(&self.areas, unit, on))?;
        Year::roll(&self.areas, &*self.count(shard, review)?, code, on)
    }

    /// The forms of an area, from the counts that are kept.
    pub fn forms(&self, caller: &Caller, shard: Shard, request: &FormRequest) -> Result<Forms, Failure> {
        let unit = &territory::unit(&self.areas, &request.area, request.day())?.key;
        caller.authorise(Action::ReadFigures, On::Unit(&self.areas, unit, request.day()))?;
        let review = self.book(caller, shard, |book| book.review(request.year, request.standard.as_deref()))?;
        let counted = self.count(shard, &review)?;
        self.book(caller, shard, |book| book.forms_of(&counted, request))
    }

    /// A person with what the grants allow on a day.
    pub fn person(&self, login: &str, name: &str, grants: &[Grant], today: Date) -> Caller {
        Caller::person(login, name, grants, &self.territory(), today)
    }

    /// Territories of units.
    pub fn territory(&self) -> Territory<'_> {
        Territory::new(&self.areas, &self.territories)
    }

    /// Forgets the counts if what they count may have changed. The stamp is the cheap first look: it moves with every
    /// command, most of which change nothing that is counted.
    fn look(&self, kept: &mut Kept) -> Result<(), Failure> {
        let mut watcher = match kept.watcher.take() {
            Some(watcher) => watcher,
            None => self.another()?,
        };
        let stamp = watcher.stamp()?;
        if kept.content.is_none() || kept.stamp != stamp {
            let content = Some(watcher.counted_stamp()?);
            if kept.content != content {
                kept.counted.clear();
                kept.below.clear();
                kept.content = content;
            }
            kept.stamp = stamp;
        }
        // one that failed on the way was dropped: its state is not known
        kept.watcher = Some(watcher);
        Ok(())
    }

    fn another(&self) -> Result<Store, Failure> {
        match &self.open {
            Some(open) => open(),
            None => Err(Failure::new("CC-STORE-NONE", "chưa có sổ bộ nào ở đây", "there is no register here").remedy(
                "nhập một đợt rà soát (cancau import review) hoặc chạy cancau demo",
                "import a review (cancau import review) or run cancau demo",
            )),
        }
    }
}
