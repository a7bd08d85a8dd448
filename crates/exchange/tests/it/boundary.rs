//! 100,000 boundary cases per standard, against the law written down a second time as plain comparisons.
//!
//! The second writing shares nothing with the packs: no file, no line table, no class rule.

use crate::support::{classify, header};
use std::fmt::Write;

const CASES: usize = 100_000;

type ByHand = fn(bool, Option<i64>, Option<i64>, u32) -> Option<(&'static str, &'static str)>;

/// Joins what income says and what B1 says; `b1_open` is the class that B1 cannot tell from “not poor”.
fn join(income: Option<&'static str>, b1: Option<&'static str>, b1_open: bool) -> Option<(&'static str, &'static str)> {
    match (income, b1) {
        (None, None) => None,
        (Some(class), None) => Some((class, "income")),
        (None, Some(class)) => Some((class, "b1")),
        (Some(a), Some(b)) if a == b => Some((a, "b1")),
        (Some("average"), Some("not_poor")) if b1_open => Some(("average", "income")),
        (Some(_), Some(b)) => Some((b, "conflict:b1")),
    }
}

fn vn_2016(rural: bool, income: Option<i64>, b1: Option<i64>, n: u32) -> Option<(&'static str, &'static str)> {
    let (poor, near, average) = if rural { (700_000, 1_000_000, 1_500_000) } else { (900_000, 1_300_000, 1_950_000) };
    let (poor_b1, near_b1) = if rural { (120, 150) } else { (140, 175) };
    let between = if n >= 3 { "poor" } else { "near_poor" };
    let by_income = income.map(|x| {
        if x <= poor {
            "poor"
        } else if x <= near {
            between
        } else if x <= average {
            "average"
        } else {
            "not_poor"
        }
    });
    let by_b1 = b1.map(|x| {
        if x <= poor_b1 {
            "poor"
        } else if x <= near_b1 {
            between
        } else {
            "not_poor"
        }
    });
    join(by_income, by_b1, true)
}

fn vn_2022(rural: bool, income: Option<i64>, b1: Option<i64>, n: u32) -> Option<(&'static str, &'static str)> {
    let (line, average, cut_off) = if rural { (1_500_000, 2_250_000, 140) } else { (2_000_000, 3_000_000, 175) };
    let below = if n >= 3 { "poor" } else { "near_poor" };
    let by_income = income.map(|x| {
        if x <= line {
            below
        } else if x <= average {
            "average"
        } else {
            "not_poor"
        }
    });
    join(by_income, b1.map(|x| if x <= cut_off { below } else { "not_poor" }), true)
}

fn one_line(rural: bool, lines: (i64, i64), income: Option<i64>, n: u32) -> Option<(&'static str, &'static str)> {
    let line = if rural { lines.0 } else { lines.1 };
    let below = if n >= 3 { "poor" } else { "near_poor" };
    // no cut-offs: a B1 total beside the income changes nothing, alone it is refused
    income.map(|x| (if x <= line { below } else { "not_poor" }, "income"))
}

fn vn_2027(rural: bool, income: Option<i64>, _: Option<i64>, n: u32) -> Option<(&'static str, &'static str)> {
    one_line(rural, (2_200_000, 2_800_000), income, n)
}

fn bac_ninh(rural: bool, income: Option<i64>, _: Option<i64>, n: u32) -> Option<(&'static str, &'static str)> {
    one_line(rural, (1_750_000, 2_250_000), income, n)
}

fn tp_hcm(_: bool, income: Option<i64>, _: Option<i64>, _: u32) -> Option<(&'static str, &'static str)> {
    let class = |x: i64| {
        if x * 12 <= 46_000_000 {
            "poor"
        } else if x * 12 <= 54_000_000 {
            "near_poor"
        } else {
            "not_poor"
        }
    };
    income.map(|x| (class(x), "income"))
}

fn check(standard: &str, incomes: &[i64], by_hand: ByHand) {
    let edges: Vec<Option<i64>> =
        std::iter::once(None).chain(incomes.iter().flat_map(|line| [-1, 0, 1].map(|step| Some(line + step)))).collect();
    let totals: Vec<Option<i64>> = std::iter::once(None)
        .chain([0, 119, 120, 121, 139, 140, 141, 149, 150, 151, 174, 175, 176, 999].map(Some))
        .collect();
    let head = header(standard);
    let indicators: Vec<&str> = head.split(',').skip(4).collect();
    let (mut input, mut expected, mut rejected) = (head.clone() + "\n", String::new(), Vec::new());
    expected.push_str("household_id,class,deprivations,deprived,basis\n");
    let mut mask = 0_u32;
    for case in 0..CASES {
        let income = edges[case % edges.len()];
        let b1 = totals[case / edges.len() % totals.len()];
        let rural = (case / (edges.len() * totals.len())).is_multiple_of(2);
        // an odd stride visits every set of flags
        mask = (mask + 2_731) % (1 << indicators.len());
        let flags: Vec<&str> =
            (0..indicators.len()).filter(|bit| mask >> bit & 1 == 1).map(|bit| indicators[bit]).collect();
        let cell = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
        let area = if rural { "rural" } else { "urban" };
        let _ = write!(input, "H{case},{area},{},{}", cell(income), cell(b1));
        for bit in 0..indicators.len() {
            input.push_str(if mask >> bit & 1 == 1 { ",1" } else { ",0" });
        }
        input.push('\n');
        match by_hand(rural, income, b1, mask.count_ones()) {
            Some((class, basis)) => {
                let _ = writeln!(expected, "H{case},{class},{},{},{basis}", flags.len(), flags.join("|"));
            }
            None if b1.is_some() => rejected.push(format!("{},income,CC-ROW-NO-CUT-OFF", case + 2)),
            None => rejected.push(format!("{},income,CC-ROW-NO-MEANS", case + 2)),
        }
    }
    let run = classify(standard, &input);
    let report = run.report.as_ref().unwrap();
    assert_eq!(report.classes.iter().sum::<u64>() + report.rejected, CASES as u64);
    let output = run.output();
    let differing = output.lines().zip(expected.lines()).find(|(ours, hand)| ours != hand);
    assert_eq!(differing, None, "{standard}");
    assert_eq!(output.len(), expected.len());
    assert_eq!(run.reject_codes(), rejected);
}

#[test]
fn vn_2016_equals_the_independent_computation() {
    check("vn-2016", &[700_000, 900_000, 1_000_000, 1_300_000, 1_500_000, 1_950_000], vn_2016);
}

#[test]
fn vn_2022_equals_the_independent_computation() {
    check("vn-2022", &[1_500_000, 2_000_000, 2_250_000, 3_000_000], vn_2022);
}

#[test]
fn vn_2027_equals_the_independent_computation() {
    check("vn-2027", &[2_200_000, 2_800_000, 1_500_000], vn_2027);
}

#[test]
fn bac_ninh_2025_equals_the_independent_computation() {
    check("bac-ninh-2025", &[1_750_000, 2_250_000, 1_500_000], bac_ninh);
}

#[test]
fn tp_hcm_2025_equals_the_independent_computation() {
    check("tp-hcm-2025", &[3_833_333, 4_500_000, 2_000_000], tp_hcm);
}
