//! Files of documents and programmes in, types of this module out. What is read is whole: every id that is named exists.

mod parse;
mod raw;
mod sound;
mod target;
#[cfg(test)]
mod tests;
mod whole;

use super::{
    Basis, Body, Bond, Check, Document, DocumentKind, DocumentState, Group, Households, Percent, Points, Priority,
    Programme, Quote, Relation, Statement, Sum, Target, Task, UnitRow, UnitTable, Version,
};
use crate::area::Areas;
use base::{AreaKey, Failure};
use parse::{At, day};

/// Reads `documents.toml`.
pub(super) fn documents(file: &str, text: &str) -> Result<Vec<Document>, Failure> {
    let raw: raw::Documents = toml(file, text)?;
    let documents = raw.document.into_iter().map(|raw| {
        let at = At::new(file, &raw.id);
        let relation = |one: raw::Relation| {
            let bond = at.word(&one.bond, Bond::from_word)?;
            Ok(Relation { bond, to: one.to, sentence: one.sentence })
        };
        Ok(Document {
            date: raw.date.as_ref().map(|date| day(&at, date)).transpose()?,
            kind: at.word(&raw.kind, DocumentKind::from_word)?,
            state: at.word(&raw.state, DocumentState::from_word)?,
            relations: raw.relations.into_iter().map(relation).collect::<Result<_, Failure>>()?,
            quote: Quote { words: raw.sentence, text: raw.text, exact: raw.quoted },
            id: raw.id,
            number: raw.number,
            title: raw.title,
            issuer: raw.issuer,
            signer: raw.signer,
            file: raw.file,
            note: raw.note,
        })
    });
    let documents: Vec<Document> = documents.collect::<Result<_, Failure>>()?;
    whole::documents(file, &documents)?;
    Ok(documents)
}

/// Reads one programme; its documents are known already.
pub(super) fn programme(file: &str, text: &str, areas: &Areas, documents: &[Document]) -> Result<Programme, Failure> {
    let raw: raw::Programme = toml(file, text)?;
    let at = At::new(file, &raw.id);
    let area = parse::area(&at, &raw.area, areas)?;
    let quote = |sentence: String, exact: bool, text: Option<String>| Quote {
        words: sentence,
        text: text.unwrap_or_else(|| raw.text.clone()),
        exact,
    };
    let versions = raw.version.into_iter().map(|one| {
        Ok(Version {
            date: one.date.as_ref().map(|date| day(&at, date)).transpose()?,
            document: one.document,
            why: one.why,
            ends: one.ends,
            quote: quote(one.sentence, one.quoted, one.text),
        })
    });
    let statements = raw.statement.into_iter().map(|one| {
        let at = At::new(file, &one.id);
        Ok(Statement {
            value: at.exact(&one.value)?,
            unit: at.word(&one.unit, super::Unit::from_word)?,
            area: one.area.map_or_else(|| Ok(area.clone()), |own| parse::area(&at, &own, areas))?,
            households: Households::from_word(one.households.as_deref().unwrap_or("")),
            on: one.on.as_ref().map(|date| day(&at, date)).transpose()?,
            when: one.when,
            basis: at.word(&one.basis, Basis::from_word)?,
            quote: quote(one.sentence, one.quoted, one.text),
            note: one.note,
            id: one.id,
            name: one.name,
        })
    });
    let priorities = raw.priority.into_iter().map(|one| {
        let on = day(&at, &one.on)?;
        let found = one.areas.iter().map(|code| parse::unit(&at, code, on, areas));
        Ok(Priority {
            areas: found.collect::<Result<_, Failure>>()?,
            quote: quote(one.sentence, one.quoted, one.text),
            note: one.note,
        })
    });
    let body = |one: raw::Body| Body {
        id: one.id,
        name: one.name,
        duty: one.duty,
        quote: quote(one.sentence, one.quoted, one.text),
    };
    let task = |one: raw::Task| Task {
        id: one.id,
        name: one.name,
        lead: one.lead,
        quote: quote(one.sentence, one.quoted, one.text),
    };
    let targets = raw.target.into_iter().map(|one| {
        let words = quote(one.sentence.clone(), one.quoted, one.text.clone());
        target::target(&At::new(file, &one.id), one, &area, areas, words)
    });
    let mut programme = Programme {
        versions: versions.collect::<Result<_, Failure>>()?,
        bodies: raw.body.into_iter().map(body).collect(),
        statements: statements.collect::<Result<_, Failure>>()?,
        checks: raw.check.into_iter().map(|one| check(file, one)).collect::<Result<_, Failure>>()?,
        targets: targets.collect::<Result<_, Failure>>()?,
        tasks: raw.task.into_iter().map(task).collect(),
        priorities: priorities.collect::<Result<_, Failure>>()?,
        actuals: Vec::new(),
        units: raw.units.map(|table| units(&at, table, areas)).transpose()?,
        closed: raw.closed.as_ref().map(|date| day(&at, date)).transpose()?,
        area,
        first_year: raw.years.from,
        last_year: raw.years.to,
        synthetic: raw.synthetic,
        risk: raw.risk,
        text: raw.text.clone(),
        id: raw.id,
        name: raw.name,
    };
    programme.actuals =
        raw.actual.into_iter().map(|one| target::actual(file, one, &programme)).collect::<Result<_, Failure>>()?;
    whole::programme(file, &programme, documents)?;
    Ok(programme)
}

