//! Marks, causes and supports of a household; and the two published counts of marks.

use super::answers::Setting;
use super::chance::{Chance, For};
use super::house::{Stand, review_day};
use super::levers::Lever;
use super::places::Zone;
use super::published::{MARKED_YEAR, MERIT, NO_LABOUR, YEARS};
use super::world::World;
use crate::register::{Marks, Support};
use base::Failure;
use engine::{Class, Pack};
use std::collections::BTreeSet;

/// Makes the two marks of the poor at the end of 2023 equal the published counts: in some households the last ones who
/// could work fall ill for good, and some old members are recognised as people of merit in that year.
pub(super) fn settle(world: &mut World) -> Result<(), Failure> {
    let year = YEARS[MARKED_YEAR];
    let day = review_day(year);
    let poor = |world: &World| -> Vec<usize> {
        let is_poor =
            |id: &usize| world.houses[*id].present && world.houses[*id].wishes[MARKED_YEAR] == Some(Class::Poor);
        let mut poor: Vec<usize> = (0..world.houses.len()).filter(is_poor).collect();
        poor.sort_by_cached_key(|id| Chance::new(world.seed, For::Support, *id, 0).next());
        poor
    };
    let mut able = poor(world);
    let all = able.len();
    able.retain(|id| world.houses[*id].can_work(day));
    let workers = |world: &World, id: usize| world.houses[id].people.iter().filter(|p| p.can_work(day)).count();
    able.sort_by_cached_key(|id| workers(world, *id));
    let missing = (NO_LABOUR + able.len()).checked_sub(all).ok_or_else(|| off("no labour capacity"))?;
    for id in able.into_iter().take(missing) {
        for person in world.houses[id].people.iter_mut().filter(|person| person.can_work(day)) {
            person.disabled_from = Some(year);
        }
    }
    let poor = poor(world);
    let marked = poor.iter().filter(|id| world.houses[**id].merit(year)).count();
    let missing = MERIT.checked_sub(marked).ok_or_else(|| off("merit"))?;
    let others = poor.into_iter().filter(|id| !world.houses[*id].merit(year));
    let old: Vec<(usize, usize)> = others
        .filter_map(|id| Some((id, world.houses[id].people.iter().position(|person| person.age(day) >= 64)?)))
        .take(missing)
        .collect();
    if old.len() < missing {
        return Err(off("merit"));
    }
    for (id, person) in old {
        world.houses[id].people[person].merit_from = Some(year);
    }
    Ok(())
}

fn off(what: &str) -> Failure {
    Failure::new(
        "CC-SYNTHETIC-MARKS",
        format!("tỉnh mô phỏng không đạt số hộ đã công bố ({what})"),
        format!("the synthetic province cannot meet the published count ({what})"),
    )
    .remedy("chọn hạt giống khác", "choose another seed")
}

/// The marks at one review.
pub(super) fn marks(stand: &Stand, setting: Setting, year: i16) -> Marks {
    let day = review_day(year);
    Marks {
        ethnic_minority: stand.people[0].ethnic != "kinh",
        no_labour_capacity: !stand.people.iter().any(|person| person.can_work(day)),
        merit: stand.people.iter().any(|person| person.merit_from.is_some_and(|from| from <= year)),
        // local peoples are told apart in the Central Highlands only
        indigenous: false,
        farm: setting.farm,
    }
}

/// Causes of poverty, ids of the pack's list; none for those who are not poor, and none where the pack has no list.
pub(super) fn causes(pack: &Pack, stand: &Stand, class: Class, setting: Setting, marks: Marks) -> BTreeSet<String> {
    let mut found: Vec<&str> = Vec::new();
    if class > Class::NearPoor {
        return BTreeSet::new();
    }
    let often = |turn: u32, percent: u64| setting.grain.rotate_right(turn * 7) % 100 < percent;
    let hills = setting.zone <= Zone::Mountain;
    let lacks = |lever: Lever| lever.is_in(stand.levers);
    if marks.no_labour_capacity {
        found.push("no_labour");
    } else {
        let wants_land = setting.farm && often(1, if hills { 48 } else { 30 });
        found.extend(wants_land.then_some("no_land"));
        found.extend(often(2, if hills { 52 } else { 44 }).then_some("no_capital"));
        found.extend((setting.farm && often(3, if hills { 24 } else { 9 })).then_some("no_tools"));
        found.extend((setting.farm && often(4, if hills { 28 } else { 8 })).then_some("no_knowledge"));
        found.extend((lacks(Lever::Skill) || lacks(Lever::Job) && often(5, 50) || often(5, 14)).then_some("no_skills"));
    }
    let disabled = stand.people.iter().any(|person| person.disabled_from.is_some());
    found.extend((disabled || lacks(Lever::Care) || often(6, 17)).then_some("illness"));
    found.extend((found.is_empty() || often(7, 4)).then_some("other"));
    let listed = |id: &&str| pack.causes.iter().any(|cause| cause.id == *id);
    found.into_iter().filter(listed).map(str::to_owned).collect()
}

/// What the household receives; households above the line receive nothing from the programme.
pub(super) fn supports(seed: u64, stand: &Stand, class: Class, year: i16, marks: Marks) -> BTreeSet<Support> {
    let mut all = BTreeSet::new();
    if class > Class::NearPoor {
        return all;
    }
    let poor = class == Class::Poor;
    let mut draw = Chance::new(seed, For::Support, stand.house, year);
    let day = review_day(year);
    let mut give = |support, given: bool| {
        if given {
            all.insert(support);
        }
    };
    give(Support::Health, poor || draw.permille(850));
    give(Support::Education, stand.people.iter().any(|person| (3..=17).contains(&person.age(day))));
    let works = !marks.no_labour_capacity;
    give(Support::Production, works && draw.permille(if poor { 320 } else { 210 }));
    give(Support::Credit, works && draw.permille(if poor { 410 } else { 460 }));
    give(Support::Housing, Lever::House.is_in(stand.levers) && draw.permille(280));
    give(Support::Other, poor || marks.merit || draw.permille(120));
    all
}
