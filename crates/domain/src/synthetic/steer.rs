//! Steering: pulls and releases levers until the engine gives the class that the movement asks for.
//!
//! The class is never written down. If the engine cannot be brought to it, the generator fails and says so.

use super::answers::{Setting, household};
use super::chance::{Chance, For};
use super::house::{House, Measured, Old, Stand, review_day};
use super::levers::Lever;
use super::means;
use super::places::{Place, Zone};
use super::published::YEARS;
use base::Failure;
use engine::{AreaKind, Class, Household, Means, Pack, derive};
use jiff::civil::Date;

/// The two standards under which the province is reviewed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packs {
    pub(super) now: &'static Pack,
    pub(super) past: &'static Pack,
}

/// How often levers may be tried before giving up.
const TRIES: usize = 60;

/// Steers one household through its reviews, in order.
pub(super) fn all(
    seed: u64,
    packs: Packs,
    places: &[Place],
    house: &House,
    stands: &mut [(usize, Stand)],
) -> Result<(), Failure> {
    let mut before: Option<(u16, i64, Class)> = None;
    for (year, stand) in stands {
        let place = &places[stand.place];
        let old = (*year == 0).then_some(house.old);
        let case =
            Case { setting: Setting::new(place, house), kind: place.kind, day: review_day(YEARS[*year]), packs, old };
        let mut draw = Chance::new(seed, For::Means, stand.house, YEARS[*year]);
        stand.income = match before {
            Some((_, income, class)) if rank(class) == rank(stand.wish) => {
                means::grown(income, stand.wish, place.kind, packs.now, &mut draw)
            }
            _ => means::draw(stand.wish, old, place.kind, packs.now, packs.past, &mut draw),
        };
        // an average living standard is recognised on a declared income; of the rest, few declare
        stand.declared = stand.wish == Class::Average
            || house.farm && old == Some(Old::Above) && stand.wish == Class::NearPoor && draw.permille(150);
        let mut draw = Chance::new(seed, For::Levers, stand.house, YEARS[*year]);
        stand.levers = match before {
            Some((levers, _, _)) => a_year_later(levers, stand, &mut draw),
            None => case.first(stand, &mut draw),
        };
        case.steer(stand, before.is_some(), &mut draw)?;
        before = Some((stand.levers, stand.income, stand.wish));
    }
    Ok(())
}

/// The side of the income line, and the band above it.
fn rank(class: Class) -> u8 {
    match class {
        Class::Poor | Class::NearPoor => 0,
        Class::Average => 1,
        Class::NotPoor => 2,
    }
}

/// The circumstances of one review of one household.
struct Case {
    setting: Setting,
    kind: AreaKind,
    day: Date,
    packs: Packs,
    old: Option<Old>,
}

/// What is to be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Something more must be lacking, by the new standard, by the old one.
    More { now: bool, past: bool },
    /// Less must be lacking, by the new standard, by the old one.
    Less { now: bool, past: bool },
}

impl Case {
    /// Levers pulled at the first review.
    fn first(&self, stand: &Stand, draw: &mut Chance) -> u16 {
        let count = match (stand.wish, self.old) {
            (Class::Poor, Some(Old::NearPoor)) => 3,
            (Class::Poor, _) => 3 + draw.below(4).min(draw.below(4)),
            (Class::NearPoor, _) => draw.below(3),
            _ => draw.below(4).min(draw.below(4)),
        };
        let mut levers: u16 = 0;
        for _ in 0..count {
            // what the old standard does not know comes first where it must not notice
            let quiet = self.old == Some(Old::NearPoor) && levers.count_ones() < 2;
            levers = self.another(levers, 0, quiet, stand, draw).map_or(levers, |lever| lever.pull(levers));
        }
        levers
    }

    /// A lever that can still be pulled, by weight. `quiet`: first those that weigh on the new standard alone.
    fn another(&self, levers: u16, barred: u16, quiet: bool, stand: &Stand, draw: &mut Chance) -> Option<Lever> {
        let often = Lever::OFTEN[usize::from(self.setting.zone <= Zone::Mountain)];
        let fits = |lever: Lever, quiet: bool| {
            let only_new = matches!(lever, Lever::Job | Lever::Nutrition | Lever::Internet | Lever::Skill);
            // these weigh more on the old standard than on the new one
            let only_old = matches!(lever, Lever::Telephone | Lever::Devices | Lever::Care);
            let heard = if quiet { only_new } else { self.old != Some(Old::NearPoor) || !only_old };
            heard && !lever.is_in(levers | barred) && lever.fits(&stand.people, self.day)
        };
        let weights = |quiet: bool| -> Vec<u64> {
            Lever::ALL.into_iter().zip(often).map(|(lever, often)| if fits(lever, quiet) { often } else { 0 }).collect()
        };
        // who is alone and old has few of the quiet ones
        let choices = [weights(quiet), weights(false)];
        let weights = choices.iter().find(|weights| weights.iter().any(|weight| *weight > 0))?;
        Some(Lever::ALL[draw.weighted(weights)])
    }