/// Reads one target as it stands in the file of a programme. A failure's place is the key.
pub(super) fn one_target(target: &str, area: &AreaKey, areas: &Areas, text: &str) -> Result<Target, Failure> {
    let raw: raw::Target = toml("", target)?;
    let text = raw.text.clone().unwrap_or_else(|| text.to_owned());
    let quote = Quote { words: raw.sentence.clone(), text, exact: raw.quoted };
    target::target(&At::new("", ""), raw, area, areas, quote)
}

/// Checks what belongs together in a target that was changed otherwise. A failure's place is the key.
pub(super) fn check_target(target: &Target, area: &AreaKey, areas: &Areas) -> Result<(), Failure> {
    sound::target(&At::new("", ""), target, area, areas)
}

fn check(file: &str, raw: raw::Check) -> Result<Check, Failure> {
    let at = At::new(file, &raw.id);
    let named = |id: Option<String>| id.ok_or_else(|| at.missing("from, to, stated, part, whole"));
    let sum = match raw.rule.as_str() {
        "difference" => Sum::Difference { from: named(raw.from)?, to: named(raw.to)?, stated: named(raw.stated)? },
        "mean_per_year" => Sum::MeanPerYear { from: named(raw.from)?, to: named(raw.to)?, stated: named(raw.stated)? },
        "part" => Sum::Part { part: named(raw.part)?, whole: named(raw.whole)? },
        other => return Err(at.unknown(other)),
    };
    Ok(Check { id: raw.id, sum })
}

fn units(at: &At<'_>, raw: raw::Units, areas: &Areas) -> Result<UnitTable, Failure> {
    let on = day(at, &raw.on)?;
    let group = |one: raw::Group| Ok(Group { planned: Points(at.exact(&one.planned)?), id: one.id, name: one.name });
    let rate = |text: &Option<String>| text.as_deref().map(|text| at.exact(text).map(Percent)).transpose();
    let row = |one: raw::UnitRow| {
        // the tables vouch for names of early 2025 only: a unit is the one named here when name and code agree
        let key = areas.at(&one.code, on).filter(|unit| unit.short_name == one.name).map(|unit| unit.key.clone());
        Ok(UnitRow {
            key,
            own: Points(at.exact(&one.own)?),
            opening: rate(&one.opening)?,
            closing: rate(&one.closing)?,
            code: one.code,
            name: one.name,
            group: one.group,
        })
    };
    Ok(UnitTable {
        year: raw.year,
        on,
        groups: raw.groups.into_iter().map(group).collect::<Result<_, Failure>>()?,
        rows: raw.rows.into_iter().map(row).collect::<Result<_, Failure>>()?,
    })
}

fn toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|error| {
        Failure::new(
            "CC-PROGRAMME-FILE",
            format!("tệp chương trình không đọc được: {}", error.message()),
            format!("the programme's file cannot be read: {}", error.message()),
        )
        .at(file)
        .remedy("so với một tệp của data/programmes/", "compare it with a file of data/programmes/")
    })
}
