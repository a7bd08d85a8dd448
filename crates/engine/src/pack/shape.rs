//! The shape of the class rules, checked exhaustively: every band between lines × every number of deprivations.

use super::check::Fault;
use super::{ClassRule, Line};
use crate::Class;

/// Overlaps, holes, and households that would be better off for having less.
pub(super) fn faults(lines: &[Line], classes: &[ClassRule], indicators: usize) -> Vec<Fault> {
    let count = u32::try_from(indicators).unwrap_or(u32::MAX);
    let mut faults = Vec::new();
    let mut table: Vec<Vec<Class>> = Vec::new();
    // band b lies above line b-1 and at most line b; the last band lies above every line
    for band in 0..=lines.len() {
        let mut row = Vec::new();
        for deprived in 0..=count {
            let met: Vec<Class> =
                classes.iter().filter(|class| class.meets(band, deprived)).map(|class| class.class).collect();
            let place = || describe(lines, band, deprived);
            if let [first, second, ..] = met[..] {
                faults.push(Fault {
                    item: format!("class “{}”", second.word()),
                    reason: format!("chồng lên loại “{}” khi {}", first.word(), place()),
                });
            }
            if met.is_empty() && band < lines.len() {
                faults.push(Fault {
                    item: "class".into(), reason: format!("không loại nào nhận hộ {}", place())
                });
            }
            row.push(met.first().copied().unwrap_or(Class::NotPoor));
        }
        table.push(row);
    }
    for rule in classes.iter().filter(|rule| rule.class != Class::NotPoor) {
        if !table.iter().flatten().any(|class| *class == rule.class) {
            let reason = format!("không hộ nào vào được loại này: pack có {count} chỉ số");
            faults.push(Fault { item: format!("class “{}”", rule.class.word()), reason });
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    for band in 0..table.len() {
        for deprived in 0..table[band].len() {
            let here = table[band][deprived];
            let more_deprived = table[band].get(deprived + 1);
            let richer = table.get(band + 1).map(|row| row[deprived]);
            let wrong = more_deprived.is_some_and(|&class| class > here) || richer.is_some_and(|class| class < here);
            if wrong {
                let deprived = u32::try_from(deprived).unwrap_or(u32::MAX);
                faults.push(Fault {
                    item: format!("class “{}”", here.word()),
                    reason: format!(
                        "hộ khó khăn hơn lại được xếp khá hơn, so với hộ {}",
                        describe(lines, band, deprived)
                    ),
                });
            }
        }
    }
    faults
}

impl ClassRule {
    /// Whether a household in `band` (0 = at most the first line) with so many deprivations meets a way of the class.
    pub(crate) fn meets(&self, band: usize, deprived: u32) -> bool {
        self.ways.iter().any(|way| {
            way.above.is_none_or(|line| band > line)
                && way.at_most.is_none_or(|line| band <= line)
                && deprived >= way.at_least
                && way.below.is_none_or(|below| deprived < below)
        })
    }
}

fn describe(lines: &[Line], band: usize, deprived: u32) -> String {
    let income = match (band.checked_sub(1).and_then(|low| lines.get(low)), lines.get(band)) {
        (None, Some(high)) => format!("từ mức “{}” trở xuống", high.id),
        (Some(low), Some(high)) => format!("trên mức “{}” đến mức “{}”", low.id, high.id),
        (Some(low), None) => format!("trên mức “{}”", low.id),
        (None, None) => "ở mọi mức".into(),
    };
    format!("{income}, thiếu hụt {deprived} chỉ số")
}
