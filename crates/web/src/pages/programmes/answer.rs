//! The answer at the head of a page: how many targets are where, counted.

use super::{Chip, Count};
use crate::ask::Ask;
use crate::link::Link;
use crate::locale::Words;
use base::Lang;
use domain::programme::{Programme, State, Tally, Why};

/// One sentence: the worst first.
pub(super) fn short(words: Words, tally: Tally) -> String {
    let figures = crate::figures::Figures(words.0);
    let count = |count: usize| figures.count(count as u64);
    let (all, behind, risk, unknown) =
        (count(tally.all()), count(tally.behind), count(tally.at_risk), count(tally.not_measured));
    let overdue = count(tally.overdue);
    let values =
        [("all", &*all), ("behind", &*behind), ("risk", &*risk), ("unknown", &*unknown), ("overdue", &*overdue)];
    let key = match tally {
        _ if tally.all() == 0 => "answer-nothing",
        _ if tally.behind > 0 => "answer-behind",
        _ if tally.at_risk > 0 => "answer-risk",
        _ if tally.overdue > 0 => "answer-overdue",
        _ if tally.not_measured == tally.all() => "answer-unknown",
        _ if tally.met == tally.all() => "answer-met",
        _ if tally.not_measured > 0 => "answer-none-behind-some-unknown",
        _ => "answer-none-behind",
    };
    words.with(key, &values)
}

/// The five states, as headings.
pub(super) fn chips(lang: Lang) -> Vec<Chip> {
    states().iter().map(|state| Chip::of(state, lang)).collect()
}

fn states() -> [State; 5] {
    [State::Met, State::OnTrack, State::AtRisk, State::Behind, State::NotMeasured(Why::NoActual)]
}

/// How many in each state; each opens the targets in it.
pub(super) fn counts(ask: &Ask, tally: Tally, address: &Link) -> Vec<Count> {
    let counts = [tally.met, tally.on_track, tally.at_risk, tally.behind, tally.not_measured];
    let count = |(state, count): (State, usize)| Count {
        chip: Chip::of(&state, ask.lang()),
        told: ask.figures().count(count as u64),
        none: count == 0,
        address: format!("{}#targets", address.clone().with("state", super::shape(&state))),
    };
    states().into_iter().zip(counts).map(count).collect()
}

/// `2016–2020`, or one year.
pub(super) fn years(programme: &Programme) -> String {
    if programme.first_year == programme.last_year {
        programme.first_year.to_string()
    } else {
        format!("{}–{}", programme.first_year, programme.last_year)
    }
}
