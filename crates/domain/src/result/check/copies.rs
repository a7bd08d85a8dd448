//! The same figure in another publication, or in another version: where it differs, and what the difference looks like.

use super::super::{About, Fact, Measure, Status, Value};
use super::{Checked, Ledger, finding, status_name};
use base::{Finding, Severity};
use std::collections::BTreeMap;

/// How one number may be a slip of the hand away from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Two neighbouring digits changed places: 69.239 for 69.329.
    Transposed,
    /// One digit is missing or too many: 7.318 for 70.318.
    Digit,
}

impl Likeness {
    /// Compares the digits of two values; `None` when they are equal or differ otherwise.
    pub(crate) fn of(copy: Value, original: Value) -> Option<Self> {
        let (copy, original) = (digits(copy), digits(original));
        if swapped(&copy, &original) {
            return Some(Self::Transposed);
        }
        let (short, long) = if copy.len() < original.len() { (&copy, &original) } else { (&original, &copy) };
        // two digits carry too little evidence: 5 is not a slip for 15
        let one_more = short.len() >= 3 && short.len() + 1 == long.len();
        let without = |skip: usize| long.iter().enumerate().filter(move |(i, _)| *i != skip).map(|(_, digit)| digit);
        (one_more && (0..long.len()).any(|skip| short.iter().eq(without(skip)))).then_some(Self::Digit)
    }

    /// What it looks like, in words.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Transposed => ("có vẻ đảo hai chữ số", "two digits seem to have changed places"),
            Self::Digit => ("có vẻ thiếu hoặc thừa một chữ số", "one digit seems to be missing or too many"),
        }
    }
}

fn digits(value: Value) -> Vec<u8> {
    value.to_string().bytes().filter(u8::is_ascii_digit).collect()
}

fn swapped(a: &[u8], b: &[u8]) -> bool {
    let differing: Vec<usize> =
        if a.len() == b.len() { (0..a.len()).filter(|i| a[*i] != b[*i]).collect() } else { Vec::new() };
    matches!(differing[..], [i, j] if i + 1 == j && a[i] == b[j] && a[j] == b[i])
}

/// Each copy against the figure it copies.
pub(super) fn check(ledger: &Ledger<'_>, copies: &[Fact], checked: &mut Checked) {
    for copy in copies {
        let subject = copy.subject();
        let originals: Vec<&Fact> =
            ledger.of(&subject).iter().filter(|fact| fact.measure == copy.measure).copied().collect();
        let Some(original) = originals.iter().min_by_key(|fact| fact.status) else { continue };
        checked.copies += 1;
        if originals.iter().all(|fact| fact.value != copy.value) {
            checked.findings.push(differing_copy(ledger, copy, original));
        }
    }
}

fn differing_copy(ledger: &Ledger<'_>, copy: &Fact, original: &Fact) -> Finding {
    let name = ledger.name(&copy.subject());
    let (code, (vi, en)) = match Likeness::of(copy.value, original.value) {
        Some(likeness @ Likeness::Transposed) => ("CF-TRANSPOSED", owned(likeness.words())),
        Some(likeness @ Likeness::Digit) => ("CF-DIGIT", owned(likeness.words())),
        None => match elsewhere(ledger, copy) {
            Some(fact) => {
                let place = ledger.name(&fact.subject());
                ("CF-MISPLACED", (format!("đó là số của {place}"), format!("that is the figure of {place}")))
            }
            None => ("CF-COPY", (String::from("khác hẳn"), String::from("it differs altogether"))),
        },
    };
    finding(
        code,
        Severity::Warning,
        copy.place(),
        format!(
            "{name}, {}: {} in {}, số công bố là {}: {vi}",
            copy.measure.name().vi,
            copy.source,
            copy.value.vietnamese(),
            original.value.vietnamese()
        ),
        format!(
            "{name}, {}: {} prints {}, the published figure is {}: {en}",
            copy.measure.name().en,
            copy.source,
            copy.value.english(),
            original.value.english()
        ),
    )
}

fn owned((vi, en): (&str, &str)) -> (String, String) {
    (vi.to_owned(), en.to_owned())
}

/// The same number, measure and standard under another unit of that year, or another year of that unit.
fn elsewhere<'a>(ledger: &Ledger<'a>, copy: &Fact) -> Option<&'a Fact> {
    // one or two digits coincide by chance
    if digits(copy.value).len() < 3 {
        return None;
    }
    let same = |fact: &&&Fact| {
        fact.measure == copy.measure
            && fact.value == copy.value
            && fact.standard == copy.standard
            && fact.source_kind == copy.source_kind
            && fact.part == copy.part
            && (fact.area == copy.area) != (fact.year == copy.year)
    };
    ledger.subjects.values().flatten().find(same).copied()
}

/// Several published versions of one figure: preliminary and official, or two decisions.
pub(super) fn versions(ledger: &Ledger<'_>, checked: &mut Checked) {
    for facts in ledger.subjects.values() {
        let mut by_measure: BTreeMap<Measure, Vec<&Fact>> = BTreeMap::new();
        for fact in facts {
            by_measure.entry(fact.measure).or_default().push(fact);
        }
        for versions in by_measure.values() {
            let Some(settled) = versions.iter().min_by_key(|fact| fact.status) else { continue };
            for other in versions.iter().filter(|fact| fact.value != settled.value) {
                checked.findings.push(version(ledger, other, settled));
            }
        }
    }
}

fn version(ledger: &Ledger<'_>, other: &Fact, settled: &Fact) -> Finding {
    let About { subject, measure } = other.about();
    let name = ledger.name(&subject);
    let ((other_vi, other_en), (settled_vi, settled_en)) = (status_name(other.status), status_name(settled.status));
    let likeness = Likeness::of(other.value, settled.value).filter(|likeness| *likeness == Likeness::Transposed);
    // a preliminary figure is expected to move; two decided ones are not
    let severity = match (likeness, other.status) {
        (None, Status::Preliminary) => Severity::Note,
        _ => Severity::Warning,
    };
    let (code, vi, en) = match likeness {
        Some(likeness) => {
            let (vi, en) = likeness.words();
            ("CF-TRANSPOSED", format!(": {vi}"), format!(": {en}"))
        }
        None => ("CF-VERSION", String::new(), String::new()),
    };
    finding(
        code,
        severity,
        other.place(),
        format!(
            "{name}, {}: số {other_vi} {}, số {settled_vi} {}{vi}",
            measure.name().vi,
            other.value.vietnamese(),
            settled.value.vietnamese()
        ),
        format!(
            "{name}, {}: {other_en} {}, {settled_en} {}{en}",
            measure.name().en,
            other.value.english(),
            settled.value.english()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_told_apart() {
        let of = |a: u64, b: u64| Likeness::of(Value::Count(a), Value::Count(b));
        assert_eq!(of(69_239, 69_329), Some(Likeness::Transposed));
        assert_eq!(of(81_785, 81_758), Some(Likeness::Transposed));
        assert_eq!(of(7_318, 70_318), Some(Likeness::Digit));
        assert_eq!(of(69_329, 69_329), None);
        assert_eq!(of(4_806, 4_720), None);
        assert_eq!(of(12_345, 21_354), None, "two pairs are not one slip");
        assert_eq!(of(5, 15), None);
    }
}
