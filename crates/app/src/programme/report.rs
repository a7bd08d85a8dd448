//! What somebody reports for a target, with evidence, and withdraws with a reason. It is known from the day of the report
//! until the day before it was withdrawn.

use super::draft::lacking;
use super::{day_of, target_of};
use crate::access::{Caller, On};
use crate::desk::Desk;
use crate::reason::{no_number, reason};
use base::{AreaKey, Failure, Level, Text};
use domain::access::{Action, Role};
use domain::programme::cascade::Recipient;
use domain::programme::{
    Actual, Baseline, Exact, Households, Impossible, Kind, Programme, Reading, Source, Target, Unit,
};
use jiff::civil::{Date, date};
use store::{Axis, Ctx, NewReport, Report};

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

    /// Why there is nothing that the caller may report for the target, and what can be done about it.
    pub fn nowhere_to_report(&self, caller: &Caller, target: &Target) -> Result<Failure, Failure> {
        const CODE: &str = "CC-DENIED-REPORT-PLACE";
        if caller.without(Role::Sponsor).authorise(Action::ReportActual, On::Anything).is_ok() {
            let area = self.areas().get(&target.area).map_or_else(|| target.area.to_string(), |unit| unit.name.clone());
            return Ok(Failure::new(
                CODE,
                format!("chỉ tiêu này của {area}, không có đơn vị nào trong đó thuộc phạm vi báo cáo của bạn"),
                format!("the target is one of {area}, and you report for no unit in it"),
            )
            .remedy(
                "báo cáo ở chỉ tiêu của địa bàn bạn phụ trách; nếu bạn phụ trách cả nơi này, nhờ người quản trị cấp quyền",
                "report for targets of your own area; if this one is yours too, ask an administrator for the grant",
            ));
        }
        let agency = self.store(|store| Ok(store.account(&caller.login)?.and_then(|account| account.agency)))?;
        Ok(if agency.is_none() {
            Failure::new(
                CODE,
                "tài khoản của bạn chưa gắn với cơ quan nào, nên chưa có phần việc nào để báo cáo",
                "your account belongs to no agency, so there is no share to report",
            )
            .remedy("nhờ người quản trị ghi cơ quan cho tài khoản", "ask an administrator to enter its agency")
        } else {
            Failure::new(
                CODE,
                "chưa có bảng giao nào đã duyệt giao cho cơ quan bạn một phần của chỉ tiêu này",
                "no approved table gives your agency a share of this target",
            )
            .remedy(
                "chờ bảng giao cho các cơ quan được duyệt rồi báo cáo; hỏi cán bộ lập bảng nếu phần của cơ quan bạn còn thiếu",
                "report once the table of agencies is approved; ask whoever draws it up if your agency's share is missing",
            )
        })
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
        not_before(programme, target.baseline.as_ref(), new.holds_on)?;
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
            for head in
                store.plans(programme, Some(target))?.iter().filter(|head| head.binds && head.of.axis == Axis::Agency)
            {
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
    match new.reading {
        Reading::Share { .. } if !is_rate(target.unit) => {
            return refused(
                "chỉ tiêu này đếm số lượng, không phải tỷ lệ: ghi con số",
                "the target is no rate: give the figure",
                "part",
            );
        }
        Reading::Share { part, whole } if whole == 0 || part > whole => {
            return refused("phần đạt phải nằm trong tổng số", "the part must lie within the whole", "part");
        }
        Reading::Value(value) => possible(value, target.unit)?,
        _ => {}
    }
    let is_one_of = |word: &str, against: &Households| [target.households.word(), against.word()].contains(&word);
    match (&target.kind, &new.households) {
        (Kind::Gap { against, .. }, Some(word)) if is_one_of(word, against) => {}
        (Kind::Gap { .. }, _) => {
            return refused(
                "chưa chọn số liệu là của nhóm nào trong hai nhóm được so sánh",
                "which of the two groups the figure is about was not chosen",
                "group",
            );
        }
        (_, None) => {}
        (_, Some(_)) => return refused("chỉ tiêu này không so hai nhóm", "the target compares no two groups", "group"),
    }
    match &new.item {
        None if !target.items.is_empty() => refused("chưa chọn mục của chỉ tiêu", "no item was chosen", "item"),
        Some(item) if target.items.iter().all(|one| one.id != *item) => {
            refused("chỉ tiêu không có mục này", "the target has no such item", "item")
        }
        _ => Ok(()),
    }
}

/// Whether figures of the unit are rates; a pace in points is measured by rates.
fn is_rate(unit: Option<Unit>) -> bool {
    matches!(unit, Some(Unit::Percent | Unit::Points))
}

/// Refuses a figure that nothing of its unit can have.
fn possible(value: Exact, unit: Option<Unit>) -> Result<(), Failure> {
    let refused = |vi: String, en: String, remedy: (&str, &str)| {
        Err(Failure::new("CC-REPORT-VALUE", vi, en).at("value").remedy(remedy.0, remedy.1))
    };
    let name = unit.map_or_else(|| Text::new("liệu", "figures"), Unit::name);
    let why = match unit {
        Some(unit) => unit.impossible(value),
        None => value.is_negative().then_some(Impossible::Negative),
    };
    match why {
        None => Ok(()),
        Some(Impossible::Negative | Impossible::MoreThanAll) if is_rate(unit) => refused(
            "tỷ lệ phải từ 0 đến 100 %".into(),
            "a rate is between 0 and 100 %".into(),
            ("kiểm tra lại con số, hoặc ghi số đạt và tổng số", "check the figure, or give part and whole"),
        ),
        Some(Impossible::Negative | Impossible::MoreThanAll) => refused(
            format!("số {} không thể âm", name.vi),
            format!("a number of {} is not below nought", name.en),
            ("ghi con số từ 0 trở lên", "give a figure from nought on"),
        ),
        Some(Impossible::Fraction) => refused(
            format!("số {} phải là số nguyên", name.vi),
            format!("a number of {} is a whole one", name.en),
            ("ghi số nguyên, không có phần lẻ", "give a whole number, without decimals"),
        ),
    }
}

/// Refuses a day on which nothing of the programme can have been measured: before its first year and before the base of the
/// target, or of another century.
fn not_before(programme: &Programme, base: Option<&Baseline>, on: Date) -> Result<(), Failure> {
    let begins = date(programme.first_year, 1, 1);
    let first = base.map_or(begins, |base| base.on.min(begins)).max(date(1900, 1, 1));
    if on >= first {
        return Ok(());
    }
    let (day, month, year) = (first.day(), first.month(), first.year());
    Err(Failure::new(
        "CC-REPORT-DAY",
        format!("ngày của số liệu ở trước ngày {day}/{month}/{year}, khi chương trình và số mốc của chỉ tiêu chưa có"),
        format!("the day lies before {first}, before the programme and the base of the target"),
    )
    .at("on")
    .remedy("ghi ngày mà số liệu phản ánh", "enter the day the figure holds on"))
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
        households: told.households.map_or_else(|| target.households.clone(), |word| Households::from_word(&word)),
        item: told.item,
        target: Some(told.target),
        evidence: told.evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::programme::Programmes;

    #[test]
    fn figures_that_nothing_can_have_are_refused_by_their_unit() {
        let refused = |value: &str, unit: Unit| {
            let failure = possible(Exact::parse(value).unwrap(), Some(unit)).err()?;
            assert_eq!((failure.code, &*failure.place), ("CC-REPORT-VALUE", "value"));
            assert!(!failure.remedy.vi.is_empty() && !failure.remedy.en.is_empty());
            Some(failure.message.vi)
        };
        assert_eq!(refused("-3", Unit::Houses).unwrap(), "số căn nhà không thể âm");
        assert_eq!(refused("2.5", Unit::Communes).unwrap(), "số xã phải là số nguyên");
        for wrong in ["250", "-0.1", "100.01"] {
            for rate in [Unit::Percent, Unit::Points] {
                assert_eq!(refused(wrong, rate).unwrap(), "tỷ lệ phải từ 0 đến 100 %", "{wrong}");
            }
        }
        for unit in Unit::all() {
            assert!(refused("-1", unit).is_some(), "{unit:?}");
            assert!(refused("0", unit).is_none() && refused("100", unit).is_none(), "{unit:?}");
            assert_eq!(refused("1.5", unit).is_some(), unit.is_count(), "{unit:?}");
        }
        assert!(possible(Exact::whole(-1), None).is_err() && possible(Exact::whole(1), None).is_ok());
    }

    #[test]
    fn no_day_lies_before_both_programme_and_base_nor_in_another_century() {
        let mut programme = Programmes::bundled().programme("thanh-hoa-vi-du").unwrap().clone();
        let base = programme.target("so-ho-ngheo").unwrap().baseline.clone().unwrap();
        let code = |programme: &Programme, base, on| not_before(programme, base, on).err().map(|failure| failure.code);
        assert_eq!(code(&programme, Some(&base), base.on), None);
        assert_eq!(code(&programme, Some(&base), base.on.yesterday().unwrap()), Some("CC-REPORT-DAY"));
        assert_eq!(code(&programme, None, base.on), Some("CC-REPORT-DAY"));
        assert_eq!(code(&programme, None, date(programme.first_year, 1, 1)), None);
        programme.first_year = 1;
        assert_eq!(code(&programme, None, date(1899, 12, 31)), Some("CC-REPORT-DAY"));
        assert_eq!(code(&programme, None, date(1900, 1, 1)), None);
    }
}
