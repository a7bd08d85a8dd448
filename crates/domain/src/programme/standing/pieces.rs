//! Targets without one figure: something done by a day, words with evidence, and several things counted apart.

use super::known::is_event;
use super::{Judged, Known, Standing, State, Why, judge};
use crate::programme::{Actual, Reading, Risk, Stage, Target};

/// Done by the last day in time, or not. Only an event of the very stage counts: qualified is not recognised. Silence is no
/// lateness: past due, only a report that it was done later, or is still open, makes it late.
pub(super) fn milestone(target: &Target, wanted: Stage, known: &Known<'_>) -> Standing {
    let own = known.of(target, None);
    let done = own.iter().copied().find(|actual| is_event(actual, wanted));
    let open = own.iter().copied().rfind(|actual| actual.reading == Reading::Open);
    let Some(last_day) = target.due.last_day() else {
        let state = if done.is_some() { State::Met } else { State::NotMeasured(Why::NoDeadline) };
        return with_event(known, done.or(open), state);
    };
    let state = match (done, open) {
        (Some(actual), _) if actual.on > last_day => State::Behind,
        (Some(_), _) => State::Met,
        (None, Some(open)) if open.on > last_day => State::Behind,
        (None, _) if known.day > last_day => State::NotMeasured(Why::NotReported { last_day }),
        (None, _) => State::NotMeasured(Why::NotDue { last_day }),
    };
    with_event(known, done.or(open), state)
}

/// Words without a number: met when somebody reports it done, with evidence.
pub(super) fn evidence(target: &Target, known: &Known<'_>) -> Standing {
    let done = known.of(target, None).into_iter().find(|actual| is_event(actual, Stage::Done));
    let state = if done.is_some() { State::Met } else { State::NotMeasured(Why::NoActual) };
    with_event(known, done, state)
}

fn with_event(known: &Known<'_>, event: Option<&Actual>, state: State) -> Standing {
    let mut standing = Standing::without_figure(known, Why::NoActual);
    standing.versions = event
        .map(|actual| Judged {
            actual: actual.clone(),
            value: None,
            path: None,
            gap: None,
            to_goal: None,
            state: state.clone(),
        })
        .into_iter()
        .collect();
    standing.state = state;
    standing
}

/// Each item by itself; the whole is as good as the worst that is known, and measured only when all are.
pub(super) fn items(target: &Target, risk: Risk, known: &Known<'_>) -> Standing {
    let state = |id: &str| judge::item(target, Some(id), risk, known);
    let each: Vec<(String, Standing)> = target.items.iter().map(|item| (item.id.clone(), state(&item.id))).collect();
    let any = |wanted: State| each.iter().any(|(_, standing)| standing.state == wanted);
    let nothing = State::NotMeasured(Why::NothingToReach);
    let missing = |standing: &Standing| matches!(standing.state, State::NotMeasured(_)) && standing.state != nothing;
    let unknown = each.iter().filter(|(_, standing)| missing(standing)).count();
    let overall = if any(State::Behind) {
        State::Behind
    } else if unknown > 0 {
        State::NotMeasured(Why::ItemsMissing(unknown))
    } else if any(State::AtRisk) {
        State::AtRisk
    } else if any(State::OnTrack) {
        State::OnTrack
    } else if any(State::Met) {
        State::Met
    } else {
        nothing
    };
    let mut standing = Standing::without_figure(known, Why::NoActual);
    standing.state = overall;
    standing.goal = each.first().and_then(|(_, one)| one.goal);
    standing.whole_goal = standing.goal;
    standing.versions = each.iter().flat_map(|(_, one)| one.versions.clone()).collect();
    standing.items = each.into_iter().map(|(id, one)| (id, one.state)).collect();
    standing
}
