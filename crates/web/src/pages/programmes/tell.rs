//! What a target asks for, in words: goal, deadline, households, base, path. All figures come from the programme.

use crate::figures::Figures;
use crate::link::Link;
use crate::locale::Words;
use base::AreaKey;
use domain::area::Areas;
use domain::programme::{
    Amount, Document, Due, Exact, Households, Kind, Must, Over, Path, Programme, Programmes, Quote, Side, Standing,
    Target, Unit,
};
use jiff::civil::Date;

/// Words of one language over the known units and documents.
#[derive(Clone, Copy)]
pub(crate) struct Tell<'a> {
    pub(crate) areas: &'a Areas,
    pub(crate) programmes: &'a Programmes,
    pub(crate) words: Words,
}

/// Words of a text with where they stand.
pub(crate) struct Quoted {
    pub(crate) words: String,
    pub(crate) text: String,
    /// Whether they are the text's own.
    pub(crate) exact: bool,
}

impl Quoted {
    pub(crate) fn of(quote: &Quote) -> Self {
        Self { words: quote.words.clone(), text: quote.text.clone(), exact: quote.exact }
    }
}

/// A link with its words.
pub(crate) struct Named {
    pub(crate) text: String,
    pub(crate) address: String,
}

impl Tell<'_> {
    pub(crate) fn figures(self) -> Figures {
        Figures(self.words.0)
    }

    /// A figure with its unit, held together.
    pub(crate) fn amount(self, amount: Amount) -> String {
        amount.show(self.words.0).replacen(' ', "\u{a0}", 1)
    }

    /// A difference with its sign.
    pub(crate) fn difference(self, amount: Amount) -> String {
        let plus = if amount.value.is_negative() || amount.value.is_zero() { "" } else { "+" };
        format!("{plus}{}", self.amount(amount))
    }

    pub(crate) fn day(self, day: Date) -> String {
        self.figures().day(day)
    }

    /// What is to be reached, as the text asks for it.
    pub(crate) fn goal(self, target: &Target) -> String {
        let (lang, words) = (self.words.0, self.words);
        let unit = |value: Exact| match target.unit {
            Some(unit) => self.amount(Amount::new(value, unit)),
            None => self.figures().decimal(&value.to_string()),
        };
        let bound = |side: Side, value: String| format!("{} {value}", side.name().get(lang));
        let striven = |stretch: Option<Exact>| {
            stretch.map_or_else(String::new, |stretch| {
                format!(" {}", words.with("target-stretch", &[("value", &unit(stretch))]))
            })
        };
        match &target.kind {
            Kind::Level { bound: limit, .. }
            | Kind::Coverage { bound: limit }
            | Kind::Recognitions { bound: limit } => bound(limit.side, unit(limit.limit)) + &striven(limit.stretch),
            Kind::PointsPerYear { bound: limit, over } => {
                let key = match over {
                    Over::EachYear => "target-points-each",
                    Over::Mean => "target-points-mean",
                };
                words.with(key, &[("fall", &bound(limit.side, unit(limit.limit)))]) + &striven(limit.stretch)
            }
            Kind::Relative { bound: limit } => {
                let per_cent = (limit.limit * Exact::whole(100)).as_whole();
                let (key, times) = match per_cent {
                    Some(_) if limit.limit > Exact::ONE => ("target-times-base", limit.limit.show(2, lang)),
                    Some(part) => ("target-of-base", format!("{}\u{a0}%", Exact::whole(part).show(0, lang))),
                    None => ("target-of-base", limit.limit.to_string()),
                };
                words.with(key, &[("times", &bound(limit.side, times))])
            }
            Kind::Milestone { stage } => stage.name().get(lang).to_owned(),
            Kind::Comparator { side, with } => {
                words.with("target-than-other", &[("side", side.name().get(lang)), ("other", &self.unit(with))])
            }
            Kind::Gap { against, must } => {
                let other = [("other", &*self.households(against))];
                let gap = words.with("target-gap", &other);
                match must {
                    Must::Narrow => words.with("target-gap-narrow", &other),
                    // a gap of two rates is points
                    Must::Reach(limit) => {
                        let apart = target.unit.map_or(Unit::Points, Unit::of_difference);
                        let limit = (limit.side, self.amount(Amount::new(limit.limit, apart)));
                        format!("{gap}: {}", bound(limit.0, limit.1))
                    }
                }
            }
            Kind::ToBeSet { waits_for } => words.with("target-waits", &[("document", waits_for.get(lang))]),
            Kind::Unquantified { word, side, threshold } => match threshold {
                Some(value) => format!("“{word}”: {}", bound(*side, unit(*value))),
                None => words.with("target-word", &[("word", word)]),
            },
            Kind::Evidence => words.t("target-evidence"),
        }
    }

    /// The goal in the unit of the figures, where the text gives it otherwise: a third of a base, points a year.
    pub(crate) fn reckoned(self, target: &Target, standing: &Standing) -> Option<String> {
        if !matches!(target.kind, Kind::Relative { .. } | Kind::PointsPerYear { .. } | Kind::Comparator { .. }) {
            return None;
        }
        let (goal, whole) = (standing.goal?, standing.whole_goal?);
        let exact = self.amount(goal);
        Some(if goal == whole { exact } else { format!("{} ({exact})", self.amount(whole)) })
    }

    /// By when.
    pub(crate) fn due(self, due: Due) -> String {
        let with = |key: &str, day: Date| self.words.with(key, &[("day", &*self.day(day))]);
        match due {
            Due::On(day) => with("target-due-on", day),
            Due::Before(day) => with("target-due-before", day),
            Due::Always => self.words.t("target-due-always"),
            Due::Open => self.words.t("target-due-open"),
        }
    }

    /// Which households.
    pub(crate) fn households(self, households: &Households) -> String {
        group_name(self.words, self.areas, households.word())
    }

    /// The name of a unit.
    pub(crate) fn unit(self, key: &AreaKey) -> String {
        self.areas.get(key).map_or_else(|| key.code.clone(), |unit| unit.name.clone())
    }

    /// The page of a unit's history on a day when it was.
    pub(crate) fn unit_link(self, key: &AreaKey, day: Date) -> Named {
        let last = self.areas.get(key).and_then(|unit| unit.valid_to);
        let on = last.map_or(day, |last| day.min(last)).max(key.valid_from);
        Named { text: self.unit(key), address: Link::to(format!("/areas/{}", key.code)).with("on", on).to_string() }
    }

    /// The unit in which the land of one that has ended lies on a day, and how its page is reached.
    pub(crate) fn lies_in(self, key: &AreaKey, day: Date) -> Vec<Named> {
        let since = |to: &AreaKey| {
            self.words.with("unit-since", &[("unit", &*self.unit(to)), ("day", &self.day(to.valid_from))])
        };
        let link = |(to, _): (AreaKey, _)| Named {
            text: since(&to),
            address: Link::to("/targets").with("area", &to.code).with("on", day).to_string(),
        };
        self.areas.successors(key, day).into_iter().map(link).collect()
    }

    /// How the path goes.
    pub(crate) fn path(self, path: &Path) -> String {
        match path {
            Path::None => self.words.t("path-none"),
            Path::Linear => self.words.t("path-linear"),
            Path::ConstantRate => self.words.t("path-constant"),
            Path::Given(points) => {
                let days: Vec<String> = points.iter().map(|(day, _)| self.day(*day)).collect();
                self.words.with("path-given", &[("days", &days.join(", "))])
            }
        }
    }

    /// A document by its id; its page. One that the reader may not know is a draft, and has none.
    pub(crate) fn document(self, id: &str) -> Named {
        match self.programmes.document(id).map(Document::name) {
            Some(name) => Named {
                text: name.get(self.words.0).to_owned(),
                address: Link::to(format!("/documents/{id}")).to_string(),
            },
            None => Named { text: self.words.t("document-draft"), address: String::new() },
        }
    }

    /// The bodies with these ids.
    pub(crate) fn lead(self, programme: &Programme, ids: &[String]) -> String {
        let name = |id: &String| programme.bodies.iter().find(|body| body.id == *id).map(|body| &body.name);
        let names: Vec<&str> = ids.iter().filter_map(name).map(|name| name.get(self.words.0)).collect();
        names.join("; ")
    }
}

/// The name of a group of households; one that was written in words is its own name.
pub(crate) fn group_name(words: Words, areas: &Areas, word: &str) -> String {
    let known = words.known(&format!("group-{word}")).or_else(|| words.known(&format!("part-{word}")));
    let kind = || areas.group_kinds().find(|kind| kind.id == word).map(|kind| kind.name.get(words.0).to_owned());
    known.or_else(kind).unwrap_or_else(|| word.to_owned())
}

/// The page of a target.
pub(crate) fn target_link(programme: &Programme, target: &Target, day: Option<Date>) -> Link {
    let link = Link::to(format!("/programmes/{}/targets/{}", programme.id, target.id));
    match day {
        Some(day) => link.with("day", day),
        None => link,
    }
}
