//! A programme: its versions, who is responsible, what it published, what it wants and what is to be done.

use super::{Actual, Exact, Households, Risk, Target, Unit, UnitRow, UnitTable};
use base::{AreaKey, Text};
use jiff::civil::{Date, date};

/// Words and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The sentence or clause.
    pub words: String,
    /// The text they stand in, by its title.
    pub text: String,
    /// Whether they are the text's own words; if not, its text is not at hand.
    pub exact: bool,
}

/// A programme as one document set or changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The document, by id.
    pub document: String,
    /// From when; `None` where the text gives no day: then it holds from the programme's first year on.
    pub date: Option<Date>,
    /// Why it was changed; the first version needs no reason.
    pub why: Option<Text>,
    /// Targets of earlier versions that it ends without another in their place, by id.
    pub ends: Vec<String>,
    /// The words.
    pub quote: Quote,
}

/// Who is responsible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Id inside the programme.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What the text charges it with.
    pub duty: Text,
    /// The words.
    pub quote: Quote,
}

/// How a published figure came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Stated by the text, without saying by which count.
    Stated,
    /// Reported by a body: no count from a register.
    Reported,
}

impl Basis {
    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Reported => "reported",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "stated" => Some(Self::Stated),
            "reported" => Some(Self::Reported),
            _ => None,
        }
    }
}

/// A figure that stands as published: shown with its sentence, never taken for a count of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Id inside the programme.
    pub id: String,
    /// What it is.
    pub name: Text,
    /// How much.
    pub value: Exact,
    /// Of what.
    pub unit: Unit,
    /// The unit it is about.
    pub area: AreaKey,
    /// Which households.
    pub households: Households,
    /// The day it holds on; `None` where the text gives none.
    pub on: Option<Date>,
    /// When, in words.
    pub when: Option<Text>,
    /// How it came about.
    pub basis: Basis,
    /// The words.
    pub quote: Quote,
    /// What a reader must know.
    pub note: Option<Text>,
}

/// Arithmetic between statements, by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sum {
    /// `from − to = stated`.
    Difference {
        /// Minuend.
        from: String,
        /// Subtrahend.
        to: String,
        /// The printed difference.
        stated: String,
    },
    /// `(from − to) / years = stated`, to the digits it was printed with.
    MeanPerYear {
        /// First figure.
        from: String,
        /// Last figure.
        to: String,
        /// The printed mean.
        stated: String,
    },
    /// `part ≤ whole`.
    Part {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
    },
}

/// A sum that a text makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Id inside the programme.
    pub id: String,
    /// Which.
    pub sum: Sum,
}

/// Something to be done, without a figure. The text need not name who or when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Id inside the programme.
    pub id: String,
    /// What.
    pub name: Text,
    /// Who, by id; empty where the text names nobody.
    pub lead: Vec<String>,
    /// The words.
    pub quote: Quote,
}

/// Units that come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// Which.
    pub areas: Vec<AreaKey>,
    /// The words.
    pub quote: Quote,
    /// What a reader must know.
    pub note: Option<Text>,
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Stable id; the name of its file.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The text that its items stand in, where they name no other.
    pub text: String,
    /// Whose, as the code was read on the day the programme began.
    pub area: AreaKey,
    /// First year.
    pub first_year: i16,
    /// Last year.
    pub last_year: i16,
    /// Whether its figures are an example of ours and nobody's.
    pub synthetic: bool,
    /// The day it was closed, if it was.
    pub closed: Option<Date>,
    /// Its own rule for “có nguy cơ”; without it the common one.
    pub risk: Option<Risk>,
    /// In order of time, the first never empty.
    pub versions: Vec<Version>,
    /// Who is responsible.
    pub bodies: Vec<Body>,
    /// What it published.
    pub statements: Vec<Statement>,
    /// Sums the text makes.
    pub checks: Vec<Check>,
    /// All targets of all versions.
    pub targets: Vec<Target>,
    /// What is to be done.
    pub tasks: Vec<Task>,
    /// Units that come first.
    pub priorities: Vec<Priority>,
    /// Figures that come with it (of an example; a deployment keeps its own).
    pub actuals: Vec<Actual>,
    /// Its units with their own targets, if there is such a table.
    pub units: Option<UnitTable>,
}

impl Programme {
    /// The target with this id.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.id == id)
    }

    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.id == id)
    }

    /// The day a version holds from.
    fn since(&self, version: &Version) -> Date {
        version.date.unwrap_or(date(self.first_year, 1, 1))
    }

    /// The version in force on `day`: the last one that holds by then.
    pub fn version_on(&self, day: Date) -> Option<&Version> {
        self.versions.iter().rfind(|version| self.since(version) <= day)
    }

    /// The targets in force on `day`: set by a version of that day or earlier, and neither replaced nor ended by then.
    pub fn targets_on(&self, day: Date) -> Vec<&Target> {
        let set = |target: &Target| {
            let version = self.versions.iter().find(|version| version.document == target.version);
            version.is_some_and(|version| self.since(version) <= day)
        };
        let replaced = |id: &String| self.targets.iter().any(|other| set(other) && other.replaces.as_ref() == Some(id));
        let ended = |id: &String| self.versions.iter().any(|one| self.since(one) <= day && one.ends.contains(id));
        self.targets.iter().filter(|one| set(one) && !replaced(&one.id) && !ended(&one.id)).collect()
    }

    /// The rows of the table of units, none without a table.
    pub fn unit_rows(&self) -> &[UnitRow] {
        self.units.as_ref().map_or(&[], |table| &table.rows)
    }
}
