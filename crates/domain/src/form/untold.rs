//! Figures that rest on fewer records than they seem to: what was never recorded is told, not counted as zero.

use super::{Counts, UnitCounts, Untold};
use base::{Finding, Severity, Text};

/// What the records behind the figures of a unit do not tell: deprived indicators (forms 4–7), children (form 11).
pub fn untold(unit: &UnitCounts) -> Vec<Finding> {
    let (poor, near) = sum(unit);
    let of = |lacking: [u64; 2], code: &'static str, vi: &str, en: &str| {
        let households: u64 = lacking.iter().sum();
        (households > 0).then(|| Finding {
            code,
            severity: Severity::Warning,
            message: Text::new(format!("{households} hộ {vi}"), format!("{households} households {en}")),
            place: unit.name.clone(),
        })
    };
    let indicators = (
        "chỉ có tổng số chỉ số, không rõ chỉ số nào: chưa tính vào cột từng chỉ số",
        "without their deprived indicators",
    );
    let answers = ("có trẻ em chưa ghi câu trả lời: chưa tính vào cột thiếu hụt", "have children without answers");
    let members =
        ("chưa liệt kê đủ thành viên: số trẻ em có thể thiếu", "do not list all members: children may be missing");
    [
        of([poor.indicators, 0], "CF-UNTOLD-POOR", indicators.0, indicators.1),
        of([near.indicators, 0], "CF-UNTOLD-NEAR", indicators.0, indicators.1),
        of([poor.children, near.children], "CF-UNTOLD-CHILDREN", answers.0, answers.1),
        of([poor.members, near.members], "CF-UNTOLD-MEMBERS", members.0, members.1),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Of the unit, or of its parts where the unit itself has no figure.
fn sum(unit: &UnitCounts) -> (Untold, Untold) {
    let own = |counts: &Counts| (counts.poor.untold, counts.near_poor.untold);
    let add = |a: Untold, b: Untold| Untold {
        indicators: a.indicators + b.indicators,
        members: a.members + b.members,
        children: a.children + b.children,
    };
    match &unit.counts {
        Some(counts) => own(counts),
        None => unit
            .children
            .iter()
            .map(sum)
            .fold(Default::default(), |(poor, near), part| (add(poor, part.0), add(near, part.1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{AreaKey, Level};
    use jiff::civil::date;

    #[test]
    fn what_is_lacking_is_told_also_where_the_unit_has_no_figure() {
        let mut counts = Counts::default();
        counts.poor.untold = Untold { indicators: 3, members: 0, children: 1 };
        counts.near_poor.untold = Untold { indicators: 0, members: 0, children: 2 };
        let key = AreaKey { code: "1".into(), valid_from: date(2025, 7, 1) };
        let unit = |counts, children| UnitCounts {
            key: key.clone(),
            name: "Huế".into(),
            level: Level::Province,
            counts,
            children,
        };
        let part = unit(Some(counts), Vec::new());
        for unit in [part.clone(), unit(None, vec![part])] {
            let found = untold(&unit);
            let told: Vec<(&str, &str)> =
                found.iter().map(|one| (one.code, one.message.vi.split(' ').next().unwrap())).collect();
            assert_eq!(told, [("CF-UNTOLD-POOR", "3"), ("CF-UNTOLD-CHILDREN", "3")]);
        }
        assert!(untold(&unit(Some(Counts::default()), Vec::new())).is_empty());
    }
}
