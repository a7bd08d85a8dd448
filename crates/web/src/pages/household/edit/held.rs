//! What was typed when the session had ended: it waits, unseen, until it can be sent again.

use super::Sent;
use crate::ask::Ask;
use crate::frame::{Frame, Section};
use askama::Template;

#[derive(Template)]
#[template(path = "household_held.html")]
pub(super) struct HeldPage {
    frame: Frame,
    action: String,
    sent: Vec<(String, String)>,
}

/// The page; only what came with the request is on it.
pub(super) fn page(ask: &Ask, sent: &Sent) -> HeldPage {
    let frame = Frame::new(ask, Section::Households, ask.words().t("held-title"));
    HeldPage { frame, action: ask.path.clone(), sent: sent.clone() }
}
