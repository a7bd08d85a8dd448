//! What somebody reports for a target, with evidence, and withdraws with a reason. It is known from the day of the report
//! until the day before it was withdrawn.

use super::draft::lacking;
use super::{day_of, target_of};
use crate::access::{Caller, On};
use crate::desk::Desk;
use crate::reason::{no_number, reason};
use base::{AreaKey, Failure, Level};
use domain::access::{Action, Role};
use domain::programme::cascade::Recipient;
use domain::programme::{Actual, Kind, Programme, Reading, Source, Target};
use jiff::civil::Date;
use store::{Ctx, NewReport, Report};

/// For what a caller may report: a unit, or an agency's share in a commune.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPlace {
    /// The unit.
    pub area: AreaKey,
    /// The agency, by id.
    pub agency: Option<String>,
}

impl Desk {
    /// What was reported for a programme, as actuals. An agency's share is no figure of its commune and stays out.
    pub(super) fn reported(&self, programme: &Programme) -> Result<Vec<Actual>, Failure> {
        let reports = self.store(|store| store.reports(&programme.id))?;
        let own = reports.into_iter().filter(|report| report.told.agency.is_none());
        Ok(own.filter_map(|report| Some(actual(programme.target(&report.told.target)?, report))).collect())
    }

    /// The reports of a target, withdrawn ones too, the newest day first, as far as the caller may know the unit: figures
    /// of the target's own unit are everybody's.
    pub fn reports(&self, caller: &Caller, programme: &str, target: &str) -> Result<Vec<Report>, Failure> {
        let all = self.programmes()?;
        let (_, known) = target_of(&all, programme, target)?;
        let mut reports = self.store(|store| store.reports(programme))?;
        let reach = caller.reach(Action::ReadFigures);
        reports.retain(|report| {
            let told = &report.told;
            told.target == target && ((told.area == known.area && told.agency.is_none()) || reach.has_whole(&told.area))
        });
        Ok(reports)
    }

    /// For what the caller may report: the target's own unit, communes in it, shares of the caller's agency.
    pub fn report_places(
        &self,
        caller: &Caller,
        programme: &str,
        target: &str,
        today: Date,
    ) -> Result<Vec<ReportPlace>, Failure> {
        caller.authorise(Action::ReportActual, On::Anything)?;
        let all = self.programmes()?;
        let (_, known) = target_of(&all, programme, target)?;
        let areas = self.areas();
        let officer = caller.without(Role::Sponsor);
        let mut places = Vec::new();
        if self.authorise_for(&officer, Action::ReportActual, &known.area, today).is_ok() {
            places.push(ReportPlace { area: known.area.clone(), agency: None });
        }
        let reach = officer.reach(Action::ReportActual);
        let now = areas.holders(&known.area, today);
        let inside = |key: &AreaKey| areas.above(key).iter().any(|above| now.iter().any(|(now, _)| *now == above.key));
        let communes = areas.units(Level::Commune, today).into_iter().map(|unit| &unit.key);
        let own = communes.filter(|key| reach.has_whole(key) && inside(key));
        places.extend(own.map(|area| ReportPlace { area: area.clone(), agency: None }));
        places.extend(self.own_shares(caller, programme, target)?);
        Ok(places)
    }

    /// Keeps a report; answers its id.
    pub fn report(&self, caller: &Caller, ctx: &Ctx, new: &NewReport, today: Date) -> Result<String, Failure> {
        let all = self.programmes()?;
        let (programme, target) = target_of(&all, &new.programme, &new.target)?;
        self.may_report(caller, new, today)?;
        if let Some(closed) = programme.closed.filter(|closed| *closed < new.holds_on) {
            return Err(Failure::new(
                "CC-PROGRAMME-STATE",
                format!("chương trình đã đóng ngày {closed}"),
                format!("the programme was closed on {closed}"),
            )
            .at("on")
            .remedy("xem các phiên bản của chương trình", "look at the programme's versions"));
        }
        if new.holds_on > today {
            return Err(Failure::new("CC-REPORT-DAY", "ngày của số liệu ở tương lai", "the day lies in the future")
                .at("on")
                .remedy("ghi ngày mà số liệu phản ánh", "enter the day the figure holds on"));
        }
        let evidence = vntext::normal::clean(&new.evidence);
        if evidence.is_empty() {
            return Err(lacking("evidence"));
        }
        no_number(&evidence, "evidence")?;
        fits(target, new)?;
        self.store(|store| store.report(ctx, &NewReport { evidence, ..new.clone() }))
    }

