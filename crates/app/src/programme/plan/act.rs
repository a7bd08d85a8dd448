//! What is done to a table of targets: opened, filled in, asked about, sent, taken back, approved. Whoever proposed values
//! does not approve them: the two duties exclude each other, also at the act.

use super::share::share;
use super::{Axis, Child, NewPlan, PlanAsked, Recipient, Stage, planned_in, target_of};
use crate::access::Caller;
use crate::desk::Desk;
use crate::programme::draft::lacking;
use crate::reason::{no_number, reason};
use base::Failure;
use domain::access::{Action, INCOMPATIBLE};
use domain::programme::cascade::{Acceptance, Adds, balance};
use domain::programme::{Exact, Unit};
use jiff::civil::Date;
use store::{Ctx, Plan, PlanAct, PlanStep};

/// The most lines of a table.
const MOST_LINES: usize = 2_000;

/// A line as the form has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDraft {
    /// Who.
    pub recipient: Recipient,
    /// What it is given.
    pub assigned: Option<Exact>,
    /// Its households: the weight of a rate.
    pub households: Option<u64>,
}

/// The decision that approves a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// Why a difference is accepted; empty where there is none.
    pub accepted: String,
}

impl Desk {
    /// Opens a table with those below the unit; of a count, each with its part of what there is now. Answers its id.
    pub fn open_plan(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        asked: &PlanAsked,
        parent: Exact,
        today: Date,
    ) -> Result<String, Failure> {
        let planning = self.planning(caller, asked, today)?;
        let of = &planning.of;
        self.may(caller, Action::AssignTarget, of, today)?;
        let target = planning.target();
        if let Some(closed) = planning.programme().closed {
            return Err(Failure::new(
                "CC-PROGRAMME-STATE",
                format!("chương trình đã đóng ngày {closed}"),
                format!("the programme was closed on {closed}"),
            )
            .remedy("giao theo chương trình còn hiệu lực", "give on what a programme in force sets"));
        }
        self.value(of, std::iter::once(parent), "parent")?;
        if !self.is_own(target, &of.area, today)? && planning.parent != Some(parent) {
            return Err(Failure::new(
                "CC-PLAN-PARENT",
                "đơn vị này chưa được giao chỉ tiêu cho ngày ấy, hoặc được giao con số khác",
                "the unit has been given no target for that day, or another one",
            )
            .at("parent")
            .remedy("chờ bảng của cấp trên được duyệt", "wait until the table above is approved"));
        }
        let current = self.current(caller, planning.programme(), target, &of.area, today)?;
        let recipients = match of.axis {
            Axis::Area => self.children(caller, planning.programme(), &of.area, today)?,
            Axis::Agency => Vec::new(),
        };
        let now: Vec<Option<Exact>> = recipients.iter().map(|one| current.get(one).and_then(|one| one.0)).collect();
        let parts = if planning.adds == Adds::Sum { share(parent, &now) } else { vec![None; now.len()] };
        let child = |(recipient, assigned): (Recipient, Option<Exact>)| {
            let households = current.get(&recipient).and_then(|one| one.1);
            Child { recipient, assigned, asked: None, own: None, households }
        };
        let lines: Vec<Child> = recipients.into_iter().zip(parts).map(child).collect();
        self.store(|store| store.open_plan(ctx, of, parent, &lines))
    }

    /// Assigns values; `version` is the one that was read. Of a table along agencies the lines are those that are given; of
    /// another they stay and only their values change.
    #[expect(clippy::too_many_arguments, reason = "a form of a table is what it is")]
    pub fn assign_targets(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        version: i64,
        parent: Exact,
        drafts: &[LineDraft],
        today: Date,
    ) -> Result<(), Failure> {
        let plan = self.plan(id)?;
        self.may(caller, Action::AssignTarget, &plan.head.of, today)?;
        if matches!(plan.now().stage, Stage::Approved { .. }) {
            return Err(plan.now().stage.clone().send().expect_err("an approved table is sent nowhere"));
        }
        self.sound(&plan, drafts)?;
        self.value(&plan.head.of, std::iter::once(parent), "parent")?;
        let all = self.programmes()?;
        let of = &plan.head.of;
        let above = !self.is_own(target_of(&all, &of.programme, &of.target)?.1, &of.area, today)?;
        if above && parent != plan.now().parent {
            return Err(Failure::new(
                "CC-PLAN-PARENT",
                "con số của cấp trên không sửa ở đây",
                "the figure from above stays",
            )
            .at("parent"));
        }
        let draft = |recipient: &Recipient| drafts.iter().find(|draft| draft.recipient == *recipient);
        let lines: Vec<Child> = match plan.head.of.axis {
            Axis::Area => {
                let changed = |line: &Child| match draft(&line.recipient) {
                    Some(new) => Child { assigned: new.assigned, households: new.households, ..line.clone() },
                    None => line.clone(),
                };
                plan.lines.iter().map(changed).collect()
            }
            Axis::Agency => {
                let of = |new: &LineDraft| {
                    let known = plan.lines.iter().find(|line| line.recipient == new.recipient);
                    Child {
                        recipient: new.recipient.clone(),
                        assigned: new.assigned,
                        asked: known.and_then(|line| line.asked),
                        own: known.and_then(|line| line.own),
                        households: new.households,
                    }
                };
                drafts.iter().map(of).collect()
            }
        };
        let step = PlanStep { act: PlanAct::Assign, parent, ..plan.now().clone() };
        self.store(|store| store.step_plan(ctx, id, version, &step, Some(&lines)))
    }

