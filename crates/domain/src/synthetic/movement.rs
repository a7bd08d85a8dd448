//! From one review to the next: who leaves the register, who founds a household, who leaves poverty and who comes back.
//!
//! Each zone closes at its quota; in between the flows have plausible sizes. Who goes is decided by who can work, by
//! luck, and by nothing else.

use super::chance::{Chance, For, share_out};
use super::house::review_day;
use super::life;
use super::opening::SPREAD;
use super::places::Zone;
use super::published::{NO_LABOUR_PERMILLE, YEARS, quota};
use super::world::World;
use crate::register::EventKind;
use engine::Class;

/// Reviews for which a household that is neither poor nor near-poor stays on the list.
const LINGERS: u8 = 3;

/// Makes review number `year` (1 = 2022) out of the one before.
pub(super) fn advance(world: &mut World, year: usize) {
    let quotas = [quota(&world.places, false, year), quota(&world.places, true, year)];
    let events = live_on(world, year);
    let mut zones: Vec<Lists> = Zone::ALL.iter().map(|_| Lists::default()).collect();
    for house in 0..world.houses.len() {
        let zone = world.zone(house) as usize;
        zones[zone].sort_in(world, house, year);
    }
    for (house, event) in events {
        // whoever is taken off the list this year has nothing to report of a move
        if world.houses[house].present || event != EventKind::MovedIn {
            world.event(house, year, event);
        }
    }
    let fresh = [share_out(330, &SPREAD), share_out(240, &SPREAD)];
    for ((at, zone), mut lists) in Zone::ALL.into_iter().enumerate().zip(zones) {
        close(world, zone, year, [quotas[0][at], quotas[1][at]].map(small), &mut lists);
        for (class, count) in [(Class::Average, fresh[0][at]), (Class::NotPoor, fresh[1][at])] {
            for _ in 0..count {
                world.create(zone, class, year);
            }
        }
    }
}