    /// Withdraws a report; the reason is that of `ctx`.
    pub fn withdraw_report(&self, caller: &Caller, ctx: &Ctx, id: &str, today: Date) -> Result<(), Failure> {
        let known = self.store(|store| store.report_of(id))?;
        self.may_report(caller, &known.told, today)?;
        let ctx = Ctx { reason: reason(&ctx.reason)?, ..ctx.clone() };
        self.store(|store| store.withdraw_report(&ctx, id))
    }

    fn may_report(&self, caller: &Caller, new: &NewReport, today: Date) -> Result<(), Failure> {
        self.authorise_for(caller, Action::ReportActual, &new.area, today)?;
        // a sponsor reports nothing but its own share
        let shares =
            if new.agency.is_some() { self.own_shares(caller, &new.programme, &new.target)? } else { Vec::new() };
        if shares.iter().any(|place| place.area == new.area && place.agency == new.agency) {
            return Ok(());
        }
        self.authorise_for(&caller.without(Role::Sponsor), Action::ReportActual, &new.area, today)
    }

    /// The lines of approved plans that give the caller's agency a share.
    fn own_shares(&self, caller: &Caller, programme: &str, target: &str) -> Result<Vec<ReportPlace>, Failure> {
        if caller.grants.iter().all(|grant| grant.role != Role::Sponsor) {
            return Ok(Vec::new());
        }
        self.store(|store| {
            let Some(agency) = store.account(&caller.login)?.and_then(|account| account.agency) else {
                return Ok(Vec::new());
            };
            let mut places = Vec::new();
            for head in store.plans(programme, Some(target))?.iter().filter(|head| head.binds) {
                let binding = store.plan(&head.id)?.bindings.pop();
                let lines = binding.map(|binding| binding.lines).unwrap_or_default();
                places.extend(lines.into_iter().filter_map(|line| match line.recipient {
                    Recipient::Agency { agency: own, area } if own == agency => {
                        Some(ReportPlace { area, agency: Some(own) })
                    }
                    _ => None,
                }));
            }
            places.dedup();
            Ok(places)
        })
    }
}

/// Whether what is reported can be set against the target at all.
fn fits(target: &Target, new: &NewReport) -> Result<(), Failure> {
    let refused = |vi: &str, en: &str, field: &str| {
        Err(Failure::new("CC-REPORT-KIND", vi, en)
            .at(field)
            .remedy("xem loại của chỉ tiêu rồi ghi lại", "look at the kind of the target, then enter it again"))
    };
    let is_event = matches!(new.reading, Reading::Event(_) | Reading::Open);
    if is_event != matches!(target.kind, Kind::Milestone { .. } | Kind::Evidence) {
        return refused("chỉ tiêu này không nhận loại kết quả ấy", "the target takes no such reading", "value");
    }
    if let Reading::Share { part, whole } = new.reading
        && (whole == 0 || part > whole)
    {
        return refused("phần đạt phải nằm trong tổng số", "the part must lie within the whole", "part");
    }
    match &new.item {
        None if !target.items.is_empty() => refused("chưa chọn mục của chỉ tiêu", "no item was chosen", "item"),
        Some(item) if target.items.iter().all(|one| one.id != *item) => {
            refused("chỉ tiêu không có mục này", "the target has no such item", "item")
        }
        _ => Ok(()),
    }
}

pub(super) fn actual(target: &Target, report: Report) -> Actual {
    let told = report.told;
    let known = day_of(&report.reported_at, told.holds_on);
    let series = target.series.as_ref().filter(|_| target.source == Source::Reported);
    Actual {
        on: told.holds_on,
        known_from: Some(known),
        known_to: report.withdrawn.and_then(|(at, ..)| day_of(&at, known).yesterday().ok()),
        reading: told.reading,
        version: told.version,
        source: Source::Reported,
        series: series.map(|series| series.kind),
        measure: None,
        standard: series.map(|series| series.standard.clone()),
        area: told.area,
        households: target.households.clone(),
        item: told.item,
        target: Some(told.target),
        evidence: told.evidence,
    }
}