    /// Asks for another value for one's own unit, and sets a target of its own beside it. Only while it is negotiated.
    #[expect(clippy::too_many_arguments, reason = "a form of a table is what it is")]
    pub fn ask_target(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        version: i64,
        recipient: &Recipient,
        (asked, own): (Option<Exact>, Option<Exact>),
        today: Date,
    ) -> Result<(), Failure> {
        let plan = self.plan(id)?;
        let area = recipient.area();
        self.authorise_for(caller, Action::AskTarget, area, today)?;
        if plan.now().stage != Stage::Negotiation {
            return Err(Failure::new(
                "CC-CASCADE-STAGE",
                "bảng chưa gửi các đơn vị hoặc đã duyệt, không đề nghị được",
                "the table is not with the units, or is approved already",
            )
            .remedy("chờ bảng được gửi", "wait until it is sent"));
        }
        self.value(&plan.head.of, [asked, own].into_iter().flatten(), "asked")?;
        let mut lines = plan.lines.clone();
        let Some(line) = lines.iter_mut().find(|line| line.recipient == *recipient) else {
            return Err(
                Failure::new("CC-TARGET-NONE", "bảng không có dòng này", "the table has no such line").at("line")
            );
        };
        (line.asked, line.own) = (asked, own);
        let step = PlanStep { act: PlanAct::Ask, ..plan.now().clone() };
        self.store(|store| store.step_plan(ctx, id, version, &step, Some(&lines)))
    }

    /// Sends the table to the units.
    pub fn send_plan(&self, caller: &Caller, ctx: &Ctx, id: &str, version: i64, today: Date) -> Result<(), Failure> {
        self.go_on(caller, ctx, id, version, PlanAct::Send, today)
    }

    /// Takes it back, to be drawn up anew.
    pub fn take_back_plan(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        version: i64,
        today: Date,
    ) -> Result<(), Failure> {
        self.go_on(caller, ctx, id, version, PlanAct::TakeBack, today)
    }

    /// Takes an approved table up again, to be assigned, sent and approved anew; why is the reason of `ctx`. What was approved
    /// binds until then.
    pub fn adjust_plan(&self, caller: &Caller, ctx: &Ctx, id: &str, version: i64, today: Date) -> Result<(), Failure> {
        let plan = self.plan(id)?;
        self.may(caller, Action::AssignTarget, &plan.head.of, today)?;
        let ctx = Ctx { reason: reason(&ctx.reason)?, ..ctx.clone() };
        let stage = plan.now().stage.clone().adjust()?;
        let step = PlanStep { act: PlanAct::Adjust, stage, decision: None, ..plan.now().clone() };
        self.store(|store| store.step_plan(&ctx, id, version, &step, None))
    }

