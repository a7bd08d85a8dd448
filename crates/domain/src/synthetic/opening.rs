//! The province at the end of 2021, when it is counted by the old standard and by the new one.

use super::chance::share_out;
use super::house::Old;
use super::places::Zone;
use super::published::{old_among, quota};
use super::world::World;
use engine::Class;

/// Recognised average-living farm households in the register at the end of 2021, and households that asked to be
/// reviewed and are not poor; both mostly where farms are, outside the hills.
const AVERAGE: u64 = 1_240;
const ASKED: u64 = 620;
pub(super) const SPREAD: [u64; 7] = [4, 4, 8, 26, 44, 10, 4];

/// Creates the households of the first review and records them.
pub(super) fn create(world: &mut World) {
    let poor = quota(&world.places, false, 0);
    let near_poor = quota(&world.places, true, 0);
    let [poor_poor, near_in_poor, poor_in_near, near_near] = old_among(&poor, &near_poor);
    let average = share_out(AVERAGE, &SPREAD);
    let asked = share_out(ASKED, &SPREAD);
    for (at, zone) in Zone::ALL.into_iter().enumerate() {
        let groups = [
            (Class::Poor, Old::Poor, poor_poor[at]),
            (Class::Poor, Old::NearPoor, near_in_poor[at]),
            (Class::Poor, Old::Above, poor[at] - poor_poor[at] - near_in_poor[at]),
            (Class::NearPoor, Old::Poor, poor_in_near[at]),
            (Class::NearPoor, Old::NearPoor, near_near[at]),
            (Class::NearPoor, Old::Above, near_poor[at] - poor_in_near[at] - near_near[at]),
            (Class::Average, Old::Above, average[at]),
            (Class::NotPoor, Old::Above, asked[at]),
        ];
        for (class, old, count) in groups {
            for _ in 0..count {
                let house = world.create(zone, class, 0);
                world.houses[house].old = old;
            }
        }
    }
    world.record(0);
}
