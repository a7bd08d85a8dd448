//! `/programmes/{id}/targets/{target}/plan`: a target given on, as an editable table with its sums: what each unit is given,
//! asks for and sets itself, and how the lines make the parent.

pub(crate) mod act;
pub(crate) mod decision;
mod line;

use super::{amount, frame, name};
use crate::ask::Ask;
use crate::fields::{Fields, Refused};
use crate::figures::NONE;
use crate::frame::Frame;
use crate::link::Link;
use crate::pages::planning::form::refused;
use crate::parts::{Choice, Pick, agency_picks};
use crate::serve::{Web, page};
use app::programme::plan::{Approval, PlanAsked, PlanRights, Planning};
use app::{Axis, PlanAct};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::{Failure, Lang, Level};
use domain::access::Action;
use domain::programme::cascade::{Adds, Stage};
use domain::programme::{Amount, Exact};
pub(crate) use line::called;
use line::{Blank, Line};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage {
    frame: Frame,
    headline: String,
    lead: String,
    /// The words of the target.
    words: String,
    axes: Vec<Choice>,
    refused: Refused,
    action: String,
    /// None before the table is opened.
    table: Option<Table>,
    /// To open one: the day and what the unit is to reach.
    open: Option<Open>,
    others: Vec<(String, String)>,
    decision_typed: String,
    decided_typed: String,
    accepted_typed: String,
    reason_typed: String,
}

struct Open {
    due: String,
    parent: String,
    unit: String,
    /// Whether the figure comes from the table above.
    fixed: bool,
}

struct Table {
    plan: String,
    /// The version that the form was opened on, also when it comes again: who was overtaken looks first.
    version: String,
    stage: String,
    stages: Vec<Choice>,
    unit: String,
    parent: String,
    /// `sum` or `mean`, for the script.
    adds: &'static str,
    lines: Vec<Line>,
    blanks: Vec<Blank>,
    agencies: Vec<Pick>,
    communes: Vec<Pick>,
    /// What the lines make; empty where the reader sees only some.
    total: String,
    difference: String,
    even: bool,
    judged: String,
    missing: u64,
    apart: Vec<String>,
    edits: bool,
    rights: PlanRights,
    history: Vec<String>,
    decision: String,
    /// What binds meanwhile, while an approved table is adjusted.
    bound: String,
    /// The document of the decision; none while the register of documents does not have it.
    document: Option<(String, String)>,
    /// Where it is entered, for those who may.
    enter_document: String,
    /// Where the decision is printed.
    decision_address: String,
}

impl Table {
    /// Whether the reader may approve, for templates.
    fn approves(&self) -> bool {
        self.rights.approve == Approval::Yes
    }

    /// Whether the reader may send it to the units.
    fn sends(&self) -> bool {
        self.rights.step == Some(PlanAct::Send)
    }

    /// Whether the reader may take it back.
    fn takes_back(&self) -> bool {
        self.rights.step == Some(PlanAct::TakeBack)
    }

    /// Whether the reader may take it up again.
    fn adjusts(&self) -> bool {
        self.rights.step == Some(PlanAct::Adjust)
    }

    /// Whether lines average by households.
    fn mean(&self) -> bool {
        self.adds == "mean"
    }

    /// Whether exits are what leads to the target.
    fn has_exits(&self) -> bool {
        self.lines.iter().any(|line| !line.exits.is_empty())
    }

    /// Whether the reader proposed it and so may not.
    fn own_hand(&self) -> bool {
        self.rights.approve == Approval::OwnHand
    }
}

/// Answers the table.
pub(crate) async fn show(web: State<Arc<Web>>, Path(of): Path<(String, String)>, ask: Ask) -> Response {
    page(web, ask, move |web, ask| build(web, ask, &of, &Fields::default(), None)).await
}

/// Which table the address or the form names.
fn asked(ask: &Ask, of: &(String, String)) -> Result<PlanAsked, Failure> {
    Ok(PlanAsked {
        programme: of.0.clone(),
        target: of.1.clone(),
        area: ask.value("area").map(str::to_owned),
        axis: ask.value("axis").and_then(Axis::from_word).unwrap_or(Axis::Area),
        due: ask.day("due")?,
    })
}

