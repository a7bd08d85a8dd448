//! Parts that several pages have.

use crate::ask::Ask;
use crate::serve::Web;
use app::GrantRow;
use app::accounts::{ApiToken, Kin, KinKind, Session};
use base::Failure;

/// A figure at the head of a page.
pub(crate) struct KeyFigure {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) unit: String,
    pub(crate) change: String,
    pub(crate) provenance: String,
    pub(crate) address: String,
}

/// One of several views of a page.
pub(crate) struct Choice {
    pub(crate) text: String,
    pub(crate) address: String,
    pub(crate) current: bool,
}

/// One entry of a list to choose from.
#[derive(Clone)]
pub(crate) struct Pick {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) chosen: bool,
}

/// A grant as pages show it.
pub(crate) struct GrantLine {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) role: String,
    pub(crate) place: String,
    pub(crate) period: String,
    pub(crate) decision: String,
    /// By whom it was given, and when.
    pub(crate) given: String,
    /// Whether it holds today.
    pub(crate) holds: bool,
    /// The last day to offer for ending it; none for what has ended.
    pub(crate) last: Option<String>,
}

/// A session as pages show it.
pub(crate) struct SessionLine {
    pub(crate) id: String,
    pub(crate) opened: String,
    pub(crate) seen: String,
    pub(crate) address: String,
    pub(crate) agent: String,
    /// Whether it is the one that asks.
    pub(crate) own: bool,
}

/// Grants, the newest first.
pub(crate) fn grant_lines(web: &Web, ask: &Ask, grants: &[GrantRow]) -> Vec<GrantLine> {
    let (areas, today) = (web.desk.areas(), (web.today)());
    let line = |row: &GrantRow| {
        let grant = &row.grant;
        let unit =
            grant.area.as_ref().map(|key| areas.get(key).map_or_else(|| key.to_string(), |unit| unit.name.clone()));
        let unit = unit.unwrap_or_else(|| ask.words().t("grant-everywhere"));
        GrantLine {
            id: row.id.clone(),
            version: row.version,
            role: grant.role.name().get(ask.lang()).to_owned(),
            place: grant.village.as_ref().map_or(unit.clone(), |village| format!("{village}, {unit}")),
            period: grant.period.to_string(),
            decision: row.decision.clone(),
            given: ask
                .words()
                .with("grant-given", &[("by", &*row.given_by), ("at", &*ask.figures().moment(&row.given_at))]),
            holds: grant.period.contains(today),
            last: grant.period.to.is_none_or(|to| to >= today).then(|| today.to_string()),
        }
    };
    grants.iter().map(line).collect()
}

/// Running sessions, the newest first.
pub(crate) fn session_lines(ask: &Ask, sessions: &[Session]) -> Vec<SessionLine> {
    let line = |session: &Session| SessionLine {
        id: session.id.clone(),
        opened: ask.figures().moment(&session.opened_at),
        seen: ask.figures().moment(&session.seen_at),
        address: session.address.clone(),
        agent: session.agent.clone(),
        own: session.id == ask.session,
    };
    sessions.iter().map(line).collect()
}

/// A key of a program.
pub(crate) struct TokenLine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) writes: bool,
    pub(crate) made: String,
    /// Empty if it never was.
    pub(crate) used: String,
    pub(crate) until: String,
}

/// The keys of an account.
pub(crate) fn token_lines(ask: &Ask, tokens: &[ApiToken]) -> Vec<TokenLine> {
    let figures = ask.figures();
    let line = |token: &ApiToken| TokenLine {
        id: token.id.clone(),
        name: token.name.clone(),
        writes: token.writes,
        made: figures.moment(&token.made_at),
        used: token.used_at.as_deref().map_or_else(String::new, |at| figures.moment(at)),
        until: figures.moment(&token.expires_at),
    };
    tokens.iter().map(line).collect()
}

/// A household that an account keeps its hands off.
pub(crate) struct KinLine {
    pub(crate) shard: i64,
    pub(crate) household: String,
    pub(crate) kind: String,
    pub(crate) declared: String,
}

/// The households that an account declared.
pub(crate) fn kin_lines(ask: &Ask, kin: &[Kin]) -> Vec<KinLine> {
    let line = |kin: &Kin| KinLine {
        shard: kin.shard.0,
        household: kin.household.clone(),
        kind: ask.words().t(if kin.kind == KinKind::Own { "kin-own" } else { "kin-relative" }),
        declared: ask.figures().moment(&kin.declared_at),
    };
    kin.iter().map(line).collect()
}

/// Agencies that are open, to choose from.
pub(crate) fn agency_picks(web: &Web, ask: &Ask, chosen: Option<&str>) -> Result<Vec<Pick>, Failure> {
    let today = (web.today)();
    let open = web.desk.agencies(&ask.caller)?.into_iter().filter(|one| one.closed_on.is_none_or(|day| today < day));
    let mut picks: Vec<Pick> = open
        .map(|one| Pick { chosen: chosen == Some(one.id.as_str()), text: one.name_on(today).to_owned(), value: one.id })
        .collect();
    picks.sort_by_cached_key(|pick| vntext::order::sort_key(&pick.text));
    Ok(picks)
}
