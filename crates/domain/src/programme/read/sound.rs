//! What belongs together in one target: figures fit their unit, days are in order, the source has what it needs, and nothing is
//! compared with itself.

use super::parse::At;
use crate::area::Areas;
use crate::programme::territory::{is_same_land, lies_in};
use crate::programme::{Baseline, Bound, Due, Exact, Impossible, Kind, Must, Over, Path, Source, Target, Unit};
use crate::result::SourceKind;
use base::{AreaKey, Failure};

pub(super) fn target(at: &At<'_>, target: &Target, programme: &AreaKey, areas: &Areas) -> Result<(), Failure> {
    if target.name.vi.trim().is_empty() {
        return Err(at.missing("name"));
    }
    if target.quote.words.trim().is_empty() {
        return Err(at.missing("sentence"));
    }
    unit(at, target)?;
    kind(at, target, areas)?;
    due(at, target)?;
    base(at, target)?;
    path(at, target)?;
    items(at, target)?;
    source(at, target)?;
    if !lies_in(areas, &target.area, programme) {
        return Err(at.key("area").failure(
            "đơn vị không nằm trong địa bàn của chương trình",
            "the unit does not lie in the area of the programme",
        ));
    }
    Ok(())
}

/// Points are what a pace is in, and nothing else.
fn unit(at: &At<'_>, target: &Target) -> Result<(), Failure> {
    let Some(unit) = target.unit else {
        let without = matches!(target.kind, Kind::Milestone { .. } | Kind::Evidence | Kind::ToBeSet { .. });
        return if without { Ok(()) } else { Err(at.missing("unit")) };
    };
    let (fits, vi, en) = match &target.kind {
        Kind::PointsPerYear { .. } => {
            (unit == Unit::Points, "mức giảm mỗi năm tính bằng điểm phần trăm", "a pace a year is in percentage points")
        }
        Kind::Coverage { .. } => {
            (unit == Unit::Percent, "tỷ lệ đạt trên tổng số tính bằng %", "a coverage is in per cent")
        }
        Kind::Recognitions { .. } => (
            unit.is_count() && !matches!(unit, Unit::Dong | Unit::DongPerPerson),
            "được công nhận là đơn vị đếm được (xã, thôn, huyện …)",
            "what is recognised are things to be counted (communes, villages …)",
        ),
        _ => (
            unit != Unit::Points,
            "điểm phần trăm chỉ đo mức giảm; tỷ lệ thì chọn %",
            "percentage points measure a fall alone; for a rate choose %",
        ),
    };
    if fits { Ok(()) } else { Err(at.key("unit").failure(vi, en)) }
}

fn kind(at: &At<'_>, target: &Target, areas: &Areas) -> Result<(), Failure> {
    match &target.kind {
        Kind::Level { bound, .. } | Kind::Coverage { bound } | Kind::Recognitions { bound } => {
            limit(at, bound, target.unit)
        }
        Kind::PointsPerYear { bound, .. } => limit(at, bound, Some(Unit::Points)),
        Kind::Relative { bound } => {
            if bound.limit <= Exact::ZERO {
                return Err(at.key("value").failure(
                    "phần còn lại so với mốc phải lớn hơn 0",
                    "what is left of the base is more than nought",
                ));
            }
            better(at, bound)
        }
        Kind::Unquantified { threshold, .. } => {
            threshold.map_or(Ok(()), |value| figure(&at.key("value"), value, target.unit))
        }
        Kind::Comparator { with, .. } if is_same_land(areas, &target.area, with) => {
            Err(at.key("comparator").failure("không so một đơn vị với chính nó", "a unit is not compared with itself"))
        }
        Kind::Gap { against, .. } if *against == target.households => Err(at
            .key("against")
            .failure("hai nhóm của một khoảng cách phải khác nhau", "the two groups of a gap are different ones")),
        // a gap of two rates is points
        Kind::Gap { must: Must::Reach(bound), .. } => limit(at, bound, target.unit.map(Unit::of_difference)),
        Kind::Comparator { .. } | Kind::Gap { .. } | Kind::Milestone { .. } | Kind::ToBeSet { .. } | Kind::Evidence => {
            Ok(())
        }
    }
}

