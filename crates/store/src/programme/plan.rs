//! One target of one unit, given on to those below: a table of lines that goes from proposal to approval step by step. Each
//! step and each set of lines stays.

use super::{Axis, PlanAct, changed_meanwhile, exact, exact_or_null, nothing, unknown};
use crate::access::DEPLOYMENT;
use crate::ids::IdMaker;
use crate::read::{area, date};
use crate::sql::programme as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Tx, Value};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use domain::programme::Exact;
use domain::programme::cascade::{Acceptance, Child, Recipient, Stage};
use jiff::civil::Date;

/// A plan to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlan {
    /// The programme, by id.
    pub programme: String,
    /// The target, by id.
    pub target: String,
    /// Whose target is given on.
    pub area: AreaKey,
    /// Along what.
    pub axis: Axis,
    /// For which day.
    pub due: Date,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanHead {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub of: NewPlan,
    /// Counts the steps.
    pub version: i64,
    /// The word of its stage.
    pub stage: String,
    /// Whether it was ever approved: then something binds, also while it is adjusted.
    pub binds: bool,
}

/// A step of a plan, and how the plan stands after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// What was done.
    pub act: PlanAct,
    /// How far the plan is.
    pub stage: Stage,
    /// What the children are to make together, in the unit of the target.
    pub parent: Exact,
    /// Number and day of the decision that approved it.
    pub decision: Option<(String, Date)>,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
}

/// A plan with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Id, what it is about, version, stage.
    pub head: PlanHead,
    /// All steps, the oldest first, never empty.
    pub steps: Vec<PlanStep>,
    /// The lines that hold.
    pub lines: Vec<Child>,
    /// All that was approved, the oldest first.
    pub bindings: Vec<Binding>,
}

/// What was approved at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The approval.
    pub step: PlanStep,
    /// The lines that it approved.
    pub lines: Vec<Child>,
}

impl Plan {
    /// How the plan stands.
    pub fn now(&self) -> &PlanStep {
        self.steps.last().expect("a plan is opened by its first step")
    }

    /// Who proposed its values: none of them may approve it.
    pub fn proposed_by(&self) -> Vec<&str> {
        let proposes = |step: &&PlanStep| matches!(step.act, PlanAct::Open | PlanAct::Assign | PlanAct::Send);
        self.steps.iter().filter(proposes).map(|step| step.by.as_str()).collect()
    }
}

impl Store {
    /// Opens a plan with its first lines; answers its id. There is one plan of a target, unit, axis and day.
    pub fn open_plan(&mut self, ctx: &Ctx, new: &NewPlan, parent: Exact, lines: &[Child]) -> Result<String, Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            let of: [Value; 6] = [
                new.programme.as_str().into(),
                new.target.as_str().into(),
                new.area.code.as_str().into(),
                new.area.valid_from.to_string().into(),
                new.axis.word().into(),
                new.due.to_string().into(),
            ];
            if tx.row(sql::SAME_PLAN, &of)?.is_some() {
                return Err(changed_meanwhile());
            }
            let id = IdMaker::new(ids.as_mut()).next(ids.as_mut());
            let mut row: Vec<Value> = vec![id.as_slice().into()];
            row.extend(of);
            tx.execute(sql::INSERT_PLAN, &row)?;
            write_lines(tx, &id, 1, lines)?;
            let step = PlanStep {
                act: PlanAct::Open,
                stage: Stage::Proposal,
                parent,
                decision: None,
                at: ctx.at.clone(),
                by: ctx.actor.clone(),
            };
            write_step(tx, &id, 1, 1, &step)?;
            let deed = about(new, &hex(&id)).change("parent", None, Some(&parent.to_string()));
            changed(deed, &[], lines).record(tx, DEPLOYMENT, ctx, step.act.command(), None)?;
            Ok(hex(&id))
        })
    }

    /// Takes a plan one step on: `version` is the one that was read; with other lines, or with those that hold. Who and when
    /// come from `ctx`.
    pub fn step_plan(
        &mut self,
        ctx: &Ctx,
        id: &str,
        version: i64,
        step: &PlanStep,
        lines: Option<&[Child]>,
    ) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let key = bytes(id);
            let (known, set) = plan(tx, id)?;
            if known.head.version != version {
                return Err(changed_meanwhile());
            }
            if let Some(lines) = lines {
                write_lines(tx, &key, version + 1, lines)?;
            }
            let step = PlanStep { at: ctx.at.clone(), by: ctx.actor.clone(), ..step.clone() };
            write_step(tx, &key, version + 1, if lines.is_some() { version + 1 } else { set }, &step)?;
            let before = known.now();
            let decision = step.decision.as_ref().map(|(number, day)| format!("{number}, {day}"));
            let accepted = match &step.stage {
                Stage::Approved { accepted: Some(accepted) } => Some(accepted.reason.as_str()),
                _ => None,
            };
            let deed = about(&known.head.of, id)
                .change("stage", Some(before.stage.word()), Some(step.stage.word()))
                .change("parent", Some(&before.parent.to_string()), Some(&step.parent.to_string()))
                .change("decision", None, decision.as_deref())
                .change("accepted", None, accepted);
            let deed = lines.map_or_else(|| deed.clone(), |lines| changed(deed.clone(), &known.lines, lines));
            deed.record(tx, DEPLOYMENT, ctx, step.act.command(), None).map(drop)
        })
    }

    /// The plans of a programme, or of one of its targets, the latest day first.
    pub fn plans(&mut self, programme: &str, target: Option<&str>) -> Result<Vec<PlanHead>, Failure> {
        self.db.read(|tx| tx.rows(sql::PLANS, &[programme.into(), target.into()])?.iter().map(head).collect())
    }

    /// The plans that were ever approved by a decision of a day, each with the number of the decision.
    pub fn plans_decided(&mut self, day: Date) -> Result<Vec<(NewPlan, String)>, Failure> {
        self.db.read(|tx| {
            let rows = tx.rows(sql::PLANS_DECIDED, &[day.to_string().into()])?;
            rows.iter().map(|row| Ok((of(row)?, row.text(7)?.to_owned()))).collect()
        })
    }

    /// One plan.
    pub fn plan(&mut self, id: &str) -> Result<Plan, Failure> {
        self.db.read(|tx| Ok(plan(tx, id)?.0))
    }
}

