//! Where targets stand, as lines of a table: state by shape, colour and word; every version of the newest figure.

use super::tell::{Named, Quoted, Tell, target_link};
use crate::error::sentence;
use crate::figures::NONE;
use crate::link::Link;
use base::Lang;
use domain::programme::{
    Actual, ActualVersion, Amount, Judged, Kind, Programme, Reading, Source, Standing, State, Target, Unit, Why,
};
use domain::result::Measure;
use jiff::civil::Date;

/// A state as a mark that needs no colour to be read.
pub(crate) struct Chip {
    /// Word of the style and of the shape.
    pub(crate) shape: &'static str,
    pub(crate) text: String,
}

impl Chip {
    pub(crate) fn of(state: &State, lang: Lang) -> Self {
        Self { shape: shape(state), text: sentence(state.name().get(lang)) }
    }
}

/// The five shapes in the order in which they are told.
pub(crate) const SHAPES: [&str; 5] = ["ok", "on", "risk", "late", "none"];

/// The shape of a state.
pub(crate) fn shape(state: &State) -> &'static str {
    match state {
        State::Met => "ok",
        State::OnTrack => "on",
        State::AtRisk => "risk",
        State::Behind => "late",
        State::NotMeasured(_) => "none",
    }
}

/// One version of a figure with what it is held against.
pub(crate) struct FigureLine {
    pub(crate) value: String,
    /// The two counts of a share; empty for what is none.
    pub(crate) counts_of: String,
    pub(crate) day: String,
    pub(crate) version: String,
    /// Whether it is the one that counts.
    pub(crate) counts: bool,
    pub(crate) source: Named,
    pub(crate) known: String,
    pub(crate) path: String,
    pub(crate) gap: String,
    pub(crate) to_goal: String,
    pub(crate) chip: Chip,
    /// Of which item of a coverage; empty for the whole.
    pub(crate) item: String,
}

/// A target with its state.
pub(crate) struct TargetLine {
    pub(crate) name: Named,
    pub(crate) chip: Chip,
    /// Why it is not measured, or by which figure it is.
    pub(crate) why: String,
    /// Whether somebody must report.
    pub(crate) overdue: bool,
    pub(crate) goal: String,
    pub(crate) reckoned: Option<String>,
    pub(crate) due: String,
    /// The figure that counts first.
    pub(crate) figures: Vec<FigureLine>,
    /// The state of the newest figure by itself, where the target's is another one.
    pub(crate) at_the_time: Option<Chip>,
    /// The path of the day, where the newest figure is older.
    pub(crate) today: Option<String>,
    pub(crate) lead: String,
    /// Of which unit and which households, where not those of the whole programme.
    pub(crate) about: String,
    pub(crate) quote: Quoted,
}

