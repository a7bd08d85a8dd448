//! The sums a text makes, made again: a contradiction is a finding, the figures stay as they were published.

use super::path::years;
use super::{Amount, Check, Exact, Programme, Statement, Sum};
use base::{Finding, Lang, Severity, Text};

/// Every sum of a programme's text that does not come out.
pub fn check(programme: &Programme) -> Vec<Finding> {
    programme.checks.iter().filter_map(|one| wrong(programme, one)).collect()
}

fn wrong(programme: &Programme, check: &Check) -> Option<Finding> {
    let find = |id: &String| programme.statement(id).expect("a file is read whole");
    match &check.sum {
        Sum::Difference { from, to, stated } => {
            let (from, to, stated) = (find(from), find(to), find(stated));
            differs(programme, from, to, stated, from.value - to.value)
        }
        Sum::MeanPerYear { from, to, stated } => {
            let (from, to, stated) = (find(from), find(to), find(stated));
            let mean = (from.value - to.value).over(years(from.on?, to.on?))?;
            // a printed mean is compared to the digits it was printed with
            let printed = (0..6).find(|digits| stated.value == rounded(stated.value, *digits))?;
            differs(programme, from, to, stated, rounded(mean, printed))
        }
        Sum::Part { part, whole } => {
            let (part, whole) = (find(part), find(whole));
            let said = |lang| {
                let (part, whole) = (shown(part, lang), shown(whole, lang));
                match lang {
                    Lang::Vi => format!("phần ({part}) lớn hơn tổng ({whole})"),
                    Lang::En => format!("the part ({part}) is greater than the whole ({whole})"),
                }
            };
            (part.value > whole.value).then(|| finding(programme, part, said))
        }
    }
}

fn differs(
    programme: &Programme,
    from: &Statement,
    to: &Statement,
    stated: &Statement,
    computed: Exact,
) -> Option<Finding> {
    let said = |lang| {
        let (a, b, printed) = (shown(from, lang), shown(to, lang), shown(stated, lang));
        let computed = Amount::new(computed, stated.unit).show(lang);
        match lang {
            Lang::Vi => format!("từ {a} xuống {b} là {computed}, nguồn ghi {printed}"),
            Lang::En => format!("from {a} to {b} makes {computed}, the text prints {printed}"),
        }
    };
    (computed != stated.value).then(|| finding(programme, stated, said))
}

fn rounded(value: Exact, digits: u8) -> Exact {
    let number = value.scaled(digits);
    Exact::ratio(i128::from(number.digits), 10i128.pow(u32::from(number.scale))).expect("a power of ten is not nought")
}

fn shown(statement: &Statement, lang: Lang) -> String {
    Amount::new(statement.value, statement.unit).show(lang)
}

fn finding(programme: &Programme, about: &Statement, said: impl Fn(Lang) -> String) -> Finding {
    Finding {
        code: "CF-TEXT-SUM",
        severity: Severity::Error,
        message: Text::new(said(Lang::Vi), said(Lang::En)),
        place: format!("{}: {}", programme.id, about.id),
    }
}
