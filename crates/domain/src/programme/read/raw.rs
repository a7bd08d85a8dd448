//! The files as they are written: every key known, every other refused.

use crate::programme::Risk;
use base::Text;
use serde::Deserialize;

/// A day as TOML writes it, without quotes.
pub(super) type Day = toml::value::Datetime;

/// Declares structures of a file, all strict and open to this folder alone.
macro_rules! written {
    ($($name:ident { $($(#[$meta:meta])* $field:ident: $kind:ty),+ $(,)? })+) => {
        $(
            #[derive(Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $name { $($(#[$meta])* pub(super) $field: $kind),+ }
        )+
    };
}

written! {
    Documents {
        #[serde(default)] document: Vec<Document>,
    }

    Document {
        id: String,
        number: Option<String>,
        date: Option<Day>,
        kind: String,
        title: Text,
        issuer: String,
        signer: Option<String>,
        file: Option<String>,
        state: String,
        #[serde(default)] relations: Vec<Relation>,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: String,
        note: Option<Text>,
    }

    Relation {
        bond: String,
        to: String,
        sentence: String,
    }

    Programme {
        id: String,
        name: Text,
        area: Area,
        years: Years,
        text: String,
        #[serde(default)] synthetic: bool,
        closed: Option<Day>,
        risk: Option<Risk>,
        #[serde(default)] version: Vec<Version>,
        #[serde(default)] body: Vec<Body>,
        #[serde(default)] statement: Vec<Statement>,
        #[serde(default)] check: Vec<Check>,
        #[serde(default)] target: Vec<Target>,
        #[serde(default)] task: Vec<Task>,
        #[serde(default)] priority: Vec<Priority>,
        #[serde(default)] actual: Vec<Actual>,
        units: Option<Units>,
    }

    Area {
        code: String,
        on: Day,
    }

    Years {
        from: i16,
        to: i16,
    }

    Version {
        document: String,
        date: Option<Day>,
        why: Option<Text>,
        #[serde(default)] ends: Vec<String>,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: Option<String>,
    }

    Body {
        id: String,
        name: Text,
        duty: Text,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: Option<String>,
    }

    Statement {
        id: String,
        name: Text,
        value: String,
        unit: String,
        area: Option<Area>,
        households: Option<String>,
        on: Option<Day>,
        when: Option<Text>,
        basis: String,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: Option<String>,
        note: Option<Text>,
    }

    Check {
        id: String,
        rule: String,
        from: Option<String>,
        to: Option<String>,
        stated: Option<String>,
        part: Option<String>,
        whole: Option<String>,
    }

    Target {
        id: String,
        name: Text,
        version: String,
        replaces: Option<String>,
        kind: String,
        unit: Option<String>,
        bound: Option<String>,
        value: Option<String>,
        stretch: Option<String>,
        over: Option<String>,
        stage: Option<String>,
        comparator: Option<String>,
        against: Option<String>,
        must: Option<String>,
        waits_for: Option<Text>,
        word: Option<String>,
        counted_level: Option<String>,
        area: Option<Area>,
        households: Option<String>,
        due: Option<Due>,
        baseline: Option<Baseline>,
        path: Option<String>,
        #[serde(default)] points: Vec<Point>,
        source: String,
        series: Option<Series>,
        #[serde(default)] items: Vec<Item>,
        #[serde(default)] lead: Vec<String>,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: Option<String>,
        note: Option<Text>,
    }

    DueDay {
        on: Option<Day>,
        before: Option<Day>,
    }

    Baseline {
        on: Day,
        value: Option<String>,
        standard: Option<String>,
        sentence: Option<String>,
    }

    Point {
        on: Day,
        value: String,
    }

    Series {
        kind: String,
        measure: String,
        standard: String,
    }

    Item {
        id: String,
        name: Text,
    }

    Task {
        id: String,
        name: Text,
        #[serde(default)] lead: Vec<String>,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: Option<String>,
    }

    Priority {
        areas: Vec<String>,
        on: Day,
        sentence: String,
        #[serde(default = "yes")] quoted: bool,
        text: Option<String>,
        note: Option<Text>,
    }

    Actual {
        target: String,
        on: Day,
        known_from: Option<Day>,
        value: Option<String>,
        part: Option<u64>,
        whole: Option<u64>,
        event: Option<String>,
        item: Option<String>,
        version: String,
        standard: Option<String>,
        evidence: String,
    }

    Units {
        year: i16,
        on: Day,
        groups: Vec<Group>,
        rows: Vec<UnitRow>,
    }

    Group {
        id: String,
        name: Text,
        planned: String,
    }

    UnitRow {
        code: String,
        name: String,
        group: String,
        own: String,
        opening: Option<String>,
        closing: Option<String>,
    }
}

/// A day, or one of the words `always` and `open`.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Due {
    Day(DueDay),
    Word(String),
}

fn yes() -> bool {
    true
}
