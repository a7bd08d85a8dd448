//! The lines of the table: who, what the register counts there, what is given, asked for and set; and reading them back.

use super::Planning;
use crate::ask::Ask;
use crate::fields::Fields;
use crate::figures::NONE;
use crate::pages::planning::{amount, name};
use crate::parts::Pick;
use crate::serve::Web;
use app::programme::plan::{LineDraft, PlanLine};
use base::{AreaKey, Failure};
use domain::programme::Exact;
use domain::programme::cascade::{Balance, Child, Exits, Recipient, balance};

/// Empty rows for further parts of agencies.
const BLANKS: usize = 3;

/// A line as the page shows it.
pub(super) struct Line {
    /// Its place in the form.
    pub(super) at: usize,
    field: String,
    /// The recipient, as the form sends it back.
    pub(super) key: String,
    pub(super) name: String,
    /// The agency's commune; empty for a unit.
    pub(super) place: String,
    pub(super) current: String,
    pub(super) assigned: String,
    /// As the table reads, where it is not edited.
    pub(super) assigned_shown: String,
    pub(super) asked: String,
    pub(super) own: String,
    pub(super) asked_value: String,
    pub(super) own_value: String,
    pub(super) households: String,
    pub(super) exits: String,
    /// Whether exits are missing.
    pub(super) short: bool,
    /// Whether the reader speaks for this unit now.
    pub(super) speaks: bool,
}

impl Line {
    /// The field of what it is given, for templates.
    pub(super) fn field(&self) -> &str {
        &self.field
    }
}

/// A row for a part that is not in the table yet.
pub(super) struct Blank {
    pub(super) at: usize,
    pub(super) agency: String,
    pub(super) commune: String,
    pub(super) assigned: String,
    pub(super) households: String,
}

/// The lines, with what was typed in the place of what is kept.
pub(super) fn lines(web: &Web, ask: &Ask, planning: &Planning, agencies: &[Pick], sent: &Fields) -> Vec<Line> {
    let one = |(at, line): (usize, &PlanLine)| self::line(web, ask, planning, agencies, sent, at, line);
    planning.lines.iter().enumerate().map(one).collect()
}

/// Who a part is given to, and the commune of an agency's.
pub(crate) fn called(web: &Web, agencies: &[Pick], recipient: &Recipient) -> (String, String) {
    match recipient {
        Recipient::Area(area) => (name(web, area), String::new()),
        Recipient::Village { village, .. } => (village.clone(), String::new()),
        Recipient::Agency { agency, area } => {
            let known = agencies.iter().find(|pick| pick.value == *agency);
            (known.map_or_else(|| agency.clone(), |pick| pick.text.clone()), name(web, area))
        }
    }
}

fn line(
    web: &Web,
    ask: &Ask,
    planning: &Planning,
    agencies: &[Pick],
    sent: &Fields,
    at: usize,
    line: &PlanLine,
) -> Line {
    let (lang, child) = (ask.lang(), &line.child);
    let shown = |value: Option<Exact>| value.map_or_else(|| NONE.to_owned(), |value| amount::show(Some(value), lang));
    let typed = |field: &str, known: String| {
        let name = format!("{field}{at}");
        if sent.text("act") == "ask" || sent.is_empty() { known } else { sent.text(&name).to_owned() }
    };
    let (name, place) = called(web, agencies, &child.recipient);
    let (exits, short) = match line.exits {
        None => (String::new(), false),
        Some(Exits::Unknown { needed }) => {
            (ask.words().with("plan-exits-unknown", &[("needed", &*ask.figures().count(needed))]), false)
        }
        Some(Exits::Short { needed, missing }) => {
            let values = [("needed", &*ask.figures().count(needed)), ("missing", &*ask.figures().count(missing))];
            (ask.words().with("plan-exits-short", &values), true)
        }
        Some(Exits::Enough { needed, .. }) => {
            (ask.words().with("plan-exits-enough", &[("needed", &*ask.figures().count(needed))]), false)
        }
    };
    let negotiates = planning.plan.as_ref().is_some_and(|plan| plan.head.stage == "negotiation");
    Line {
        at,
        field: format!("assigned{at}"),
        key: key(&child.recipient),
        name,
        place,
        current: shown(line.current),
        assigned: typed("assigned", amount::show(child.assigned, lang)),
        assigned_shown: shown(child.assigned),
        asked: shown(child.asked),
        own: shown(child.own),
        asked_value: amount::show(child.asked, lang),
        own_value: amount::show(child.own, lang),
        households: typed("households", amount::show(child.households.map(Exact::count), lang)),
        exits,
        short,
        speaks: line.speaks && negotiates,
    }
}