fn build(
    web: &Web,
    ask: &Ask,
    of: &(String, String),
    sent: &Fields,
    failure: Option<&Failure>,
) -> Result<PlanPage, Failure> {
    let planning = web.desk.planning(&ask.caller, &asked(ask, of)?, (web.today)())?;
    let (words, lang) = (ask.words(), ask.lang());
    let (programme, target) = (planning.programme(), planning.target());
    let area = name(web, &planning.of.area);
    let title = words.t("plan-title");
    let link = Link::here(ask);
    let axis = |axis: Axis| Choice {
        text: words.t(&format!("plan-axis-{}", axis.word())),
        address: link.clone().with("axis", axis.word()).without("due").to_string(),
        current: planning.of.axis == axis,
    };
    let table = table(web, ask, &planning, sent)?;
    let open = (table.is_none() && planning.rights.assign).then(|| open(web, ask, &planning, sent));
    Ok(PlanPage {
        frame: frame(ask, Some(programme), &title).scope(area.clone()).simulated(programme.synthetic.then(String::new)),
        headline: headline(ask, &planning, table.as_ref()),
        lead: words.with(
            "plan-lead",
            &[("target", target.name.get(lang)), ("area", &area), ("day", &ask.figures().day(planning.of.due))],
        ),
        words: target.quote.words.clone(),
        axes: if is_commune(web, &planning) { Vec::new() } else { [Axis::Area, Axis::Agency].map(axis).into() },
        refused: refused(ask, failure),
        decision_typed: sent.text("decision").to_owned(),
        decided_typed: sent.value("decided").map_or_else(|| (web.today)().to_string(), str::to_owned),
        accepted_typed: sent.text("accepted").to_owned(),
        reason_typed: sent.text("reason").to_owned(),
        action: link.to_string(),
        table,
        open,
        others: planning
            .others
            .iter()
            .map(|head| {
                let text = words.with(
                    "plan-other",
                    &[
                        ("area", &name(web, &head.of.area)),
                        ("axis", &words.t(&format!("plan-axis-{}", head.of.axis.word()))),
                        ("day", &ask.figures().day(head.of.due)),
                        ("stage", &words.t(&format!("plan-stage-{}", head.stage))),
                    ],
                );
                let address = link
                    .clone()
                    .with("area", &head.of.area.code)
                    .with("axis", head.of.axis.word())
                    .with("due", head.of.due);
                (address.to_string(), text)
            })
            .collect(),
    })
}

fn is_commune(web: &Web, planning: &Planning) -> bool {
    web.desk.areas().get(&planning.of.area).is_some_and(|unit| unit.level == Level::Commune)
}

/// The answer first: how the lines stand to the parent.
fn headline(ask: &Ask, planning: &Planning, table: Option<&Table>) -> String {
    let words = ask.words();
    let Some(table) = table else { return words.t("plan-none") };
    let values = [("difference", &*table.difference), ("missing", &*ask.figures().count(table.missing))];
    match &planning.balance {
        None => words.t("plan-part"),
        Some(balance) if balance.total.is_none() => words.t("plan-empty"),
        Some(_) if table.missing > 0 => words.with("plan-missing", &values),
        Some(_) if table.even => words.t("plan-even"),
        Some(_) => words.with("plan-uneven", &values),
    }
}

fn open(web: &Web, ask: &Ask, planning: &Planning, sent: &Fields) -> Open {
    let own = planning.target().area.clone();
    let now = web.desk.areas().holders(&own, (web.today)());
    let is_own = own == planning.of.area || now.iter().any(|(key, _)| *key == planning.of.area);
    let typed = sent.value("parent").map(str::to_owned);
    Open {
        due: planning.of.due.to_string(),
        parent: typed.unwrap_or_else(|| amount::show(planning.parent, ask.lang())),
        unit: planning.unit.name().get(ask.lang()).to_owned(),
        fixed: !is_own,
    }
}

/// A figure with its unit; a difference with its sign.
fn shown(value: Option<Exact>, unit: domain::programme::Unit, lang: Lang) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| Amount::new(value, unit).show(lang))
}

