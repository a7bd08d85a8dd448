//! Poor + near-poor against a total that is printed as well.

use super::super::{Fact, Measure, Value};
use super::{Checked, Ledger, both, finding};
use base::Severity;

/// Totals among the facts, and totals that a copy prints beside the facts' own parts.
pub(super) fn check(ledger: &Ledger<'_>, copies: &[Fact], checked: &mut Checked) {
    let own = ledger.subjects.values().flatten().copied();
    for total in own.chain(copies).filter(|fact| fact.measure == Measure::PoorNearPoorHouseholds) {
        let subject = total.subject();
        let (Some(sum), Some(printed)) = (both(ledger.of(&subject), total), total.value.count()) else { continue };
        checked.totals += 1;
        if sum == printed {
            continue;
        }
        let name = ledger.name(&subject);
        let (printed, sum, off) = (Value::Count(printed), Value::Count(sum), Value::Count(sum.abs_diff(printed)));
        checked.findings.push(finding(
            "CF-PARTS",
            Severity::Error,
            total.place(),
            format!(
                "{name}: tổng hộ nghèo và cận nghèo in là {}, cộng hai loại được {}, lệch {}",
                printed.vietnamese(),
                sum.vietnamese(),
                off.vietnamese()
            ),
            format!(
                "{name}: the total of poor and near-poor is printed as {}, the two add up to {}, {} off",
                printed.english(),
                sum.english(),
                off.english()
            ),
        ));
    }
}
