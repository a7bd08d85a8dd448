//! Rates against counts: possible at all, following from them, and agreeing on a denominator.

use super::super::{Decimal, Fact, Interval, Measure, Status, Subject, Value};
use super::{Checked, Ledger, beside, count_beside, finding};
use base::Severity;

/// All rate checks, subject by subject.
pub(super) fn check(ledger: &Ledger<'_>, checked: &mut Checked) {
    for (subject, facts) in &ledger.subjects {
        for fact in facts {
            impossible(ledger, subject, fact, facts, checked);
            recomputed(ledger, subject, fact, facts, checked);
        }
        for status in [Status::Official, Status::Preliminary, Status::Derived] {
            common_denominator(ledger, subject, status, facts, checked);
        }
    }
}

/// A count above the total it is counted from, or a rate over 100 %.
fn impossible(ledger: &Ledger<'_>, subject: &Subject, fact: &Fact, facts: &[&Fact], checked: &mut Checked) {
    let name = ledger.name(subject);
    if let Some(rate) = fact.impossible_rate() {
        checked.findings.push(finding(
            "CF-OVER-100",
            Severity::Error,
            fact.place(),
            format!("{name}: {} {} % lớn hơn 100 %, không thể có", fact.measure.name().vi, rate.vietnamese()),
            format!("{name}: {} of {rate} % is over 100 %, which cannot be", fact.measure.name().en),
        ));
    }
    if let Some(count) = fact.value.count()
        && let Some(whole) = fact.measure.whole().and_then(|whole| beside(facts, whole, fact))
        && whole.value.count().is_some_and(|total| total < count)
    {
        checked.findings.push(finding(
            "CF-OVER-WHOLE",
            Severity::Error,
            fact.place(),
            format!(
                "{name}: {} là {}, lớn hơn {} là {}",
                fact.measure.name().vi,
                fact.value.vietnamese(),
                whole.measure.name().vi,
                whole.value.vietnamese()
            ),
            format!(
                "{name}: {} {} exceed {} {}",
                fact.value.english(),
                fact.measure.name().en,
                whole.value.english(),
                whole.measure.name().en
            ),
        ));
    }
}

/// Where the denominator is published, a rate must be the share rounded once, half up, at its own digits. No slack.
fn recomputed(ledger: &Ledger<'_>, subject: &Subject, fact: &Fact, facts: &[&Fact], checked: &mut Checked) {
    let (Some(printed), Some(numerator)) = (fact.value.printed(), fact.measure.numerator()) else { return };
    let Some(count) = count_beside(facts, numerator, fact) else { return };
    let Some(total) = beside(facts, Measure::TotalHouseholds, fact).and_then(|fact| fact.value.count()) else { return };
    let Some(true_rate) = Decimal::percent(count, total, printed.scale) else { return };
    checked.rates += 1;
    if true_rate == printed {
        return;
    }
    let name = ledger.name(subject);
    let (count, total) = (Value::Count(count), Value::Count(total));
    checked.findings.push(finding(
        "CF-RATE",
        Severity::Warning,
        fact.place(),
        format!(
            "{name}, {}: in {} %, nhưng {} trên {} là {} %",
            fact.measure.name().vi,
            printed.vietnamese(),
            count.vietnamese(),
            total.vietnamese(),
            true_rate.vietnamese()
        ),
        format!(
            "{name}, {}: printed {printed} %, but {} of {} is {true_rate} %",
            fact.measure.name().en,
            count.english(),
            total.english()
        ),
    ));
}

/// Where the denominator is not published (else each rate is checked by itself), several counts with their printed rates must still admit one.
fn common_denominator(ledger: &Ledger<'_>, subject: &Subject, status: Status, facts: &[&Fact], checked: &mut Checked) {
    let pairs: Vec<(u64, Decimal, &Fact)> = facts
        .iter()
        .filter(|fact| fact.status == status && beside(facts, Measure::TotalHouseholds, fact).is_none())
        .filter_map(|fact| Some((count_beside(facts, fact.measure.numerator()?, fact)?, fact.value.printed()?, *fact)))
        .collect();
    let Some((_, _, first)) = pairs.first().filter(|_| pairs.len() > 1) else { return };
    checked.denominators += 1;
    let common =
        pairs.iter().map(|(count, rate, _)| Interval::admitting(*count, *rate)).fold(Interval::ALL, Interval::and);
    if !common.is_empty() {
        return;
    }
    let name = ledger.name(subject);
    let vi: Vec<String> = pairs
        .iter()
        .map(|(count, rate, _)| format!("{} = {} %", Value::Count(*count).vietnamese(), rate.vietnamese()))
        .collect();
    let en: Vec<String> =
        pairs.iter().map(|(count, rate, _)| format!("{} = {rate} %", Value::Count(*count).english())).collect();
    checked.findings.push(finding(
        "CF-DENOMINATOR",
        Severity::Error,
        first.place(),
        format!("{name}: không tổng số hộ nào cho ra cùng lúc {}", vi.join("; ")),
        format!("{name}: no total of households gives {} at once", en.join("; ")),
    ));
}