    fn steer(&self, stand: &mut Stand, later: bool, draw: &mut Chance) -> Result<(), Failure> {
        // nobody loses a certificate
        let mut barred = if later { Lever::Skill.bit() } else { 0 };
        for _ in 0..TRIES {
            let Some(change) = self.measure(stand)? else { return Ok(()) };
            let next = match change {
                Change::More { now, past } => {
                    let quiet = now && !past && self.old == Some(Old::NearPoor);
                    let lever = self.another(stand.levers, barred, quiet, stand, draw);
                    // whatever does not help is at least not tried again
                    lever.map(|lever| lever.pull(stand.levers))
                }
                Change::Less { past, .. } => {
                    let loud =
                        |lever: &Lever| !past || !matches!(lever, Lever::Job | Lever::Nutrition | Lever::Internet);
                    let pulled: Vec<Lever> =
                        Lever::ALL.into_iter().filter(|lever| lever.is_in(stand.levers)).filter(loud).collect();
                    let lever = (!pulled.is_empty()).then(|| pulled[draw.index(pulled.len())]);
                    lever.map(|lever| {
                        barred |= lever.bit();
                        lever.release(stand.levers)
                    })
                }
            };
            let Some(next) = next else {
                eprintln!(
                    "{:?} {:?} old {:?} lev {:b} barred {:b} {:?} {:?} {:?}",
                    stand.people.iter().map(|p| (p.age(self.day), p.attains, p.relation)).collect::<Vec<_>>(),
                    stand.wish,
                    self.old,
                    stand.levers,
                    barred,
                    stand.result,
                    stand.old_result,
                    (stand.income, self.kind)
                );
                break;
            };
            stand.levers = next;
        }
        Err(stuck(stand, self.day))
    }

    /// Asks the engine, keeps its answer, and says what is to be changed if the class is not the wanted one.
    fn measure(&self, stand: &mut Stand) -> Result<Option<Change>, Failure> {
        let household = household(stand, self.setting, self.day);
        stand.result = self.ask(self.packs.now, &household, stand)?;
        let by_now = wanted(stand.wish, stand.result.class);
        let Some(old) = self.old else { return Ok(by_now.map(|more| change(Some(more), None))) };
        stand.old_result = self.ask(self.packs.past, &household, stand)?;
        let by_past = match (old, stand.old_result.class) {
            (Old::Poor, Class::NearPoor) => Some(true),
            (Old::NearPoor, Class::Poor) => Some(false),
            (Old::Poor, Class::Poor)
            | (Old::NearPoor, Class::NearPoor)
            | (Old::Above, Class::Average | Class::NotPoor) => None,
            _ => return Err(stuck(stand, self.day)),
        };
        if by_now.is_none() && by_past.is_none() { Ok(None) } else { Ok(Some(change(by_now, by_past))) }
    }

    fn ask(&self, pack: &Pack, household: &Household, stand: &Stand) -> Result<Measured, Failure> {
        let (flags, _) = derive(pack, household, self.day).map_err(|_| stuck(stand, self.day))?;
        let verdict = pack.classify(self.kind, means_of(pack, self.kind, stand), flags.count());
        verdict.map(|verdict| Measured { flags, class: verdict.class }).map_err(|_| stuck(stand, self.day))
    }
}

/// Levers of the year before after a year of programmes, storms and luck.
fn a_year_later(mut levers: u16, stand: &Stand, draw: &mut Chance) -> u16 {
    let pulled: Vec<Lever> = Lever::ALL.into_iter().filter(|lever| lever.is_in(levers)).collect();
    let better = if stand.wish == Class::Poor { 300 } else { 450 };
    if !pulled.is_empty() && draw.permille(better) {
        levers = pulled[draw.index(pulled.len())].release(levers);
    }
    levers
}

/// What the form of `pack` records of the household's means.
pub(super) fn means_of(pack: &Pack, kind: AreaKind, stand: &Stand) -> Means {
    Means {
        income: stand.declared.then_some(stand.income),
        // who applies for the average living standard declares an income instead of being counted in points
        b1: (stand.wish != Class::Average).then(|| means::points(pack, kind, stand.income)),
    }
}

/// Whether more (true) or less must be lacking; none if the class is the wanted one.
fn wanted(wish: Class, given: Class) -> Option<bool> {
    (wish != given).then_some(wish == Class::Poor)
}

fn change(now: Option<bool>, past: Option<bool>) -> Change {
    // what is too much goes first: it may be what the other standard does not need
    if now == Some(false) || past == Some(false) {
        Change::Less { now: now == Some(false), past: past == Some(false) }
    } else {
        Change::More { now: now.is_some(), past: past.is_some() }
    }
}

fn stuck(stand: &Stand, day: Date) -> Failure {
    Failure::new(
        "CC-SYNTHETIC",
        format!(
            "không tìm được câu trả lời để hộ mô phỏng {} thành loại {} ngày {day}",
            stand.house,
            stand.wish.word()
        ),
        format!("no answers make the synthetic household {} {} on {day}", stand.house, stand.wish.word()),
    )
    .remedy("kiểm tra bộ chuẩn vừa sửa", "check the standard that was changed")
}
