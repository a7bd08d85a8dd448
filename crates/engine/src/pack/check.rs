//! From file to checked pack. Everything wrong is reported at once, each with the item and the reason.

use super::file::{NamedFile, PackFile, RuleOrUnknown};
use super::{ClassRule, CutOff, Indicator, Line, Method, Named, Pack, Per, Validity, Way, shape};
use crate::classify::Measure;
use crate::law::Citation;
use crate::{Class, Flags, Vocabulary};
use base::{Failure, Period, parse_date};

/// What is wrong with one item of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The item: `indicator “water”`, `class “poor”`.
    pub item: String,
    /// The reason, in Vietnamese.
    pub reason: String,
}

/// Reads and checks a pack. `file` names it in messages; `base` gives the pack that an overlay extends.
///
/// Refused, naming file, item and reason: unknown or repeated ids, an indicator without a rule that is not marked
/// `unknown`, rules outside the vocabulary, classes that overlap or leave a hole, a household made better off by
/// less income or more deprivations, a gap in validity, bad dates, citations without a known source.
pub fn load(text: &str, file: &str, base: impl Fn(&str) -> Option<PackFile>) -> Result<Pack, Failure> {
    let written: PackFile = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.end)).unwrap_or("");
        refused(file, &[fault(place(before), error.message())])
    })?;
    let complete = match written.extends.clone() {
        None => written,
        Some(id) if id == written.id => {
            return Err(refused(file, &[fault("extends", "bộ chuẩn không kế thừa chính nó")]));
        }
        Some(id) => match base(&id) {
            Some(national) => written.complete_from(&national),
            None => return Err(refused(file, &[fault("extends", format!("không có bộ chuẩn “{id}”"))])),
        },
    };
    Checker { faults: Vec::new() }.pack(complete).map_err(|faults| refused(file, &faults))
}

fn refused(file: &str, faults: &[Fault]) -> Failure {
    let list: Vec<String> = faults.iter().map(|fault| format!("{}: {}", fault.item, fault.reason)).collect();
    Failure::new(
        "CC-PACK-REFUSED",
        format!("bộ chuẩn bị từ chối, {} lỗi:\n    - {}", list.len(), list.join("\n    - ")),
        format!("the pack is refused, {} faults:\n    - {}", list.len(), list.join("\n    - ")),
    )
    .at(file)
    .remedy("sửa các mục trên rồi kiểm tra lại", "mend these items and check again")
}

/// Line and item at the end of `text`: `dòng 120, [[indicator]] “water”`.
fn place(text: &str) -> String {
    let line = text.lines().count().max(1);
    let from_table = text.rfind("\n[").map_or("", |at| &text[at + 1..]);
    let table = from_table.lines().next().unwrap_or("");
    let id = from_table.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
    match (table, id) {
        ("", _) => format!("dòng {line}"),
        (table, None) => format!("dòng {line}, {table}"),
        (table, Some(id)) => format!("dòng {line}, {table} “{id}”"),
    }
}

fn fault(item: impl Into<String>, reason: impl Into<String>) -> Fault {
    Fault { item: item.into(), reason: reason.into() }
}

struct Checker {
    faults: Vec<Fault>,
}

impl Checker {
    fn pack(mut self, file: PackFile) -> Result<Pack, Vec<Fault>> {
        if file.id.is_empty() || !file.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            self.faults.push(fault("id", "chỉ gồm chữ thường không dấu, chữ số và dấu -"));
        }
        let per = file.per.unwrap_or(Per::Month);
        if file.name.vi.trim().is_empty() || file.name.en.trim().is_empty() {
            self.faults.push(fault("name", "thiếu tên bằng hai thứ tiếng"));
        }
        let method = self.method(&file);
        let validity = self.validity(&file);
        let lines = self.lines(&file);
        let dimensions = self.named(&file, "dimension", &file.dimension);
        let indicators = self.indicators(&file, &dimensions);
        let classes = self.classes(&file, &lines);
        let causes = self.named(&file, "cause", &file.cause);
        let groups = self.named(&file, "group", &file.group);
        if !method.point_regions.is_empty() && lines.iter().all(|line| line.cut_off.is_none()) {
            self.faults.push(fault("method", "có bảng điểm B1 nhưng không mức nào có ngưỡng b1"));
        }
        for (index, dimension) in dimensions.iter().enumerate() {
            if !indicators.iter().any(|indicator| indicator.dimension == index) {
                self.faults.push(fault(format!("dimension “{}”", dimension.id), "không có chỉ số nào"));
            }
        }
        if self.faults.is_empty() {
            self.faults = shape::faults(&lines, &classes, indicators.len());
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        Ok(Pack {
            id: file.id.clone(),
            name: file.name.clone(),
            province: file.province.clone(),
            beside: file.beside.clone(),
            validity,
            per,
            method,
            lines,
            dimensions,
            indicators,
            classes,
            causes,
            groups,
            unknown: file.unknown.clone(),
            sources: file.sources.clone(),
            file,
        })
    }