fn small(count: u64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

/// Births, deaths, moves, new households; wishes for the year are still open.
fn live_on(world: &mut World, year: usize) -> Vec<(usize, EventKind)> {
    let mut events = Vec::new();
    for house in 0..world.houses.len() {
        if !world.houses[house].present {
            continue;
        }
        let zone = world.zone(house);
        let mut draw = Chance::new(world.seed, For::Life, house, YEARS[year]);
        let gone = life::pass(&mut world.houses[house], zone, YEARS[year], &mut draw, &mut world.serial);
        if let Some(event) = gone {
            world.houses[house].present = false;
            events.push((house, event));
        } else if draw.permille(4) && world.move_on(house, &mut draw) {
            // one event, at the new place: the household goes on under its code
            events.push((house, EventKind::MovedIn));
        }
    }
    events
}

/// The households of one zone before the review, by what they were.
#[derive(Default)]
struct Lists {
    poor: Vec<usize>,
    near_poor: Vec<usize>,
    off: Vec<usize>,
}

impl Lists {
    fn sort_in(&mut self, world: &mut World, id: usize, year: usize) {
        let house = &mut world.houses[id];
        if !house.present {
            return;
        }
        match house.wishes[year - 1] {
            Some(Class::Poor) => self.poor.push(id),
            Some(Class::NearPoor) => self.near_poor.push(id),
            _ if house.off >= LINGERS => house.present = false,
            _ => self.off.push(id),
        }
    }
}

/// Sizes of the flows of one zone.
struct Plan {
    /// Into poverty: from near-poverty, again, new, moved in or split off.
    into_poor: [usize; 4],
    /// Into near-poverty other than from poverty: again, new, moved in or split off.
    into_near: [usize; 3],
    /// Out of poverty.
    leave_poor: usize,
    /// Of these, into near-poverty.
    to_near: usize,
    /// Out of near-poverty, past the line.
    leave_near: usize,
}

impl Plan {
    fn new(poor: usize, near: usize, back: [usize; 2], [poor_quota, near_quota]: [usize; 2]) -> Self {
        let part = |of: usize, permille: usize| (of * permille).div_ceil(1000);
        let fallen = part(near, 14).min(near);
        let mut into_poor = [fallen, part(poor_quota, 14).min(back[0]), part(poor_quota, 26), part(poor_quota, 12)];
        let mut into_near = [part(near_quota, 16).min(back[1]), part(near_quota, 44), part(near_quota, 12)];
        // a quota that those who could stay do not fill is filled by new households; one that the flows overfill is
        // not reached by fewer of them
        into_poor[2] += (poor_quota - into_poor.iter().sum::<usize>()).saturating_sub(poor);
        let leave_poor = poor + into_poor.iter().sum::<usize>() - poor_quota;
        let room = near_quota - into_near.iter().sum::<usize>();
        let to_near = (leave_poor * 56 / 100).min(room);
        into_near[1] += (room - to_near).saturating_sub(near - fallen);
        let leave_near = near - fallen + to_near + into_near.iter().sum::<usize>() - near_quota;
        Self { into_poor, into_near, leave_poor, to_near, leave_near }
    }
}

/// Who has less of it goes first.
fn luck(seed: u64, house: usize, year: usize) -> u64 {
    Chance::new(seed, For::Movement, house, YEARS[year]).next()
}

/// Brings one zone from its lists to its quotas of poor and near-poor households.
fn close(world: &mut World, zone: Zone, year: usize, quotas: [usize; 2], lists: &mut Lists) {
    lists.poor.sort_by_cached_key(|id| luck(world.seed, *id, year));
    lists.near_poor.sort_by_cached_key(|id| luck(world.seed, *id, year));
    lists.off.sort_by_cached_key(|id| luck(world.seed, *id, year));
    let was = |class| lists.off.iter().filter(|id| world.houses[**id].was_before(class, year)).count();
    let back = [was(Class::Poor), was(Class::NearPoor) / 2];
    let plan = Plan::new(lists.poor.len(), lists.near_poor.len(), back, quotas);

    let mut poor: Vec<usize> = lists.near_poor.drain(..plan.into_poor[0]).collect();
    poor.extend(take(&mut lists.off, plan.into_poor[1], |id| world.houses[id].was_before(Class::Poor, year)));
    let again = take(&mut lists.off, plan.into_near[0], |id| world.houses[id].was_before(Class::NearPoor, year));
    for id in again {
        wish(world, id, Class::NearPoor, year);
    }
    for (class, new, arrived) in
        [(Class::Poor, plan.into_poor[2], plan.into_poor[3]), (Class::NearPoor, plan.into_near[1], plan.into_near[2])]
    {
        for _ in 0..new {
            let house = world.create(zone, class, year);
            if class == Class::Poor {
                poor.push(house);
            }
        }
        for turn in 0..arrived {
            let house = arrive(world, zone, class, year, turn, lists);
            if class == Class::Poor {
                poor.push(house);
            }
        }
    }

    let day = review_day(YEARS[year]);
    let unable = poor.iter().filter(|id| !world.houses[**id].can_work(day)).count();
    let region = (zone as usize).min(2);
    let wanted = quotas[0] * small(NO_LABOUR_PERMILLE[year][region]) / 1000;
    let (stay, leave) = split(world, &lists.poor, plan.leave_poor, wanted.saturating_sub(unable), year);
    for id in poor.into_iter().chain(stay) {
        wish(world, id, Class::Poor, year);
    }
    for (at, id) in leave.into_iter().enumerate() {
        if at < plan.to_near { wish(world, id, Class::NearPoor, year) } else { step_out(world, id, year) }
    }
    for (at, id) in std::mem::take(&mut lists.near_poor).into_iter().enumerate() {
        if at < plan.leave_near { step_out(world, id, year) } else { wish(world, id, Class::NearPoor, year) }
    }
    for id in std::mem::take(&mut lists.off) {
        let before = world.houses[id].wishes[year - 1].unwrap_or(Class::NotPoor);
        // a recognised farm household is recognised anew in most years
        let renewed =
            before == Class::Average && Chance::new(world.seed, For::Movement, id, -YEARS[year]).permille(720);
        wish(world, id, if renewed { Class::Average } else { Class::NotPoor }, year);
    }
}

/// A household that entered the list for a reason other than poverty: every second one split off, if it can.
fn arrive(world: &mut World, zone: Zone, class: Class, year: usize, turn: usize, lists: &Lists) -> usize {
    let day = review_day(YEARS[year]);
    let list = if class == Class::Poor { &lists.poor } else { &lists.near_poor };
    if turn.is_multiple_of(2) {
        let parent = list.iter().copied().skip(turn * 3).find(|id| life::founder(&world.houses[*id], day).is_some());
        if let Some((parent, at)) = parent.and_then(|id| Some((id, life::founder(&world.houses[id], day)?))) {
            let mut draw = Chance::new(world.seed, For::Creation, parent, YEARS[year]);
            let mut serial = world.serial;
            let house = life::found(&mut world.houses[parent], at, zone, YEARS[year], &mut draw, &mut serial);
            world.serial = serial;
            let house = world.add(house, class, year);
            world.event(house, year, EventKind::SplitOff);
            return house;
        }
    }
    let house = world.create(zone, class, year);
    world.event(house, year, EventKind::MovedIn);
    house
}

/// The first `count` of the list that fit, taken out of it.
fn take(list: &mut Vec<usize>, count: usize, fits: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut taken = Vec::new();
    list.retain(|id| {
        let take = taken.len() < count && fits(*id);
        if take {
            taken.push(*id);
        }
        !take
    });
    taken
}

/// Divides the poor into those who stay, among them `unable` who cannot work if there are so many, and `leave` others.
fn split(world: &World, poor: &[usize], leave: usize, unable: usize, year: usize) -> (Vec<usize>, Vec<usize>) {
    let day = review_day(YEARS[year]);
    let (able, not): (Vec<usize>, Vec<usize>) = poor.iter().partition(|id| world.houses[**id].can_work(day));
    let stay = poor.len() - leave;
    let unable = unable.min(not.len()).min(stay).max(stay.saturating_sub(able.len()));
    let (not_stay, not_leave) = not.split_at(unable);
    let (able_stay, able_leave) = able.split_at(stay - unable);
    // both kinds of leavers in the order of luck again, so that neither comes first
    let mut left = [not_leave, able_leave].concat();
    left.sort_by_cached_key(|id| luck(world.seed, *id, year));
    ([not_stay, able_stay].concat(), left)
}

fn wish(world: &mut World, id: usize, class: Class, year: usize) {
    let house = &mut world.houses[id];
    house.wishes[year] = Some(class);
    house.off = match class {
        Class::Poor | Class::NearPoor => 0,
        // a new recognition starts the time on the list anew
        Class::Average => 1,
        Class::NotPoor => house.off + 1,
    };
}

/// Past the near-poor line; some farm households are recognised as living averagely.
fn step_out(world: &mut World, id: usize, year: usize) {
    let house = &world.houses[id];
    let farms = house.farm && house.can_work(review_day(YEARS[year]));
    let recognised = farms && Chance::new(world.seed, For::Movement, id, -YEARS[year]).permille(90);
    wish(world, id, if recognised { Class::Average } else { Class::NotPoor }, year);
}