fn limit(at: &At<'_>, bound: &Bound, unit: Option<Unit>) -> Result<(), Failure> {
    figure(&at.key("value"), bound.limit, unit)?;
    bound.stretch.map_or(Ok(()), |stretch| figure(&at.key("stretch"), stretch, unit))?;
    better(at, bound)
}

/// The better end of a range lies beyond the required one.
fn better(at: &At<'_>, bound: &Bound) -> Result<(), Failure> {
    let beyond = |stretch: Exact| if bound.side.falls() { stretch < bound.limit } else { stretch > bound.limit };
    if bound.stretch.is_none_or(beyond) {
        return Ok(());
    }
    Err(at.key("stretch").failure(
        "mức phấn đấu phải tốt hơn con số phải đạt: thấp hơn nếu càng ít càng tốt, cao hơn nếu càng nhiều càng tốt",
        "what is striven for is better than what must be reached: lower if less is better, higher if more is",
    ))
}

/// Refuses a figure that cannot be one of its unit.
fn figure(at: &At<'_>, value: Exact, unit: Option<Unit>) -> Result<(), Failure> {
    let why = match unit {
        Some(unit) => unit.impossible(value),
        None => value.is_negative().then_some(Impossible::Negative),
    };
    let (vi, en) = match why {
        None => return Ok(()),
        Some(Impossible::Negative) => ("con số không được âm", "the figure is not below nought"),
        Some(Impossible::MoreThanAll) => {
            ("tỷ lệ và điểm phần trăm phải từ 0 đến 100", "a rate, and points of one, are between 0 and 100")
        }
        Some(Impossible::Fraction) => (
            "đơn vị này chỉ đếm số nguyên; nếu là tỷ lệ thì chọn đơn vị %",
            "this unit has whole numbers only; for a rate choose %",
        ),
    };
    Err(at.failure(vi, en))
}

fn due(at: &At<'_>, target: &Target) -> Result<(), Failure> {
    let kept = matches!(
        target.kind,
        Kind::Level { .. }
            | Kind::Relative { .. }
            | Kind::Coverage { .. }
            | Kind::Recognitions { .. }
            | Kind::Unquantified { .. }
    );
    if target.due == Due::Always && !kept {
        return Err(at.key("due").failure(
            "loại chỉ tiêu này không giữ được “mọi lúc”: ghi một ngày, hoặc để trống",
            "this kind of target cannot hold at all times: give a day, or none",
        ));
    }
    let paced = matches!(target.kind, Kind::PointsPerYear { over: Over::Mean, .. } | Kind::Comparator { .. });
    if paced && target.due.last_day().is_none() {
        return Err(at.missing("due.on"));
    }
    Ok(())
}

fn base(at: &At<'_>, target: &Target) -> Result<(), Failure> {
    let Some(Baseline { on, value, .. }) = &target.baseline else { return Ok(()) };
    if target.unit.is_none() {
        return Err(at
            .key("baseline.on")
            .failure("chỉ tiêu không có con số thì không có mốc", "a target without a figure has no base"));
    }
    if target.due.last_day().is_some_and(|last| last <= *on) {
        return Err(at.key("baseline.on").failure("mốc phải trước hạn", "the base is before the day it is due"));
    }
    let Some(value) = value else { return Ok(()) };
    if !target.items.is_empty() {
        return Err(at.key("baseline.value").failure(
            "các mục đếm riêng thì mỗi mục có mốc riêng: để trống, rồi báo cáo số của từng mục vào ngày mốc",
            "of items that are counted apart each has its own base: leave it empty, and report each item on the day of the base",
        ));
    }
    let unit = if matches!(target.kind, Kind::PointsPerYear { .. }) { Some(Unit::Percent) } else { target.unit };
    figure(&at.key("baseline.value"), *value, unit)
}