    fn method(&mut self, file: &PackFile) -> Method {
        let Some(written) = &file.method else {
            self.faults.push(fault("method", "thiếu cách đo: precedence và căn cứ"));
            let law = Citation { clause: String::new(), source: String::new(), verified: false, note: String::new() };
            return Method { precedence: Measure::B1, points_per_indicator: None, point_regions: Vec::new(), law };
        };
        self.citation(file, "method", &written.law);
        if written.points_per_indicator == Some(0) {
            self.faults.push(fault("method", "points_per_indicator phải lớn hơn 0"));
        }
        let known = &Vocabulary::bundled().regions;
        for unknown in written.point_regions.iter().filter(|region| !known.contains(region)) {
            self.faults.push(fault("method", format!("vùng “{unknown}” không có trong vocabulary.toml")));
        }
        Method {
            precedence: written.precedence,
            points_per_indicator: written.points_per_indicator,
            point_regions: written.point_regions.clone(),
            law: written.law.clone(),
        }
    }

    fn validity(&mut self, file: &PackFile) -> Vec<Validity> {
        let mut checked: Vec<Validity> = Vec::new();
        if file.validity.is_empty() {
            self.faults.push(fault("validity", "thiếu thời gian hiệu lực"));
        }
        for (index, written) in file.validity.iter().enumerate() {
            let item = format!("validity {}", index + 1);
            self.citation(file, &item, &written.law);
            let from = parse_date(&written.from);
            let to = written.to.as_deref().map(parse_date).transpose();
            let (Ok(from), Ok(to)) = (from, to) else {
                let to = written.to.as_deref().unwrap_or("");
                self.faults.push(fault(item, format!("ngày không đúng: “{}” – “{to}”", written.from)));
                continue;
            };
            if to.is_some_and(|to| to < from) {
                self.faults.push(fault(&item, format!("ngày cuối {} trước ngày đầu {from}", to.unwrap_or(from))));
            }
            if let Some(previous) = checked.last() {
                let expected = previous.period.to.and_then(|to| to.tomorrow().ok());
                if expected != Some(from) {
                    let end = previous.period.to.map_or_else(|| "không có".to_owned(), |to| to.to_string());
                    let reason = format!("hiệu lực đứt quãng hoặc chồng nhau: kỳ trước hết {end}, kỳ này từ {from}");
                    self.faults.push(fault(&item, reason));
                }
            }
            checked.push(Validity { period: Period { from, to }, law: written.law.clone() });
        }
        checked
    }

    fn lines(&mut self, file: &PackFile) -> Vec<Line> {
        if file.line.is_empty() {
            self.faults.push(fault("line", "thiếu mức thu nhập"));
        }
        self.unique("line", file.line.iter().map(|line| line.id.as_str()));
        let mut lines = Vec::new();
        for written in &file.line {
            let item = format!("line “{}”", written.id);
            self.citation(file, &item, &written.law);
            if written.rural <= 0 || written.urban <= 0 {
                self.faults.push(fault(&item, "mức thu nhập phải lớn hơn 0"));
            }
            let cut_off = written.b1.as_ref().map(|b1| {
                self.citation(file, &format!("{item}.b1"), &b1.law);
                if b1.rural < 0 || b1.urban < 0 {
                    self.faults.push(fault(&item, "ngưỡng điểm B1 không được âm"));
                }
                CutOff { points: [b1.rural, b1.urban], law: b1.law.clone() }
            });
            lines.push(Line {
                id: written.id.clone(),
                name: written.name.clone(),
                amount: [written.rural, written.urban],
                law: written.law.clone(),
                cut_off,
            });
        }
        let without = lines.iter().position(|line| line.cut_off.is_none());
        let with = lines.iter().rposition(|line| line.cut_off.is_some());
        if let (Some(without), Some(with)) = (without, with)
            && without < with
        {
            // points would then overtake a line they cannot be compared with
            let reason = format!("thiếu ngưỡng b1 trong khi mức cao hơn “{}” có", lines[with].id);
            self.faults.push(fault(format!("line “{}”", lines[without].id), reason));
        }
        for pair in lines.windows(2) {
            let higher = |column: usize| pair[0].amount[column] < pair[1].amount[column];
            let points = |column: usize| match (&pair[0].cut_off, &pair[1].cut_off) {
                (Some(low), Some(high)) => low.points[column] < high.points[column],
                _ => true,
            };
            if !(higher(0) && higher(1) && points(0) && points(1)) {
                let reason = format!("phải cao hơn mức “{}” đứng trước", pair[0].id);
                self.faults.push(fault(format!("line “{}”", pair[1].id), reason));
            }
        }
        lines
    }