/// Empty rows, or those that were filled in.
pub(super) fn blanks(sent: &Fields) -> Vec<Blank> {
    let text = |field: &str, at: usize| sent.text(&format!("new-{field}{at}")).to_owned();
    let blank = |at| Blank {
        agency: text("agency", at),
        commune: text("commune", at),
        assigned: text("assigned", at),
        households: text("households", at),
        at,
    };
    (0..BLANKS).map(blank).collect()
}

/// A recipient as a form sends it back.
fn key(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Area(area) => format!("area/{area}"),
        Recipient::Village { commune, village } => format!("village/{commune}/{village}"),
        Recipient::Agency { agency, area } => format!("agency/{area}/{agency}"),
    }
}

/// Reads a recipient back.
pub(super) fn recipient(text: &str) -> Result<Recipient, Failure> {
    let unread = || Failure::new("CC-FIELD", "không rõ dòng nào", "it is not clear which line is meant").at("line");
    let mut parts = text.splitn(3, '/');
    let kind = parts.next().unwrap_or_default();
    let area: AreaKey = parts.next().and_then(|key| key.parse().ok()).ok_or_else(unread)?;
    match (kind, parts.next()) {
        ("area", None) => Ok(Recipient::Area(area)),
        ("village", Some(village)) => Ok(Recipient::Village { commune: area, village: village.to_owned() }),
        ("agency", Some(agency)) => Ok(Recipient::Agency { agency: agency.to_owned(), area }),
        _ => Err(unread()),
    }
}

/// What the form says of every line, new ones of agencies included; those marked to go are left out.
pub(super) fn drafts(ask: &Ask, sent: &Fields) -> Result<Vec<LineDraft>, Failure> {
    let lang = ask.lang();
    let mut drafts = Vec::new();
    for at in 0.. {
        let Some(key) = sent.value(&format!("line{at}")) else { break };
        if sent.value(&format!("gone{at}")).is_some() {
            continue;
        }
        let (assigned, households) = (format!("assigned{at}"), format!("households{at}"));
        drafts.push(LineDraft {
            recipient: recipient(key)?,
            assigned: amount::read(sent.text(&assigned), lang, &assigned)?,
            households: amount::count(sent.text(&households), lang, &households)?,
        });
    }
    for blank in blanks(sent).into_iter().filter(|blank| !blank.agency.is_empty() && !blank.commune.is_empty()) {
        let field = |name: &str| format!("new-{name}{}", blank.at);
        drafts.push(LineDraft {
            recipient: recipient(&format!("agency/{}/{}", blank.commune, blank.agency))?,
            assigned: amount::read(&blank.assigned, lang, &field("assigned"))?,
            households: amount::count(&blank.households, lang, &field("households"))?,
        });
    }
    Ok(drafts)
}

/// What the typed lines make; what cannot be read counts as not given.
pub(super) fn typed_balance(ask: &Ask, planning: &Planning, sent: &Fields) -> (Option<Balance>, Exact) {
    let kept = planning.parent.unwrap_or(Exact::ZERO);
    let parent = amount::read(sent.text("parent"), ask.lang(), "parent").ok().flatten().unwrap_or(kept);
    let Ok(drafts) = drafts(ask, sent) else { return (planning.balance.clone(), parent) };
    if drafts.is_empty() {
        return (planning.balance.clone(), parent);
    }
    let child = |draft: LineDraft| Child {
        recipient: draft.recipient,
        assigned: draft.assigned,
        asked: None,
        own: None,
        households: draft.households,
    };
    let children: Vec<Child> = drafts.into_iter().map(child).collect();
    (planning.balance.is_some().then(|| balance(planning.adds, parent, &children)), parent)
}