impl Tell<'_> {
    /// A target as a line.
    pub(crate) fn line(self, programme: &Programme, target: &Target, standing: &Standing) -> TargetLine {
        let lang = self.words.0;
        let mut about = Vec::new();
        if target.area != programme.area {
            about.push(self.unit(&target.area));
        }
        if target.households.word() != "all" {
            about.push(self.households(&target.households));
        }
        TargetLine {
            name: Named {
                text: target.name.get(lang).to_owned(),
                address: target_link(programme, target, Some(standing.day)).to_string(),
            },
            chip: Chip::of(&standing.state, lang),
            why: self.why(standing),
            overdue: matches!(standing.state, State::NotMeasured(Why::NotReported { .. })),
            goal: self.goal(target),
            reckoned: self.reckoned(target, standing),
            due: self.due(target.due),
            figures: self.versions(target, standing),
            at_the_time: standing
                .versions
                .first()
                .filter(|one| target.items.is_empty() && shape(&one.state) != shape(&standing.state))
                .map(|one| Chip::of(&one.state, lang)),
            today: self.today(standing),
            lead: self.lead(programme, &target.lead),
            about: about.join(", "),
            quote: Quoted::of(&target.quote),
        }
    }

    /// All versions of the newest figure; of a coverage with items the figure of each is told on its own page.
    pub(crate) fn versions(self, target: &Target, standing: &Standing) -> Vec<FigureLine> {
        if !target.items.is_empty() {
            return Vec::new();
        }
        standing.versions.iter().enumerate().map(|(place, one)| self.figure(target, one, place == 0)).collect()
    }

    /// The path of the day with why its figure is not known.
    pub(crate) fn today(self, standing: &Standing) -> Option<String> {
        let today = standing.today.as_ref()?;
        let why = today.why.name();
        let values =
            [("path", &*self.amount(today.path)), ("day", &self.day(standing.day)), ("why", why.get(self.words.0))];
        Some(self.words.with("target-today", &values))
    }

    fn why(self, standing: &Standing) -> String {
        if let State::NotMeasured(why) = &standing.state {
            return why.name().get(self.words.0).to_owned();
        }
        let Some(one) = standing.versions.first() else { return String::new() };
        let version = self.version(one.actual.version);
        let values = [("version", &*version), ("day", &self.day(one.actual.on))];
        self.words.with("target-by-figure", &values)
    }

    /// One version of a figure.
    pub(crate) fn figure(self, target: &Target, one: &Judged, counts: bool) -> FigureLine {
        let lang = self.words.0;
        let none = || NONE.to_owned();
        let item = one.actual.item.as_ref().and_then(|id| target.items.iter().find(|item| item.id == *id));
        FigureLine {
            value: self.reading(target, &one.actual),
            counts_of: self.counts_of(&one.actual),
            day: self.day(one.actual.on),
            version: one.actual.version.name().get(lang).to_owned(),
            counts,
            source: self.source(&one.actual),
            known: one.actual.known_from.map_or_else(String::new, |day| self.day(day)),
            path: one.path.map_or_else(none, |path| self.amount(path)),
            gap: one.gap.map_or_else(none, |gap| self.difference(gap)),
            to_goal: one.to_goal.map_or_else(none, |gap| self.difference(gap)),
            chip: Chip::of(&one.state, lang),
            item: item.map_or_else(String::new, |item| item.name.get(lang).to_owned()),
        }
    }

    /// What was found, with its unit.
    pub(crate) fn reading(self, target: &Target, actual: &Actual) -> String {
        match actual.reading {
            Reading::Value(value) => match unit_of(target, actual) {
                Some(unit) => self.amount(Amount::new(value, unit)),
                None => self.figures().decimal(&value.to_string()),
            },
            Reading::Share { part, whole } => format!("{}\u{a0}%", self.figures().rate(part, Some(whole))),
            Reading::Event(stage) => sentence(stage.name().get(self.words.0)),
            Reading::Open => self.words.t("reading-open"),
        }
    }

    /// The two counts that a share is known by: `4.689/334.929`.
    pub(crate) fn counts_of(self, actual: &Actual) -> String {
        let figures = self.figures();
        let told = |share: base::Share| format!("{}/{}", figures.count(share.part), figures.count(share.whole));
        actual.reading.share().map_or_else(String::new, told)
    }

    /// Where a figure comes from; a published one opens.
    pub(crate) fn source(self, actual: &Actual) -> Named {
        let lang = self.words.0;
        let text = format!("{}: {}", sentence(actual.source.name().get(lang)), actual.evidence);
        let address = match (actual.source, actual.measure) {
            (Source::Published, Some(measure)) => Link::to("/results")
                .with("area", &actual.area)
                .with("measure", measure.word())
                .with("year", actual.on.year())
                .to_string(),
            _ => String::new(),
        };
        Named { text, address }
    }

    /// Version and day of a figure that is not judged.
    pub(crate) fn version(self, version: ActualVersion) -> String {
        version.name().get(self.words.0).to_owned()
    }
}

/// In what a figure is counted: a pace of points is measured on a rate.
fn unit_of(target: &Target, actual: &Actual) -> Option<Unit> {
    let rate = matches!(target.kind, Kind::PointsPerYear { .. }) || actual.measure.is_some_and(Measure::is_rate);
    if rate { Some(Unit::Percent) } else { target.unit }
}

/// The day that is asked for, today if none is.
pub(crate) fn asked_day(ask: &crate::ask::Ask, today: Date) -> Result<Date, base::Failure> {
    Ok(ask.day("day")?.unwrap_or(today))
}
