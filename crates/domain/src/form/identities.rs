//! What must hold between the forms of one unit; a breach is a finding, never hidden.

use super::{Counts, Flows, Tally};
use base::{Finding, Severity, Text};

/// Checks R2.2 = R3.5, R2.5 = R3.2, R2.9 = R1.3, R3.9 = R1.5, the sums of forms 2 and 3, and that this year opens as
/// the previous one closed. `unit` names the unit in the findings.
pub fn identities(unit: &str, now: &Counts, previous: Option<&Counts>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |code: &'static str, what: &str, en: &str, left: Tally, right: Tally, persons: bool| {
        if left.households != right.households || (persons && left.persons != right.persons) {
            findings.push(Finding {
                code,
                severity: Severity::Error,
                message: Text::new(
                    format!(
                        "{what}: {} hộ ({} khẩu) ≠ {} hộ ({} khẩu)",
                        left.households, left.persons, right.households, right.persons
                    ),
                    format!(
                        "{en}: {} households ({} persons) ≠ {} households ({} persons)",
                        left.households, left.persons, right.households, right.persons
                    ),
                ),
                place: unit.to_owned(),
            });
        }
    };
    if let (Some(poor), Some(near)) = (&now.poor_flows, &now.near_poor_flows) {
        check(
            "CF-R22-R35",
            "Biểu 2 cột 2 khác biểu 3 cột 5",
            "form 2 col 2 is not form 3 col 5",
            poor.to_pair,
            near.from_pair,
            false,
        );
        check(
            "CF-R25-R32",
            "Biểu 2 cột 5 khác biểu 3 cột 2",
            "form 2 col 5 is not form 3 col 2",
            poor.from_pair,
            near.to_pair,
            false,
        );
        check(
            "CF-R29-R13",
            "Biểu 2 cột 9 khác biểu 1 cột 3",
            "form 2 col 9 is not form 1 col 3",
            poor.closing,
            now.poor.all,
            true,
        );
        check(
            "CF-R39-R15",
            "Biểu 3 cột 9 khác biểu 1 cột 5",
            "form 3 col 9 is not form 1 col 5",
            near.closing,
            now.near_poor.all,
            true,
        );
        check(
            "CF-R2-SUM",
            "Biểu 2: cột 9 khác 1-2-3-4+5+6+7+8",
            "form 2: col 9 is not 1-2-3-4+5+6+7+8",
            poor.closing,
            poor.computed(),
            false,
        );
        check(
            "CF-R3-SUM",
            "Biểu 3: cột 9 khác 1-2-3-4+5+6+7+8",
            "form 3: col 9 is not 1-2-3-4+5+6+7+8",
            near.closing,
            near.computed(),
            false,
        );
        if let Some(previous) = previous {
            check(
                "CF-OPENING-POOR",
                "Biểu 2: đầu kỳ khác cuối kỳ năm trước",
                "form 2: opening is not last year's closing",
                poor.opening,
                previous.poor.all,
                true,
            );
            check(
                "CF-OPENING-NEAR",
                "Biểu 3: đầu kỳ khác cuối kỳ năm trước",
                "form 3: opening is not last year's closing",
                near.opening,
                previous.near_poor.all,
                true,
            );
        }
    }
    findings
}

impl Flows {
    /// Columns 1-2-3-4+5+6+7+8; never below zero, so that a wrong line is a finding and not a panic.
    pub fn computed(&self) -> Tally {
        let of = |column: fn(&Tally) -> u64| {
            let up = column(&self.opening)
                + column(&self.from_pair)
                + column(&self.again)
                + column(&self.new)
                + column(&self.other_up);
            let down = column(&self.to_pair) + column(&self.out) + column(&self.other_down);
            up.saturating_sub(down)
        };
        Tally { households: of(|tally| tally.households), persons: of(|tally| tally.persons) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_that_leaves_one_form_must_arrive_in_the_other() {
        let tally = |households| Tally { households, persons: 4 * households };
        let mut now = Counts::default();
        now.poor.all = tally(9);
        now.near_poor.all = tally(6);
        now.poor_flows = Some(Flows { opening: tally(10), to_pair: tally(1), closing: tally(9), ..Flows::default() });
        now.near_poor_flows =
            Some(Flows { opening: tally(5), from_pair: tally(1), closing: tally(6), ..Flows::default() });
        let mut previous = Counts::default();
        previous.poor.all = tally(10);
        previous.near_poor.all = tally(5);
        assert_eq!(identities("x", &now, Some(&previous)), []);
        now.near_poor_flows = Some(Flows { opening: tally(6), closing: tally(6), ..Flows::default() });
        let codes: Vec<&str> = identities("x", &now, Some(&previous)).iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["CF-R22-R35", "CF-OPENING-NEAR"]);
    }
}
