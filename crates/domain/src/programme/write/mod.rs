//! Documents and programmes as the files they are read from: what a deployment keeps, exports and hands on.
//!
//! What is written reads back equal; a test holds the two together for every bundled file.

mod target;

use super::{Check, Document, Programme, Quote, Statement, Sum, UnitTable, Version};
use base::{AreaKey, Text};
use jiff::civil::Date;
use toml::{Table, Value};

/// The register of documents as `documents.toml`.
pub fn write_documents(documents: &[Document]) -> String {
    let mut file = Table::new();
    file.put("document", list(documents, document));
    printed(&file)
}

/// A programme as its file.
pub fn write_programme(programme: &Programme) -> String {
    let text = programme.text.as_str();
    let quoted = |table: &mut Table, quote: &Quote| quote_into(table, quote, text);
    let mut file = Table::new();
    file.put("id", programme.id.as_str());
    file.put("name", texts(&programme.name));
    file.put("area", area(&programme.area));
    let mut years = Table::new();
    years.put("from", i64::from(programme.first_year));
    years.put("to", i64::from(programme.last_year));
    file.put("years", years);
    file.put("text", text);
    if programme.synthetic {
        file.put("synthetic", true);
    }
    file.put_some("closed", programme.closed.map(day));
    file.put_some("risk", programme.risk.map(super::Risk::word));
    file.put("version", list(&programme.versions, |one| version(one, text)));
    file.put(
        "body",
        list(&programme.bodies, |one| {
            let mut table = named(&one.id, &one.name);
            table.put("duty", texts(&one.duty));
            quoted(&mut table, &one.quote);
            table
        }),
    );
    file.put("statement", list(&programme.statements, |one| statement(one, programme)));
    file.put("check", list(&programme.checks, check));
    file.put("target", list(&programme.targets, |one| target::target(one, programme)));
    file.put(
        "task",
        list(&programme.tasks, |one| {
            let mut table = named(&one.id, &one.name);
            table.put_words("lead", &one.lead);
            quoted(&mut table, &one.quote);
            table
        }),
    );
    file.put(
        "priority",
        list(&programme.priorities, |one| {
            let mut table = Table::new();
            let codes: Vec<String> = one.areas.iter().map(|key| key.code.clone()).collect();
            table.put_words("areas", &codes);
            // the newest first day of all: on it every one of them is what it is
            table.put_some("on", one.areas.iter().map(|key| key.valid_from).max().map(day));
            quoted(&mut table, &one.quote);
            table.put_some("note", one.note.as_ref().map(texts));
            table
        }),
    );
    file.put("actual", list(&programme.actuals, target::actual));
    file.put_some("units", programme.units.as_ref().map(units));
    printed(&file)
}

fn printed(file: &Table) -> String {
    toml::to_string(file).expect("tables of text, numbers and days are TOML")
}

fn document(one: &Document) -> Table {
    let mut table = Table::new();
    table.put("id", one.id.as_str());
    table.put_some("number", one.number.as_deref());
    table.put_some("date", one.date.map(day));
    table.put("kind", one.kind.word());
    table.put("title", texts(&one.title));
    table.put("issuer", one.issuer.as_str());
    table.put_some("signer", one.signer.as_deref());
    table.put_some("file", one.file.as_deref());
    table.put("state", one.state.word());
    table.put(
        "relations",
        list(&one.relations, |relation| {
            let mut table = Table::new();
            table.put("bond", relation.bond.word());
            table.put("to", relation.to.as_str());
            table.put("sentence", relation.sentence.as_str());
            table
        }),
    );
    // a document always names its text
    quote_into(&mut table, &one.quote, "");
    table.put("text", one.quote.text.as_str());
    table.put_some("note", one.note.as_ref().map(texts));
    table
}

fn version(one: &Version, text: &str) -> Table {
    let mut table = Table::new();
    table.put("document", one.document.as_str());
    table.put_some("date", one.date.map(day));
    table.put_some("why", one.why.as_ref().map(texts));
    table.put_words("ends", &one.ends);
    quote_into(&mut table, &one.quote, text);
    table
}

fn statement(one: &Statement, programme: &Programme) -> Table {
    let mut table = named(&one.id, &one.name);
    table.put("value", one.value.to_string());
    table.put("unit", one.unit.word());
    table.put_some("area", (one.area != programme.area).then(|| area(&one.area)));
    table.put("households", one.households.word());
    table.put_some("on", one.on.map(day));
    table.put_some("when", one.when.as_ref().map(texts));
    table.put("basis", one.basis.word());
    quote_into(&mut table, &one.quote, &programme.text);
    table.put_some("note", one.note.as_ref().map(texts));
    table
}

fn check(one: &Check) -> Table {
    let mut table = Table::new();
    table.put("id", one.id.as_str());
    let (rule, named) = match &one.sum {
        Sum::Difference { from, to, stated } => ("difference", vec![("from", from), ("to", to), ("stated", stated)]),
        Sum::MeanPerYear { from, to, stated } => {
            ("mean_per_year", vec![("from", from), ("to", to), ("stated", stated)])
        }
        Sum::Part { part, whole } => ("part", vec![("part", part), ("whole", whole)]),
    };
    table.put("rule", rule);
    for (key, id) in named {
        table.put(key, id.as_str());
    }
    table
}

fn units(one: &UnitTable) -> Table {
    let mut table = Table::new();
    table.put("year", i64::from(one.year));
    table.put("on", day(one.on));
    table.put(
        "groups",
        list(&one.groups, |group| {
            let mut table = named(&group.id, &group.name);
            table.put("planned", group.planned.0.to_string());
            table
        }),
    );
    table.put(
        "rows",
        list(&one.rows, |row| {
            let mut table = Table::new();
            table.put("code", row.code.as_str());
            table.put("name", row.name.as_str());
            table.put("group", row.group.as_str());
            table.put("own", row.own.0.to_string());
            table.put_some("opening", row.opening.map(|rate| rate.0.to_string()));
            table.put_some("closing", row.closing.map(|rate| rate.0.to_string()));
            table
        }),
    );
    table
}

/// Puts values under keys; nothing for what is not there.
trait Put {
    fn put(&mut self, key: &str, value: impl Into<Value>);

    fn put_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn put_words(&mut self, key: &str, words: &[String]) {
        if !words.is_empty() {
            self.put(key, words.iter().map(|word| Value::from(word.as_str())).collect::<Vec<Value>>());
        }
    }
}

impl Put for Table {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.insert(key.to_owned(), value.into());
    }
}

fn list<T>(all: &[T], one: impl Fn(&T) -> Table) -> Vec<Value> {
    all.iter().map(|item| Value::Table(one(item))).collect()
}

fn named(id: &str, name: &Text) -> Table {
    let mut table = Table::new();
    table.put("id", id);
    table.put("name", texts(name));
    table
}

fn texts(text: &Text) -> Table {
    let mut table = Table::new();
    table.put("vi", text.vi.as_str());
    table.put("en", text.en.as_str());
    table
}

fn area(key: &AreaKey) -> Table {
    let mut table = Table::new();
    table.put("code", key.code.as_str());
    table.put("on", day(key.valid_from));
    table
}

fn day(date: Date) -> Value {
    let datetime: toml::value::Datetime = date.to_string().parse().expect("years of four digits are days of TOML");
    Value::Datetime(datetime)
}

fn quote_into(table: &mut Table, quote: &Quote, text: &str) {
    table.put("sentence", quote.words.as_str());
    if !quote.exact {
        table.put("quoted", false);
    }
    if !text.is_empty() && quote.text != text {
        table.put("text", quote.text.as_str());
    }
}
