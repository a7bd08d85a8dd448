//! `/permissions`: what each role may do, as a table. It is the policy itself, not a description of it.

use crate::ask::Ask;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::serve::{Web, page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::access::{Action, Group, INCOMPATIBLE, Role, may};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "permissions.html")]
struct PermissionsPage {
    frame: Frame,
    roles: Vec<String>,
    groups: Vec<(String, Vec<Line>)>,
    apart: Vec<String>,
}

/// An action and who may do it.
struct Line {
    what: String,
    may: Vec<bool>,
}

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |_, ask| Ok(build(ask))).await
}

fn build(ask: &Ask) -> PermissionsPage {
    let (words, lang) = (ask.words(), ask.lang());
    let groups = [
        (Group::Reading, "group-reading"),
        (Group::Sensitive, "group-sensitive"),
        (Group::Changing, "group-changing"),
        (Group::Oversight, "group-oversight"),
        (Group::Administration, "group-administration"),
    ];
    let lines = |group: Group| {
        let own = Action::ALL.into_iter().filter(|action| action.group() == group);
        own.map(|action| Line {
            what: format!("{}: {}", action.resource().get(lang), action.name().get(lang)),
            may: Role::ALL.map(|role| may(role, action)).into(),
        })
        .collect()
    };
    let title = words.t("permissions");
    PermissionsPage {
        frame: Frame::new(ask, Section::None, &*title).crumb(&*title, Link::to("/permissions")),
        roles: Role::ALL.map(|role| role.name().get(lang).to_owned()).into(),
        groups: groups.map(|(group, key)| (words.t(key), lines(group))).into(),
        apart: INCOMPATIBLE.iter().map(|duties| duties.why().get(lang).to_owned()).collect(),
    }
}