    /// Approves the table by a decision: when the lines make the parent, or when the difference is accepted with a reason.
    pub fn approve_plan(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        version: i64,
        decision: &Decision,
        today: Date,
    ) -> Result<(), Failure> {
        let plan = self.plan(id)?;
        let of = &plan.head.of;
        self.may(caller, Action::ApproveTargets, of, today)?;
        if plan.proposed_by().contains(&ctx.actor.as_str()) {
            return Err(same_hand());
        }
        let number = vntext::normal::clean(&decision.number);
        if number.is_empty() {
            return Err(lacking("decision"));
        }
        if decision.day > today.min(of.due) {
            return Err(Failure::new(
                "CC-PLAN-DECIDED",
                "ngày quyết định ở sau hôm nay, hoặc sau ngày phải đạt",
                "the decision is of a day after today, or after the day the target is due",
            )
            .at("decided")
            .remedy("ghi ngày ký của quyết định", "enter the day on which the decision was signed"));
        }
        let accepted = if decision.accepted.trim().is_empty() {
            None
        } else {
            Some(Acceptance { by: ctx.actor.clone(), reason: reason(&decision.accepted)? })
        };
        no_number(&number, "decision")?;
        if plan.lines.is_empty() {
            return Err(Failure::new("CC-CASCADE-MISSING", "bảng chưa có dòng nào", "the table has no line")
                .remedy("thêm đơn vị rồi duyệt", "add units, then approve"));
        }
        let made = balance(self.adds(of)?, plan.now().parent, &plan.lines);
        let stage = plan.now().stage.clone().approve(&made, accepted)?;
        let decision = Some((number, decision.day));
        let step = PlanStep { act: PlanAct::Approve, stage, decision, ..plan.now().clone() };
        self.store(|store| store.step_plan(ctx, id, version, &step, None))
    }

    fn go_on(
        &self,
        caller: &Caller,
        ctx: &Ctx,
        id: &str,
        version: i64,
        act: PlanAct,
        today: Date,
    ) -> Result<(), Failure> {
        let plan = self.plan(id)?;
        self.may(caller, Action::AssignTarget, &plan.head.of, today)?;
        let stage = plan.now().stage.clone();
        let stage = if act == PlanAct::Send { stage.send()? } else { stage.take_back()? };
        let step = PlanStep { act, stage, ..plan.now().clone() };
        self.store(|store| store.step_plan(ctx, id, version, &step, None))
    }

    fn plan(&self, id: &str) -> Result<Plan, Failure> {
        self.store(|store| store.plan(id))
    }

    fn may(&self, caller: &Caller, action: Action, of: &NewPlan, today: Date) -> Result<(), Failure> {
        self.authorise_for(caller, action, &of.area, today)
    }

    fn unit_of(&self, of: &NewPlan) -> Result<Unit, Failure> {
        let all = self.programmes()?;
        planned_in(target_of(&all, &of.programme, &of.target)?.1)
    }

    fn adds(&self, of: &NewPlan) -> Result<Adds, Failure> {
        Ok(if self.unit_of(of)?.is_count() { Adds::Sum } else { Adds::MeanByHouseholds })
    }

    /// Whether the lines are whole counts or shares, each once, of agencies and communes that there are.
    fn sound(&self, plan: &Plan, drafts: &[LineDraft]) -> Result<(), Failure> {
        let of = &plan.head.of;
        if drafts.len() > MOST_LINES {
            return Err(Failure::new("CC-PLAN-LONG", "bảng quá dài", "the table is too long"));
        }
        self.value(of, drafts.iter().filter_map(|draft| draft.assigned), "assigned")?;
        for (at, draft) in drafts.iter().enumerate() {
            if drafts[..at].iter().any(|other| other.recipient == draft.recipient) {
                return Err(Failure::new("CC-PLAN-TWICE", "một đơn vị có hai dòng", "a unit has two lines").at("line"));
            }
            if let Recipient::Agency { agency, area } = &draft.recipient {
                self.store(|store| store.agency(agency))?;
                let inside = *area == of.area || self.areas().above(area).iter().any(|above| above.key == of.area);
                if !inside {
                    return Err(
                        Failure::new("CC-PLAN-OUTSIDE", "xã ngoài đơn vị này", "the commune lies outside").at("line")
                    );
                }
            }
        }
        Ok(())
    }

    fn value(&self, of: &NewPlan, values: impl Iterator<Item = Exact>, field: &str) -> Result<(), Failure> {
        let unit = self.unit_of(of)?;
        for value in values {
            if unit.impossible(value).is_some() {
                return Err(Failure::new(
                    "CC-PLAN-VALUE",
                    "số giao phải là số nguyên không âm, hoặc tỷ lệ từ 0 đến 100",
                    "a value is a whole number from nought on, or a rate from 0 to 100",
                )
                .at(field)
                .remedy("sửa con số ấy rồi gửi lại", "mend the figure and send again"));
            }
        }
        Ok(())
    }
}

fn same_hand() -> Failure {
    let duties = INCOMPATIBLE.iter().find(|duties| duties.one == Action::AssignTarget);
    let why = duties.map(domain::access::Duties::why);
    let (vi, en) = why.map(|why| (why.vi, why.en)).unwrap_or_default();
    Failure::new("CC-DENIED-SAME-HAND", vi, en)
        .remedy("để người khác có thẩm quyền duyệt", "let somebody else who may approve it")
}