fn bytes(id: &str) -> Vec<u8> {
    base16ct::mixed::decode_vec(id).unwrap_or_default()
}

fn about(of: &NewPlan, id: &str) -> Deed {
    Deed::about(Subject::Programme, &of.programme).and(Subject::Area, of.area.to_string()).note(format!(
        "{} · {} · {} · {id}",
        of.target,
        of.axis.word(),
        of.due
    ))
}

/// The lines that differ, each with its values before and after.
fn changed(mut deed: Deed, before: &[Child], after: &[Child]) -> Deed {
    let values = |child: &Child| {
        let one = |value: Option<Exact>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
        format!("{} / {} / {}", one(child.assigned), one(child.asked), one(child.own))
    };
    for child in after {
        let old = before.iter().find(|old| old.recipient == child.recipient).map(values);
        let (who, empty) = (name(&child.recipient), "– / – / –".to_owned());
        let new = Some(values(child)).filter(|new| old.is_some() || *new != empty);
        deed = deed.change(&who, old.as_deref(), new.as_deref());
    }
    for gone in before.iter().filter(|old| after.iter().all(|new| new.recipient != old.recipient)) {
        deed = deed.change(&name(&gone.recipient), Some(&values(gone)), None);
    }
    deed
}

fn name(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Area(area) => area.to_string(),
        Recipient::Village { commune, village } => format!("{village}, {commune}"),
        Recipient::Agency { agency, area } => format!("{agency}, {area}"),
    }
}

fn write_step(tx: &mut Tx<'_>, plan: &[u8], version: i64, lines: i64, step: &PlanStep) -> Result<(), Failure> {
    let accepted = match &step.stage {
        Stage::Approved { accepted } => accepted.as_ref(),
        Stage::Proposal | Stage::Negotiation => None,
    };
    let row: [Value; 12] = [
        plan.into(),
        version.into(),
        step.act.word().into(),
        step.stage.word().into(),
        lines.into(),
        step.parent.to_string().into(),
        accepted.map(|one| one.by.as_str()).into(),
        accepted.map(|one| one.reason.as_str()).into(),
        step.decision.as_ref().map(|one| one.0.as_str()).into(),
        step.decision.as_ref().map(|one| one.1.to_string()).into(),
        step.at.as_str().into(),
        step.by.as_str().into(),
    ];
    tx.execute(sql::INSERT_STEP, &row).map(drop)
}