fn table(web: &Web, ask: &Ask, planning: &Planning, sent: &Fields) -> Result<Option<Table>, Failure> {
    let (words, lang, figures) = (ask.words(), ask.lang(), ask.figures());
    let Some(plan) = &planning.plan else { return Ok(None) };
    let now = plan.now();
    let edits = planning.rights.assign;
    let agencies = if planning.of.axis == Axis::Agency { agency_picks(web, ask, None)? } else { Vec::new() };
    let lines = line::lines(web, ask, planning, &agencies, sent);
    // what was typed is summed again, also without a script
    let (made, parent) = if sent.is_empty() || !edits {
        (planning.balance.clone(), now.parent)
    } else {
        line::typed_balance(ask, planning, sent)
    };
    let difference = made.as_ref().and_then(|made| made.difference);
    let of_difference = planning.unit.of_difference();
    let missing = made.as_ref().map_or(0, |made| made.missing.len() as u64);
    let even = made.as_ref().is_some_and(domain::programme::cascade::Balance::is_even);
    let total = made.as_ref().map(|made| shown(made.total, planning.unit, lang)).unwrap_or_default();
    let stages = ["proposal", "negotiation", "approved"];
    let step = |one: &app::PlanStep| {
        let stage = words.t(&format!("plan-act-{}", one.act.word().replace('_', "-")));
        format!("{stage} · {} · {}", one.by, figures.moment(&one.at))
    };
    let decided = now.decision.as_ref().map(|(number, day)| {
        let accepted = match &now.stage {
            Stage::Approved { accepted: Some(one) } => {
                words.with("plan-accepted", &[("by", &planning.accepted_by), ("reason", &one.reason)])
            }
            _ => String::new(),
        };
        let values = [("number", number.as_str()), ("day", &*figures.day(*day))];
        format!("{} {accepted}", words.with("plan-decided", &values)).trim().to_owned()
    });
    let adjusted = plan.bindings.last().filter(|_| now.decision.is_none());
    let bound = adjusted
        .and_then(|binding| binding.step.decision.as_ref())
        .map(|(number, day)| words.with("plan-bound", &[("number", number.as_str()), ("day", &*figures.day(*day))]));
    let document = now.decision.as_ref().and_then(|(number, day)| planning.programmes.numbered(number, *day));
    let may_enter = document.is_none() && ask.caller.may(Action::WriteProgramme);
    let enter = now.decision.as_ref().filter(|_| may_enter).map(|(number, day)| {
        Link::to("/documents/new").with("number", number).with("date", day).with("doc-kind", "decision")
    });
    Ok(Some(Table {
        plan: plan.head.id.clone(),
        version: sent.value("version").map_or_else(|| plan.head.version.to_string(), str::to_owned),
        stage: words.t(&format!("plan-stage-{}", now.stage.word())),
        stages: stages
            .map(|stage| Choice {
                text: words.t(&format!("plan-stage-{stage}")),
                address: String::new(),
                current: now.stage.word() == stage,
            })
            .into(),
        unit: planning.unit.name().get(lang).to_owned(),
        parent: amount::show(Some(parent), lang),
        adds: if planning.adds == Adds::Sum { "sum" } else { "mean" },
        blanks: if edits && planning.of.axis == Axis::Agency { line::blanks(sent) } else { Vec::new() },
        communes: if edits && planning.of.axis == Axis::Agency { communes(web, planning) } else { Vec::new() },
        lines,
        agencies,
        total,
        difference: shown(difference, of_difference, lang),
        even,
        judged: words.t(if even { "plan-sum-even" } else { "plan-sum-uneven" }),
        missing,
        apart: planning
            .apart
            .iter()
            .map(|(key, value)| format!("{}: {}", name(web, key), shown(Some(*value), of_difference, lang)))
            .collect(),
        edits,
        rights: planning.rights,
        history: plan.steps.iter().rev().map(step).collect(),
        decision: decided.unwrap_or_default(),
        bound: bound.unwrap_or_default(),
        document: document.map(|one| (format!("/documents/{}", one.id), one.name().get(lang).to_owned())),
        enter_document: enter.map(|link| link.to_string()).unwrap_or_default(),
        decision_address: Link::here(ask).on(format!("{}/decision", ask.path)).to_string(),
    }))
}

/// The communes that an agency may be given a part in.
fn communes(web: &Web, planning: &Planning) -> Vec<Pick> {
    let areas = web.desk.areas();
    let all = areas.units(Level::Commune, (web.today)()).into_iter();
    let mut own: Vec<Pick> = all
        .filter(|unit| areas.above(&unit.key).iter().any(|above| above.key == planning.of.area))
        .map(|unit| Pick { value: unit.key.to_string(), text: unit.name.clone(), chosen: false })
        .collect();
    own.sort_by_cached_key(|pick| vntext::order::sort_key(&pick.text));
    own
}
