//! Why a household has its class: the comparisons that were made, the answers behind each deprivation, the clauses.
//!
//! Built from what was actually used; there is no sentence per class.

use crate::answers::{Answer, Household};
use crate::derive::{Deprivation, Outcome};
use crate::law::Citation;
use crate::pack::{Line, Pack, Per, Way, column};
use crate::rule::Used;
use crate::{AreaKind, Basis, Flags, Means, Measure, Verdict, Vocabulary};
use base::{Dong, Lang, Text};

/// One step of the reasoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The step in words.
    pub text: Text,
    /// The clause it rests on, if it rests on one.
    pub law: Option<Citation>,
}

/// The reasoning in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The steps.
    pub parts: Vec<Part>,
}

impl Explanation {
    /// The whole reasoning on one line.
    pub fn line(&self, lang: Lang) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| part.line(lang)).collect();
        parts.join("; ")
    }
}

impl Part {
    fn new(text: Text, law: Option<&Citation>) -> Self {
        Self { text, law: law.cloned() }
    }

    /// The step with its clause, and the mark “chưa xác minh” where a person has not checked the clause.
    pub fn line(&self, lang: Lang) -> String {
        let text = self.text.get(lang);
        match (&self.law, lang) {
            (None, _) => text.to_owned(),
            (Some(law), _) if law.verified => format!("{text} [{}]", law.clause),
            (Some(law), Lang::Vi) => format!("{text} [{}, chưa xác minh]", law.clause),
            (Some(law), Lang::En) => format!("{text} [{}, unverified]", law.clause),
        }
    }
}

/// Explains a verdict. `derived` holds the evidence where the flags were derived from answers.
pub fn explain(
    pack: &Pack,
    area: AreaKind,
    means: Means,
    flags: Flags,
    verdict: &Verdict,
    derived: Option<(&Household, &[Deprivation])>,
) -> Explanation {
    let way = pack.class(verdict.class).and_then(|rule| {
        let count = flags.count();
        rule.ways.iter().find(|way| {
            count >= way.at_least
                && way.below.is_none_or(|below| count < below)
                && compare(pack, way, area, means, verdict.measure)
        })
    });
    let mut parts = means_parts(pack, way, area, means, verdict.measure);
    parts.push(deprivation_part(pack, flags, way));
    match derived {
        Some((household, found)) => parts.extend(evidence_parts(pack, household, found)),
        None => parts.extend(flag_parts(pack, flags)),
    }
    if let Some(rule) = pack.class(verdict.class) {
        let text = Text::new(format!("kết luận: {}", rule.name.vi), format!("conclusion: {}", rule.name.en));
        parts.push(Part::new(text, Some(&rule.law)));
    }
    parts.extend(conflict_part(pack, means, *verdict));
    Explanation { parts }
}

fn compare(pack: &Pack, way: &Way, area: AreaKind, means: Means, measure: Measure) -> bool {
    let side = |line: Option<usize>, over: bool| {
        line.is_none_or(|line| above(&pack.lines[line], pack.per, area, means, measure) == Some(over))
    };
    side(way.above, true) && side(way.at_most, false)
}

/// Whether the household is above a line by a measure; `None` where the measure has no value or no cut-off.
fn above(line: &Line, per: Per, area: AreaKind, means: Means, measure: Measure) -> Option<bool> {
    match measure {
        Measure::Income => {
            let total = i128::from(means.income?) * i128::from(per.months());
            Some(total > i128::from(line.amount[column(area)]))
        }
        Measure::B1 => Some(means.b1? > line.cut_off.as_ref()?.points[column(area)]),
    }
}

fn means_parts(pack: &Pack, way: Option<&Way>, area: AreaKind, means: Means, measure: Measure) -> Vec<Part> {
    let known = |line: &usize| above(&pack.lines[*line], pack.per, area, means, measure).is_some();
    let lines: Vec<usize> = match way {
        Some(way) => way.above.into_iter().chain(way.at_most).collect(),
        // no class took the household: it is above the highest line this measure knows
        None => (0..pack.lines.len()).rfind(known).into_iter().collect(),
    };
    lines.iter().filter_map(|&line| line_part(&pack.lines[line], pack.per, area, means, measure)).collect()
}

fn line_part(line: &Line, per: Per, area: AreaKind, means: Means, measure: Measure) -> Option<Part> {
    let sign = if above(line, per, area, means, measure)? { ">" } else { "≤" };
    let (area_vi, area_en) = match area {
        AreaKind::Rural => ("nông thôn", "rural"),
        AreaKind::Urban => ("thành thị", "urban"),
    };
    let (name_vi, name_en) = (&line.name.vi, &line.name.en);
    Some(match measure {
        Measure::Income => {
            let income = Dong(means.income?);
            let limit = Dong(line.amount[column(area)]);
            let (times, per_vi, per_en) = match per {
                Per::Month => ("", "người/tháng", "person and month"),
                Per::Year => (" × 12 tháng", "người/năm", "person and year"),
            };
            let times_en = times.replace("tháng", "months");
            Part::new(
                Text::new(
                    format!("thu nhập {income}/người/tháng{times} {sign} {limit}/{per_vi} ({name_vi}, {area_vi})"),
                    format!(
                        "income {income} per person and month{times_en} {sign} {limit} per {per_en} ({name_en}, {area_en})"
                    ),
                ),
                Some(&line.law),
            )
        }
        Measure::B1 => {
            let cut_off = line.cut_off.as_ref()?;
            let (b1, points) = (means.b1?, cut_off.points[column(area)]);
            Part::new(
                Text::new(
                    format!("điểm B1 {b1} {sign} {points} ({name_vi}, {area_vi})"),
                    format!("B1 points {b1} {sign} {points} ({name_en}, {area_en})"),
                ),
                Some(&cut_off.law),
            )
        }
    })
}

