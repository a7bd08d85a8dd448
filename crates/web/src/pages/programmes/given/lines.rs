//! Somebody with what they were given, as a line of a table.

use super::super::lines::Chip;
use super::super::map::targets_of;
use super::super::{Named, Tell, shape};
use crate::figures::NONE;
use crate::link::Link;
use crate::pages::planning::called;
use crate::parts::Pick;
use crate::serve::Web;
use app::programme::plan::{GivenLine, GivenOn};
use base::Level;
use domain::programme::cascade::Recipient;
use domain::programme::{Amount, Exact, Judged, State};
use std::cmp::Ordering;

/// See the module.
pub(crate) struct Line {
    pub(crate) name: Named,
    /// The agency's commune; empty for a unit.
    pub(crate) place: String,
    pub(crate) chip: Chip,
    pub(crate) why: String,
    pub(crate) value: String,
    /// The day of the figure and its version.
    pub(crate) dated: String,
    pub(crate) asked: String,
    pub(crate) gap: String,
    pub(crate) goal: String,
    pub(crate) own: String,
    /// Whether it is behind.
    pub(crate) late: bool,
}

/// What of a line is sorted by and written as a number.
pub(super) struct Figures {
    pub(super) value: Option<Amount>,
    /// What the way asks for on the day of the figure, at the end of it the goal.
    pub(super) asked: Option<Amount>,
    pub(super) gap: Option<Amount>,
    pub(super) goal: Option<Amount>,
}

/// The figure that counts.
pub(super) fn newest(line: &GivenLine) -> Option<&Judged> {
    line.standing.versions.first()
}

pub(super) fn figures(line: &GivenLine) -> Figures {
    let one = newest(line);
    Figures {
        value: one.and_then(|one| one.value),
        asked: one.and_then(|one| one.path).or(line.standing.goal),
        gap: one.and_then(|one| one.gap.or(one.to_goal)),
        goal: line.standing.goal,
    }
}

/// Who it is; a unit leads to all of its targets.
pub(super) fn who(tell: Tell<'_>, web: &Web, agencies: &[Pick], line: &GivenLine) -> (Named, String) {
    let (text, place) = called(web, agencies, &line.recipient);
    let address = match &line.recipient {
        Recipient::Area(key) => targets_of(tell, key, line.standing.day),
        Recipient::Village { .. } | Recipient::Agency { .. } => String::new(),
    };
    (Named { text, address }, place)
}

/// The table below, where a district gave its part on to communes, or a commune to villages.
pub(super) fn deeper(tell: Tell<'_>, here: &Link, line: &GivenLine) -> Option<Named> {
    let Recipient::Area(key) = &line.recipient else { return None };
    let text = match tell.areas.get(key)?.level {
        Level::District => "given-units-below",
        Level::Commune => "given-below",
        Level::Country | Level::Region | Level::Province | Level::Village => return None,
    };
    let address = here.clone().with("area", &key.code).to_string();
    Some(Named { text: tell.words.t(text), address })
}

pub(super) fn line(tell: Tell<'_>, web: &Web, agencies: &[Pick], line: &GivenLine) -> Line {
    let lang = tell.words.0;
    let (name, place) = who(tell, web, agencies, line);
    let figures = figures(line);
    let show = |amount: Option<Amount>| amount.map_or_else(|| NONE.to_owned(), |amount| tell.amount(amount));
    let one = newest(line);
    Line {
        name,
        place,
        chip: Chip::of(&line.standing.state, lang),
        why: match &line.standing.state {
            State::NotMeasured(why) => why.name().get(lang).to_owned(),
            _ => String::new(),
        },
        value: one.map_or_else(|| NONE.to_owned(), |one| tell.reading(&line.target, &one.actual)),
        dated: one.map_or_else(String::new, |one| {
            let counts = tell.counts_of(&one.actual);
            let dated = format!("{} · {}", tell.day(one.actual.on), tell.version(one.actual.version));
            if counts.is_empty() { dated } else { format!("{counts} · {dated}") }
        }),
        asked: show(figures.asked),
        gap: figures.gap.map_or_else(|| NONE.to_owned(), |gap| tell.difference(gap)),
        goal: tell.goal(&line.target),
        own: match (line.own, line.target.unit) {
            (Some(own), Some(unit)) => tell.amount(Amount::new(own, unit)),
            _ => NONE.to_owned(),
        },
        late: line.standing.state == State::Behind,
    }
}

/// The lines in the order that is asked for; of equal ones by name.
pub(super) fn sorted<'a>(
    on: &'a GivenOn,
    name: impl Fn(&GivenLine) -> String,
    (sort, down): (&str, bool),
) -> Vec<&'a GivenLine> {
    let value = |amount: Option<Amount>| -> Option<Exact> { amount.map(|amount| amount.value) };
    let key = |line: &GivenLine| -> Option<Exact> {
        let figures = figures(line);
        match sort {
            "value" => value(figures.value),
            "asked" => value(figures.asked),
            "gap" => value(figures.gap),
            "goal" => value(figures.goal),
            _ => None,
        }
    };
    let by = |a: &GivenLine, b: &GivenLine| -> Ordering {
        match sort {
            "name" => Ordering::Equal,
            "state" => urgency(&a.standing.state)
                .cmp(&urgency(&b.standing.state))
                .then_with(|| super::apart(b).map(Exact::abs).cmp(&super::apart(a).map(Exact::abs))),
            _ => key(a).cmp(&key(b)),
        }
    };
    let mut lines: Vec<(Vec<u8>, &GivenLine)> =
        on.lines.iter().map(|line| (vntext::order::sort_key(&name(line)), line)).collect();
    lines.sort_by(|a, b| by(a.1, b.1).then_with(|| a.0.cmp(&b.0)));
    if down {
        lines.reverse();
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What needs somebody first.
fn urgency(state: &State) -> usize {
    ["late", "risk", "none", "on", "ok"].iter().position(|one| *one == shape(state)).unwrap_or_default()
}