fn path(at: &At<'_>, target: &Target) -> Result<(), Failure> {
    if target.path == Path::None {
        return Ok(());
    }
    let Some(baseline) = &target.baseline else { return Err(at.missing("baseline.on")) };
    let (Due::On(due) | Due::Before(due)) = target.due else { return Err(at.missing("due.on")) };
    if let Path::Given(points) = &target.path {
        let at = at.key("points");
        let out = points.iter().find(|(on, _)| *on <= baseline.on || *on >= due);
        if let Some((on, _)) = out {
            return Err(at.failure(
                format!("điểm ngày {on} phải nằm giữa ngày của mốc ({}) và hạn ({due})", baseline.on),
                format!("the point of {on} lies between the base ({}) and the day it is due ({due})", baseline.on),
            ));
        }
        if !points.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(at.failure(
                "các điểm phải theo thứ tự ngày, mỗi ngày một điểm",
                "points are in order of days, one a day",
            ));
        }
        let unit = if matches!(target.kind, Kind::PointsPerYear { .. }) { Some(Unit::Percent) } else { target.unit };
        return points.iter().try_for_each(|(_, value)| figure(&at, *value, unit));
    }
    let goal = match &target.kind {
        Kind::Level { bound, .. } => Some(bound.limit),
        _ => None,
    };
    if target.path == Path::ConstantRate && (baseline.value == Some(Exact::ZERO) || goal == Some(Exact::ZERO)) {
        return Err(at.key("path").failure(
            "không có tỷ lệ giảm không đổi nào tới 0: chọn lộ trình khác",
            "no constant rate leads to nought: choose another path",
        ));
    }
    Ok(())
}

fn items(at: &At<'_>, target: &Target) -> Result<(), Failure> {
    let twice =
        target.items.iter().enumerate().find(|(at, one)| target.items[..*at].iter().any(|two| two.id == one.id));
    match twice {
        None => Ok(()),
        Some((_, item)) => Err(at.key("items").failure(
            format!("mục “{}” có hai lần", item.name.vi),
            format!("the item “{}” stands twice", item.name.en),
        )),
    }
}

/// What is registered or published is a series; what is reported is none.
fn source(at: &At<'_>, target: &Target) -> Result<(), Failure> {
    let told = matches!(target.kind, Kind::Milestone { .. } | Kind::Evidence);
    if told && target.source != Source::Reported {
        return Err(at.key("source").failure(
            "một việc hay một lời chỉ biết được qua báo cáo có minh chứng: chọn nguồn báo cáo",
            "whether something was done is known by reports with evidence alone: choose reports",
        ));
    }
    let Some(series) = &target.series else {
        return if target.source == Source::Reported { Ok(()) } else { Err(at.missing("series.measure")) };
    };
    if target.source == Source::Reported {
        return Err(at.key("series.measure").failure(
            "nguồn là báo cáo thì không lấy số rà soát, điều tra: bỏ trống, hoặc chọn nguồn khác",
            "what is reported is no figure of reviews or surveys: leave it empty, or choose another source",
        ));
    }
    if target.source == Source::Register && series.kind != SourceKind::Review {
        return Err(at
            .key("series.kind")
            .failure("sổ bộ chỉ có số rà soát", "the register has figures of reviews alone"));
    }
    let wanted = match &target.kind {
        Kind::PointsPerYear { .. } => Some(Unit::Percent),
        Kind::ToBeSet { .. } => return Ok(()),
        _ => target.unit,
    };
    if Unit::of_measure(series.measure) == wanted {
        return Ok(());
    }
    Err(at.key("series.measure").failure(
        "số liệu này không tính bằng đơn vị đã chọn",
        "this figure is not counted in the unit that was chosen",
    ))
}