    fn named(&mut self, file: &PackFile, kind: &str, items: &[NamedFile]) -> Vec<Named> {
        self.unique(kind, items.iter().map(|item| item.id.as_str()));
        for item in items {
            self.citation(file, &format!("{kind} “{}”", item.id), &item.law);
            if item.name.vi.trim().is_empty() {
                self.faults.push(fault(format!("{kind} “{}”", item.id), "thiếu tên"));
            }
        }
        items.iter().map(|item| Named { id: item.id.clone(), name: item.name.clone(), law: item.law.clone() }).collect()
    }

    fn indicators(&mut self, file: &PackFile, dimensions: &[Named]) -> Vec<Indicator> {
        let vocabulary = Vocabulary::bundled();
        self.unique("indicator", file.indicator.iter().map(|indicator| indicator.id.as_str()));
        if file.indicator.is_empty() || file.indicator.len() > Flags::MAX {
            let reason = format!("cần từ 1 đến {} chỉ số, có {}", Flags::MAX, file.indicator.len());
            self.faults.push(fault("indicator", reason));
        }
        let mut indicators = Vec::new();
        for written in &file.indicator {
            let item = format!("indicator “{}”", written.id);
            self.citation(file, &item, &written.law);
            if !vocabulary.indicators.contains(&written.id) {
                self.faults.push(fault(&item, "mã chỉ số không có trong vocabulary.toml"));
            }
            let dimension = dimensions.iter().position(|dimension| dimension.id == written.dimension);
            if dimension.is_none() {
                self.faults.push(fault(&item, format!("không có chiều “{}”", written.dimension)));
            }
            let rule = match &written.rule {
                None => {
                    self.faults.push(fault(&item, "thiếu rule; nếu chưa có văn bản thì ghi rule = \"unknown\""));
                    None
                }
                Some(RuleOrUnknown::Word(word)) => {
                    if word != "unknown" {
                        self.faults
                            .push(fault(&item, format!("rule = “{word}”: chỉ nhận \"unknown\" hoặc một quy tắc")));
                    } else if written.law.verified {
                        self.faults.push(fault(&item, "rule = \"unknown\" thì ngưỡng không thể verified = true"));
                    }
                    None
                }
                Some(RuleOrUnknown::Rule(rule)) => match rule.check(vocabulary) {
                    Ok(rule) => Some(rule),
                    Err(reason) => {
                        self.faults.push(fault(&item, reason));
                        None
                    }
                },
            };
            indicators.push(Indicator {
                id: written.id.clone(),
                dimension: dimension.unwrap_or(0),
                name: written.name.clone(),
                threshold: written.threshold.clone(),
                rule,
                law: written.law.clone(),
            });
        }
        indicators
    }

    fn classes(&mut self, file: &PackFile, lines: &[Line]) -> Vec<ClassRule> {
        self.unique("class", file.class.iter().map(|class| class.id.word()));
        if !file.class.iter().map(|class| class.id).is_sorted() {
            self.faults.push(fault("class", "phải xếp từ nghèo nhất: poor, near_poor, average, not_poor"));
        }
        for needed in [Class::Poor, Class::NotPoor] {
            if !file.class.iter().any(|class| class.id == needed) {
                self.faults.push(fault("class", format!("thiếu loại “{}”", needed.word())));
            }
        }
        let mut classes = Vec::new();
        for written in &file.class {
            let item = format!("class “{}”", written.id.word());
            self.citation(file, &item, &written.law);
            if written.when.is_empty() != (written.id == Class::NotPoor) {
                self.faults.push(fault(&item, "mọi loại trừ not_poor phải có when; not_poor nhận phần còn lại"));
            }
            let mut ways = Vec::new();
            for way in &written.when {
                let mut line = |id: &Option<String>| {
                    let index = id.as_ref().map(|id| lines.iter().position(|line| &line.id == id));
                    if index == Some(None) {
                        self.faults.push(fault(&item, format!("không có mức “{}”", id.as_deref().unwrap_or(""))));
                    }
                    index.flatten()
                };
                let (above, at_most) = (line(&way.above), line(&way.at_most));
                let count = way.deprived.as_ref();
                ways.push(Way {
                    above,
                    at_most,
                    at_least: count.and_then(|count| count.at_least).unwrap_or(0),
                    below: count.and_then(|count| count.below),
                });
            }
            classes.push(ClassRule { class: written.id, name: written.name.clone(), ways, law: written.law.clone() });
        }
        classes
    }

    fn unique<'a>(&mut self, kind: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = std::collections::BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.faults.push(fault(format!("{kind} “{id}”"), "khai báo hai lần"));
            }
        }
    }

    fn citation(&mut self, file: &PackFile, item: &str, law: &Citation) {
        if law.clause.trim().is_empty() {
            self.faults.push(fault(item, "thiếu căn cứ (clause)"));
        }
        if law.verified && law.source.is_empty() {
            self.faults.push(fault(item, "verified = true mà không ghi nguồn"));
        }
        if !law.source.is_empty() && !file.sources.contains_key(&law.source) {
            self.faults.push(fault(item, format!("nguồn “{}” không có trong [sources]", law.source)));
        }
    }
}