fn write_lines(tx: &mut Tx<'_>, plan: &[u8], set: i64, lines: &[Child]) -> Result<(), Failure> {
    let amount = |value: Option<Exact>| Value::from(value.map(|value| value.to_string()));
    for (position, line) in (0..).zip(lines) {
        let area = line.recipient.area();
        let (village, agency) = match &line.recipient {
            Recipient::Area(_) => ("", None),
            Recipient::Village { village, .. } => (village.as_str(), None),
            Recipient::Agency { agency, .. } => ("", Some(bytes(agency))),
        };
        let row: [Value; 11] = [
            plan.into(),
            set.into(),
            Value::Int(position),
            area.code.as_str().into(),
            area.valid_from.to_string().into(),
            village.into(),
            agency.into(),
            amount(line.assigned),
            amount(line.asked),
            amount(line.own),
            line.households.map(|count| i64::try_from(count).unwrap_or(i64::MAX)).into(),
        ];
        tx.execute(sql::INSERT_LINE, &row)?;
    }
    Ok(())
}

/// A plan, and which set of its lines holds.
fn plan(tx: &mut Tx<'_>, id: &str) -> Result<(Plan, i64), Failure> {
    let row = tx.row(sql::PLAN, &[bytes(id).into()])?.ok_or_else(|| nothing(id))?;
    let head = head(&row)?;
    let steps = tx.rows(sql::STEPS, &[bytes(id).into()])?;
    let set = steps.last().map_or(Ok(0), |row| row.int(3))?;
    let mut bindings = Vec::new();
    for row in &steps {
        let step = step(row)?;
        if step.act == PlanAct::Approve {
            bindings.push(Binding { step, lines: lines(tx, id, row.int(3)?)? });
        }
    }
    let steps = steps.iter().map(step).collect::<Result<_, Failure>>()?;
    let lines = lines(tx, id, set)?;
    Ok((Plan { head, steps, lines, bindings }, set))
}

/// A set of lines of a plan.
fn lines(tx: &mut Tx<'_>, id: &str, set: i64) -> Result<Vec<Child>, Failure> {
    tx.rows(sql::LINES, &[bytes(id).into(), set.into()])?.iter().map(line).collect()
}

fn of(row: &Row) -> Result<NewPlan, Failure> {
    Ok(NewPlan {
        programme: row.text(1)?.to_owned(),
        target: row.text(2)?.to_owned(),
        area: area(row, 3)?,
        axis: Axis::from_word(row.text(5)?).ok_or_else(|| unknown("axis"))?,
        due: date(row.text(6)?)?,
    })
}

fn head(row: &Row) -> Result<PlanHead, Failure> {
    Ok(PlanHead {
        id: hex(row.bytes(0)?),
        of: of(row)?,
        version: row.int(7)?,
        stage: row.text(8)?.to_owned(),
        binds: row.int(9)? > 0,
    })
}

fn step(row: &Row) -> Result<PlanStep, Failure> {
    let accepted = match (row.text_or_null(5)?, row.text_or_null(6)?) {
        (Some(by), Some(reason)) => Some(Acceptance { by: by.to_owned(), reason: reason.to_owned() }),
        _ => None,
    };
    let decision = match (row.text_or_null(7)?, row.text_or_null(8)?) {
        (Some(number), Some(day)) => Some((number.to_owned(), date(day)?)),
        _ => None,
    };
    Ok(PlanStep {
        act: PlanAct::ALL.into_iter().find(|act| row.text(1) == Ok(act.word())).ok_or_else(|| unknown("act"))?,
        stage: match row.text(2)? {
            "proposal" => Stage::Proposal,
            "negotiation" => Stage::Negotiation,
            "approved" => Stage::Approved { accepted },
            other => return Err(unknown(other)),
        },
        parent: exact(row.text(4)?)?,
        decision,
        at: row.text(9)?.to_owned(),
        by: row.text(10)?.to_owned(),
    })
}

fn line(row: &Row) -> Result<Child, Failure> {
    let (area, village) = (area(row, 0)?, row.text(2)?);
    let recipient = match row.bytes_or_null(3)? {
        Some(agency) => Recipient::Agency { agency: hex(agency), area },
        None if village.is_empty() => Recipient::Area(area),
        None => Recipient::Village { commune: area, village: village.to_owned() },
    };
    Ok(Child {
        recipient,
        assigned: exact_or_null(row, 4)?,
        asked: exact_or_null(row, 5)?,
        own: exact_or_null(row, 6)?,
        households: row.int_or_null(7)?.map(|count| u64::try_from(count).unwrap_or(0)),
    })
}
