//! What somebody may do to programmes beyond reading them: the ways to the pages that write, shown to those alone who may.

use super::Named;
use crate::ask::Ask;
use crate::serve::Web;
use app::programme::Watched;
use base::{AreaKey, Failure, Level};
use domain::access::Action;
use domain::programme::Target;

/// To programmes and documents at all.
pub(crate) fn of_all(ask: &Ask) -> Vec<Named> {
    let writes = ask.caller.may(Action::WriteProgramme);
    ways(ask, &[("act-new-programme", "/programmes/new", writes), ("act-new-document", "/documents/new", writes)])
}

/// To one programme.
pub(crate) fn of_programme(web: &Web, ask: &Ask, watched: &Watched) -> Vec<Named> {
    let programme = watched.programme();
    let (writes, closed) = (may_write(web, ask, watched), programme.closed.is_some());
    let path = |act: &str| format!("/programmes/{}/{act}", programme.id);
    ways(
        ask,
        &[
            ("act-amend", &path("amend"), writes && !closed),
            ("act-close", &path("close"), writes && !closed),
            ("act-reopen", &path("close"), writes && closed),
        ],
    )
}

/// To one of its targets.
pub(crate) fn of_target(web: &Web, ask: &Ask, watched: &Watched, target: &Target) -> Result<Vec<Named>, Failure> {
    let programme = watched.programme();
    let reports = ask.caller.may(Action::ReportActual)
        && !web.desk.report_places(&ask.caller, &programme.id, &target.id, (web.today)())?.is_empty();
    let gives = [Action::AssignTarget, Action::AskTarget, Action::ApproveTargets];
    let gives = gives.into_iter().any(|act| reaches(web, ask, act, &target.area));
    let path = |act: &str| format!("/programmes/{}/targets/{}/{act}", programme.id, target.id);
    Ok(ways(
        ask,
        &[
            ("act-report", &path("report"), reports),
            ("act-plan", &path("plan"), gives),
            ("act-set", &path("set"), may_write(web, ask, watched)),
        ],
    ))
}

/// Whether the caller may do it in a commune of what the unit is today.
fn reaches(web: &Web, ask: &Ask, action: Action, area: &AreaKey) -> bool {
    let (areas, today) = (web.desk.areas(), (web.today)());
    let (now, reach) = (areas.holders(area, today), ask.caller.reach(action));
    let is_now = |key: &AreaKey| now.iter().any(|(now, _)| now == key);
    let inside = |key: &AreaKey| is_now(key) || areas.above(key).iter().any(|above| is_now(&above.key));
    areas.units(Level::Commune, today).into_iter().any(|one| reach.touches(&one.key) && inside(&one.key))
}

fn may_write(web: &Web, ask: &Ask, watched: &Watched) -> bool {
    let id = &watched.programme().id;
    ask.caller.may(Action::WriteProgramme)
        && web.desk.may_write(&ask.caller, &watched.programmes, id, (web.today)()).is_ok()
}

fn ways(ask: &Ask, all: &[(&str, &str, bool)]) -> Vec<Named> {
    let open = all.iter().filter(|(.., open)| *open);
    open.map(|(key, path, _)| Named { text: ask.words().t(key), address: (*path).to_owned() }).collect()
}
