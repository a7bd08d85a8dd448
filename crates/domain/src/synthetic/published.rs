//! The published figures that the synthetic province must give, and the shares that spread them over its parts.
//!
//! They are inputs of the generator, which looks for answers that lead to them; whoever shows the province counts the
//! households. Only the totals of the province, A Lưới at the end of 2023, the two marks at the end of 2023 and the
//! households are published (`data/results/SOURCES.md`); the split by zone is made up.

use super::chance::share_out;
use super::places::{Place, Zone};

/// The years reviewed.
pub(super) const YEARS: [i16; 4] = [2021, 2022, 2023, 2024];

/// Poor and near-poor households at the end of 2021 by `vn-2016`.
pub(super) const OLD_STANDARD: [u64; 2] = [9_703, 12_104];
/// Poor households at the end of each year by `vn-2022`.
pub(super) const POOR: [u64; 4] = [16_006, 11_735, 7_540, 4_689];
/// Near-poor households at the end of each year by `vn-2022`.
pub(super) const NEAR_POOR: [u64; 4] = [12_803, 10_854, 9_002, 6_846];
/// All households of the province, derived from the published rates.
pub(super) const HOUSEHOLDS: [u64; 4] = [324_665, 329_635, 332_159, 334_929];

/// The year whose marks are published, and how many of its poor households bear them.
pub(super) const MARKED_YEAR: usize = 2;
/// Poor households without labour capacity at the end of 2023.
pub(super) const NO_LABOUR: usize = 2_869;
/// Poor households with người có công at the end of 2023.
pub(super) const MERIT: usize = 288;

/// Households of each district of 2024 at the end of 2023; they add up to the province's. A Lưới's follow from its
/// published rate, the others are made up.
pub(super) const DISTRICTS: [(&str, u64); 9] = [
    ("474", 142_000),
    ("476", 27_000),
    ("477", 23_500),
    ("478", 31_500),
    ("479", 26_500),
    ("480", 20_000),
    ("481", 14_283),
    ("482", 39_776),
    ("483", 7_600),
];

/// Poor and near-poor households of A Lưới and of Nam Đông; A Lưới's of 2023 are published.
const A_LUOI: [[u64; 4]; 2] = [[6_700, 5_250, 3_485, 2_090], [2_150, 2_300, 2_253, 1_950]];
const NAM_DONG: [[u64; 4]; 2] = [[1_500, 1_080, 640, 370], [900, 900, 800, 640]];
/// How heavy a household of the other zones weighs: hills, coast, plain, towns, wards of the city.
const HEAVINESS: [u64; 5] = [60, 36, 22, 15, 7];

/// Of 1000 poor households, how many shall have nobody who can work: A Lưới, Nam Đông, elsewhere. A little below the
/// published mark in its year, so that some household loses its last worker and the count is met exactly.
pub(super) const NO_LABOUR_PERMILLE: [[u64; 3]; 4] =
    [[140, 160, 360], [160, 190, 430], [210, 250, 530], [270, 310, 600]];

/// Wanted number of households of one class in each zone at the end of year `year` (0 = 2021).
pub(super) fn quota(places: &[Place], near_poor: bool, year: usize) -> [u64; 7] {
    let class = usize::from(near_poor);
    let total = if near_poor { NEAR_POOR[year] } else { POOR[year] };
    let (a_luoi, nam_dong) = (A_LUOI[class][year], NAM_DONG[class][year]);
    let households = |zone| places.iter().filter(|place| place.zone == zone).map(|place| place.households).sum::<u64>();
    let weights: Vec<u64> =
        Zone::ALL[2..].iter().zip(HEAVINESS).map(|(zone, heavy)| households(*zone) * heavy).collect();
    let rest = share_out(total - a_luoi - nam_dong, &weights);
    [a_luoi, nam_dong, rest[0], rest[1], rest[2], rest[3], rest[4]]
}

/// Of the poor by the new standard, those poor and near-poor by the old one; then of the near-poor by the new one.
pub(super) fn old_among(poor: &[u64; 7], near_poor: &[u64; 7]) -> [Vec<u64>; 4] {
    // 503 households are poor by the old standard by income alone and lack too little to be poor by the new one
    let poor_in_near = 503;
    let near_in_poor = 4_300;
    [
        share_out(OLD_STANDARD[0] - poor_in_near, poor),
        share_out(near_in_poor, poor),
        share_out(poor_in_near, near_poor),
        share_out(OLD_STANDARD[1] - near_in_poor, near_poor),
    ]
}
