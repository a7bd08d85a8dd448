//! From the values of an address to the records they mean.

use super::Kept;
use crate::ask::{Ask, unreadable};
use crate::frame::Frame;
use crate::link::Link;
use crate::pages::area::find;
use crate::parts::Pick;
use crate::serve::Web;
use app::{DEPLOYMENT, Shard, TrailAbout, TrailFilter};
use base::{AreaKey, Failure, Level};
use domain::access::Action;

/// Values that narrow.
pub(super) const NARROW: [&str; 10] =
    ["shard", "household", "area", "on", "account", "day", "from", "to", "command", "text"];

/// Commands in the order in which people look for them.
const COMMANDS: [&str; 52] = [
    "commit_review",
    "edit_household",
    "undo_batch",
    "set_denominators",
    "open_review",
    "open_shard",
    "rotate_key",
    "unmask",
    "export",
    "draw_sample",
    "record_observation",
    "answer_observation",
    "take_request",
    "answer_request",
    "verify",
    "denied",
    "sign_in",
    "sign_out",
    "make_token",
    "end_token",
    "lock_account",
    "unlock_account",
    "make_setup_link",
    "make_account",
    "change_account",
    "close_account",
    "reopen_account",
    "set_password",
    "turn_on_second_step",
    "turn_off_second_step",
    "use_recovery_code",
    "federate_account",
    "give_grant",
    "end_grant",
    "declare_kin",
    "end_kin",
    "make_agency",
    "rename_agency",
    "close_agency",
    "save_programme",
    "keep_file",
    "withdraw_file",
    "set_target",
    "report_actual",
    "withdraw_actual",
    "open_plan",
    "assign_targets",
    "ask_target",
    "send_plan",
    "take_back_plan",
    "approve_plan",
    "adjust_plan",
];

/// See the module.
pub(crate) struct Asked {
    pub(crate) filter: TrailFilter,
    /// The unit that the address names: its key and name.
    pub(super) unit: Option<(AreaKey, String)>,
}

impl Asked {
    pub(crate) fn read(web: &Web, ask: &Ask) -> Result<Self, Failure> {
        let day = ask.day("day")?;
        let mut filter = TrailFilter {
            chain: ask.number("shard")?.map(Shard),
            about: TrailAbout::Anything,
            from: ask.day("from")?.or(day),
            to: ask.day("to")?.or(day),
            command: ask.value("command").map(str::to_owned),
            text: ask.value("text").unwrap_or_default().to_owned(),
        };
        let mut named = None;
        if let Some(code) = ask.value("household") {
            // an address that names the household names its chain, too
            let shard = filter.chain.take().ok_or_else(|| unreadable("shard", ""))?;
            filter.about = TrailAbout::Household(shard, code.to_owned());
        } else if let Some(code) = ask.value("area") {
            let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
            let unit = find(web, code, on)?;
            let province = if unit.level == Level::Province { web.desk.province(code, on)? } else { None };
            match province {
                // all of its chain, also what belongs to no commune
                Some(province) => filter.chain = Some(province.shard),
                None => filter.about = TrailAbout::Area(web.desk.communes_of_all_times(&unit.key)),
            }
            named = Some((unit.key, unit.name));
        } else if let Some(login) = ask.value("account") {
            filter.about = TrailAbout::Account(login.to_owned());
        }
        Ok(Self { filter, unit: named })
    }

    pub(super) fn lead(&self, ask: &Ask) -> String {
        let words = ask.words();
        match (&self.filter.about, &self.unit) {
            (_, Some((_, name))) => words.with("trail-of-area", &[("area", name)]),
            (TrailAbout::Household(_, code), _) => words.with("trail-of-household", &[("code", code)]),
            (TrailAbout::Account(login), _) => words.with("trail-of-account", &[("login", login)]),
            _ => words.t("trail-lead"),
        }
    }

    pub(super) fn crumbs(&self, ask: &Ask, frame: Frame) -> Frame {
        let frame = frame.crumb(ask.words().t("nav-trail"), "/trail");
        let here = Link::here(ask).without("page");
        match (&self.filter.about, &self.unit) {
            (_, Some((_, name))) => frame.crumb(name, here).scope(name),
            (TrailAbout::Household(_, code), _) => frame.crumb(code, here),
            (TrailAbout::Account(login), _) => frame.crumb(login, here),
            _ => frame,
        }
    }

    /// The chains that the reader may choose from.
    pub(super) fn chains(&self, web: &Web, ask: &Ask) -> Result<Vec<Pick>, Failure> {
        let pick = |shard: Shard, text: String| Pick {
            value: shard.0.to_string(),
            text,
            chosen: self.filter.chain == Some(shard),
        };
        let mut chains = Vec::new();
        if ask.caller.may(Action::ReadTrail) {
            chains.extend(web.desk.provinces()?.into_iter().map(|row| pick(row.shard, row.name)));
        }
        if ask.caller.may(Action::ReadAccessTrail) {
            chains.push(pick(DEPLOYMENT, ask.words().t("trail-deployment")));
        }
        Ok(chains)
    }

    pub(super) fn commands(&self, ask: &Ask) -> Vec<Pick> {
        let chosen = self.filter.command.as_deref();
        let others = chosen.filter(|word| !COMMANDS.contains(word));
        let pick = |word: &str| Pick {
            value: word.to_owned(),
            text: super::row::command(ask, word),
            chosen: chosen == Some(word),
        };
        COMMANDS.into_iter().chain(others).map(pick).collect()
    }

    /// Conditions without a field of their own.
    pub(super) fn kept(&self, ask: &Ask) -> Vec<Kept> {
        let names: &[&str] = match (&self.filter.about, &self.unit) {
            (_, Some(_)) => &["area", "on"],
            (TrailAbout::Household(..), _) => &["household", "shard"],
            _ => return Vec::new(),
        };
        let value = |name: &&str| Some(((*name).to_owned(), ask.value(name)?.to_owned()));
        let without = names.iter().fold(Link::here(ask).without("page"), |link, name| link.without(name));
        vec![Kept {
            text: self.lead(ask),
            values: names.iter().filter_map(value).collect(),
            without: without.to_string(),
        }]
    }
}