fn deprivation_part(pack: &Pack, flags: Flags, way: Option<&Way>) -> Part {
    let (count, all) = (flags.count(), pack.indicators.len());
    let (need_vi, need_en) = match way {
        Some(Way { at_least, .. }) if *at_least > 0 => {
            (format!(", từ {at_least} trở lên"), format!(", {at_least} or more"))
        }
        Some(Way { below: Some(below), .. }) => (format!(", dưới {below}"), format!(", fewer than {below}")),
        _ => (String::new(), String::new()),
    };
    let (points_vi, points_en) = match pack.method.points_per_indicator {
        Some(each) => (format!(" (B2 = {} điểm)", each * count), format!(" (B2 = {} points)", each * count)),
        None => (String::new(), String::new()),
    };
    Part::new(
        Text::new(
            format!("thiếu hụt {count}/{all} chỉ số{need_vi}{points_vi}"),
            format!("deprived of {count}/{all} indicators{need_en}{points_en}"),
        ),
        pack.method.points_per_indicator.map(|_| &pack.method.law),
    )
}

fn flag_parts(pack: &Pack, flags: Flags) -> Vec<Part> {
    let one = |index: usize| {
        let indicator = &pack.indicators[index];
        Part::new(
            Text::new(
                format!("thiếu hụt {}", lower(&indicator.name.vi)),
                format!("deprived: {}", lower(&indicator.name.en)),
            ),
            Some(&indicator.law),
        )
    };
    flags.iter().filter(|&index| index < pack.indicators.len()).map(one).collect()
}

fn evidence_parts(pack: &Pack, household: &Household, found: &[Deprivation]) -> Vec<Part> {
    let mut parts = Vec::new();
    for deprivation in found {
        let Outcome::Deprived(used) = &deprivation.outcome else { continue };
        let indicator = &pack.indicators[deprivation.indicator];
        let say = |lang: Lang| {
            let facts: Vec<String> = used.iter().map(|used| fact(used, household, lang)).collect();
            facts.join(", ")
        };
        parts.push(Part::new(
            Text::new(
                format!("thiếu hụt {}: {}", lower(&indicator.name.vi), say(Lang::Vi)),
                format!("deprived: {}: {}", lower(&indicator.name.en), say(Lang::En)),
            ),
            Some(&indicator.law),
        ));
    }
    parts
}

/// One fact a rule looked at, in words.
fn fact(used: &Used, household: &Household, lang: Lang) -> String {
    let who = |member: Option<usize>| match member.and_then(|index| household.members.get(index)) {
        Some(member) if !member.label.is_empty() => format!("{}: ", member.label),
        _ => String::new(),
    };
    let word = |vi: &'static str, en: &'static str| if lang == Lang::Vi { vi } else { en };
    match used {
        Used::Answer { member, question, answer } => {
            let asked = Vocabulary::bundled().question(question);
            let name = asked.map_or(question.as_str(), |asked| asked.name.get(lang));
            let value = match answer {
                Answer::Choice(id) => asked
                    .and_then(|asked| asked.option(id))
                    .map_or(id.clone(), |option| option.name.get(lang).to_owned()),
                Answer::Number(hundredths) => {
                    let unit = asked.map_or("", |asked| asked.unit.as_str());
                    format!("{} {unit}", hundredths_in_words(*hundredths, lang))
                }
            };
            format!("{}{} = {value}", who(*member), lower(name))
        }
        Used::Age { member, years: (low, high) } => {
            let age = if low == high { low.to_string() } else { format!("{low}–{high}") };
            format!("{}{age} {}", who(Some(*member)), word("tuổi", "years old"))
        }
        Used::BirthYear { member, year } => format!("{}{} {year}", who(Some(*member)), word("sinh năm", "born in")),
        Used::Count { part, whole } => format!("{part}/{whole} {}", word("nhân khẩu", "members")),
        Used::Missing { member, question } => {
            format!("{}{} {question}", who(*member), word("chưa có trả lời", "no answer to"))
        }
    }
}

fn hundredths_in_words(hundredths: u64, lang: Lang) -> String {
    let point = if lang == Lang::Vi { ',' } else { '.' };
    let text = format!("{}{point}{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches(point).to_owned()
}

fn conflict_part(pack: &Pack, means: Means, verdict: Verdict) -> Option<Part> {
    let name = |class| pack.class(class).map(|rule| rule.name.clone());
    if let (Basis::Conflict(used), Some(other)) = (verdict.basis, verdict.contradicted) {
        let other = name(other)?;
        let (used_vi, used_en, other_vi, other_en) = match used {
            Measure::B1 => ("điểm B1", "the B1 points", "thu nhập kê khai", "the declared income"),
            Measure::Income => ("thu nhập kê khai", "the declared income", "điểm B1", "the B1 points"),
        };
        return Some(Part::new(
            Text::new(
                format!("mâu thuẫn: {other_vi} dẫn đến “{}”, bộ chuẩn ưu tiên {used_vi}", other.vi),
                format!("conflict: {other_en} leads to “{}”, the standard prefers {used_en}", other.en),
            ),
            None,
        ));
    }
    (means.b1.is_some() && pack.lines.iter().all(|line| line.cut_off.is_none())).then(|| {
        Part::new(
            Text::new(
                "điểm B1 không được dùng: bộ chuẩn chưa có ngưỡng điểm",
                "the B1 points were not used: the standard has no cut-offs",
            ),
            None,
        )
    })
}

/// Lower-cases the first letter unless the word is an abbreviation.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
