//! Which commune a row means: a code, a name with or without marks, of today or of before a merger.
//!
//! A unit that went whole into another is followed; a household of a split unit is never moved by the program.

use super::Settings;
use super::fault::fault;
use base::{AreaKey, Failure, Lang, Level, year_end};
use domain::area::{Areas, Extent, Kind, Unit, Why};
use engine::AreaKind;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// More spellings of communes than any real file has; beyond, the memory starts anew.
const MOST_KNOWN: usize = 20_000;

/// What a row says about its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub(super) code: String,
    pub(super) commune: String,
    pub(super) district: String,
    pub(super) province: String,
}

/// Finds communes and remembers what it found: a file asks for few, and often.
pub(super) struct Places<'a> {
    areas: &'a Areas,
    day: Date,
    province: Option<AreaKey>,
    commune: Option<AreaKey>,
    known: HashMap<Asked, Result<AreaKey, Failure>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(settings: &Settings<'a>) -> Self {
        let day = year_end(settings.year);
        let today = |key: &AreaKey| on_day(settings.areas, key, day).into_iter().next();
        Self {
            areas: settings.areas,
            day,
            province: settings.province.as_ref().and_then(today),
            commune: settings.commune.as_ref().and_then(today),
            known: HashMap::new(),
        }
    }

    /// The commune on the last day of the year.
    pub(super) fn commune(&mut self, asked: &Asked) -> Result<AreaKey, Failure> {
        if let Some(known) = self.known.get(asked) {
            return known.clone();
        }
        let found = self.find(asked).and_then(|key| self.in_scope(key));
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(asked.clone(), found.clone());
        found
    }

    /// Rural or urban by the kind of the commune; none for a special zone, of which no text says what it is.
    pub(super) fn area_kind(&self, commune: &AreaKey) -> Option<AreaKind> {
        match self.areas.get(commune)?.kind {
            Kind::Ward | Kind::Township => Some(AreaKind::Urban),
            Kind::Commune => Some(AreaKind::Rural),
            _ => None,
        }
    }

    /// `Thôn 2, xã Hòa Tiến, huyện Hòa Vang, Đà Nẵng`: the village and what names the commune.
    pub(super) fn address(&self, text: &str) -> (String, Asked) {
        let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let starts = ["xa ", "phuong ", "thi tran ", "dac khu ", "x ", "p ", "tt "];
        let is_commune = |part: &&str| starts.iter().any(|start| vntext::fold(part).starts_with(start));
        let at = parts.iter().position(is_commune).or((parts.len() >= 2).then_some(1));
        let Some(at) = at else {
            // a village alone, when the file is of one commune
            return (text.to_owned(), Asked::default());
        };
        let after = &parts[at + 1..];
        let (district, province) = match after {
            [] => ("", ""),
            [only] if self.provinces(only).is_empty() => (*only, ""),
            [only] => ("", *only),
            [district, province, ..] => (*district, *province),
        };
        let asked = Asked {
            code: String::new(),
            commune: parts[at].to_owned(),
            district: district.to_owned(),
            province: province.to_owned(),
        };
        (parts[..at].join(", "), asked)
    }

    fn find(&self, asked: &Asked) -> Result<AreaKey, Failure> {
        if asked.code.is_empty() && asked.commune.is_empty() {
            return self.commune.clone().ok_or_else(|| {
                fault("CC-REVIEW-COMMUNE-MISSING", "thiếu tên xã và mã xã", "neither name nor code of the commune")
                    .remedy("ghi tên xã hoặc mã xã", "write the name or the code of the commune")
            });
        }
        let candidates = if asked.code.is_empty() { self.by_name(asked)? } else { self.by_code(asked)? };
        let mut finals: BTreeSet<AreaKey> = BTreeSet::new();
        for unit in &candidates {
            finals.insert(self.current(unit)?);
        }
        let mut finals = finals.into_iter();
        match (finals.next(), finals.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(unknown(asked)),
            _ => Err(self.ambiguous(asked, &candidates)),
        }
    }

    /// The unit that the code meant, on the day or before; a name beside it must agree.
    fn by_code(&self, asked: &Asked) -> Result<Vec<&'a Unit>, Failure> {
        // spreadsheets drop leading zeros
        let code = format!("{:0>5}", asked.code.trim());
        let is_commune = |unit: &&Unit| unit.level == Level::Commune && unit.key.valid_from <= self.day;
        let mut units: Vec<&Unit> = self.areas.history(&code).filter(is_commune).collect();
        if units.is_empty() {
            units = self.areas.at(asked.code.trim(), self.day).filter(is_commune).into_iter().collect();
        }
        if units.is_empty() {
            return Err(unknown(asked));
        }
        if !asked.commune.is_empty() {
            let named: BTreeSet<&AreaKey> = self.named(&asked.commune).map(|(unit, _)| &unit.key).collect();
            let shown = units.last().map_or("", |unit| &unit.name).to_owned();
            units.retain(|unit| named.contains(&unit.key));
            if units.is_empty() {
                let (code, name) = (&asked.code, &asked.commune);
                return Err(fault(
                    "CC-REVIEW-COMMUNE-CODE",
                    format!("mã xã {code} là {shown}, không phải “{name}”"),
                    format!("code {code} is {shown}, not “{name}”"),
                )
                .remedy("sửa mã hoặc tên cho khớp", "make code and name agree"));
            }
        }
        let on_day = units.iter().find(|unit| unit.valid_on(self.day)).or(units.last());
        Ok(on_day.copied().into_iter().collect())
    }

    /// Units of this name; the district, if it leads anywhere, and the province narrow.
    fn by_name(&self, asked: &Asked) -> Result<Vec<&'a Unit>, Failure> {
        let wanted: Vec<AreaKey> = match self.scope_province() {
            Some(key) => {
                let typed = self.provinces(&asked.province);
                if !typed.is_empty() && !typed.contains(&key) {
                    return Err(self.outside(&asked.province));
                }
                vec![key]
            }
            None => self.provinces(&asked.province),
        };
        let fits = |unit: &Unit| {
            let province = self.areas.ancestor(&unit.key, Level::Province);
            let today = province.map(|province| on_day(self.areas, &province.key, self.day)).unwrap_or_default();
            wanted.is_empty() || today.iter().any(|key| wanted.contains(key))
        };
        let all: Vec<(&Unit, Why)> = self.named(&asked.commune).filter(|(unit, _)| fits(unit)).collect();
        // the district of an old list is that of the unit itself: many provinces and towns share their name
        let districts = self.districts(&asked.district);
        let within = |unit: &Unit| {
            let district = self.areas.ancestor(&unit.key, Level::District);
            district.is_some_and(|district| districts.contains(district.key.code.as_str()))
        };
        let mut found: Vec<(&Unit, Why)> = all.iter().filter(|(unit, _)| within(unit)).copied().collect();
        if found.is_empty() {
            found = all;
        }
        // of a unit that changed its province or name only the last state before the day counts
        let last = |unit: &Unit| {
            !found
                .iter()
                .any(|(other, _)| other.key.code == unit.key.code && other.key.valid_from > unit.key.valid_from)
        };
        for why in [Why::Code, Why::Name, Why::NameOtherKind, Why::NameOtherMarks] {
            for on_day in [true, false] {
                let group = found.iter().filter(|(unit, reason)| {
                    *reason == why && unit.valid_on(self.day) == on_day && (on_day || last(unit))
                });
                let group: Vec<&Unit> = group.map(|(unit, _)| *unit).collect();
                if !group.is_empty() {
                    return Ok(group);
                }
            }
        }
        Err(unknown(asked))
    }

    fn named(&self, text: &str) -> impl Iterator<Item = (&'a Unit, Why)> {
        let day = self.day;
        self.areas
            .find(text, None)
            .into_iter()
            .filter(move |found| found.unit.level == Level::Commune && found.unit.key.valid_from <= day)
            .filter(|found| matches!(found.why, Why::Code | Why::Name | Why::NameOtherKind | Why::NameOtherMarks))
            .map(|found| (found.unit, found.why))
    }

    /// The provinces of the day that a text may mean, also by a name of before or after.
    fn provinces(&self, text: &str) -> Vec<AreaKey> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut keys: BTreeSet<AreaKey> = BTreeSet::new();
        for found in self.areas.find(text, None) {
            let sure =
                matches!(found.why, Why::Code | Why::Name | Why::NameOtherKind | Why::NameOtherMarks | Why::Initials);
            if found.unit.level == Level::Province && sure {
                keys.extend(on_day(self.areas, &found.unit.key, self.day));
            }
        }
        keys.into_iter().collect()
    }

    /// Codes of the districts of all times that a text may mean.
    fn districts(&self, text: &str) -> BTreeSet<&'a str> {
        let found = if text.trim().is_empty() { Vec::new() } else { self.areas.find(text, None) };
        let sure = |why| matches!(why, Why::Code | Why::Name | Why::NameOtherKind | Why::NameOtherMarks);
        let districts = found.into_iter().filter(|found| found.unit.level == Level::District && sure(found.why));
        districts.map(|found| found.unit.key.code.as_str()).collect()
    }

    fn scope_province(&self) -> Option<AreaKey> {
        let above = |key| self.areas.ancestor(key, Level::Province).map(|unit| unit.key.clone());
        self.province.clone().or_else(|| self.commune.as_ref().and_then(above))
    }

    /// The unit of the day that has the whole territory of `unit`.
    fn current(&self, unit: &Unit) -> Result<AreaKey, Failure> {
        let next = self.areas.successors(&unit.key, self.day);
        match next.as_slice() {
            [(key, Extent::Whole)] => Ok(key.clone()),
            [] => Err(fault(
                "CC-REVIEW-COMMUNE-UNKNOWN",
                format!("{} không còn và không rõ nay thuộc xã nào", unit.name),
                format!("{} no longer exists and it is not known where it went", unit.name),
            )
            .remedy("ghi tên xã mới", "write the name of the new commune")),
            parts => {
                let names: Vec<String> = parts.iter().filter_map(|(key, _)| self.shown(key)).collect();
                let names = names.join("; ");
                Err(fault(
                    "CC-REVIEW-COMMUNE-SPLIT",
                    format!("{} đã chia về nhiều xã: {names}", unit.name),
                    format!("{} was divided between several communes: {names}", unit.name),
                )
                .remedy(
                    "ghi rõ xã mới của từng hộ; chương trình không tự xếp hộ của xã bị chia",
                    "write the new commune of each household; the program does not assign them",
                ))
            }
        }
    }

    fn in_scope(&self, key: AreaKey) -> Result<AreaKey, Failure> {
        let province = || self.areas.ancestor(&key, Level::Province).map(|unit| unit.key.clone());
        let outside = match (&self.commune, &self.province) {
            (Some(commune), _) => *commune != key,
            (None, Some(scope)) => province().as_ref() != Some(scope),
            (None, None) => false,
        };
        if outside { Err(self.outside(&self.shown(&key).unwrap_or_default())) } else { Ok(key) }
    }

    fn outside(&self, name: &str) -> Failure {
        let scope =
            self.commune.as_ref().or(self.province.as_ref()).and_then(|key| self.shown(key)).unwrap_or_default();
        fault(
            "CC-REVIEW-COMMUNE-OUTSIDE",
            format!("{name} không thuộc {scope}, nơi đang nhập"),
            format!("{name} is not in {scope}, for which the file is imported"),
        )
        .remedy(
            "kiểm tra tên xã, hoặc nhập hộ này ở đúng nơi",
            "check the commune, or import this household where it belongs",
        )
    }

    fn ambiguous(&self, asked: &Asked, candidates: &[&Unit]) -> Failure {
        let names: BTreeSet<String> = candidates.iter().filter_map(|unit| self.shown(&unit.key)).collect();
        let names = names.into_iter().take(5).collect::<Vec<_>>().join("; ");
        let name = &asked.commune;
        fault(
            "CC-REVIEW-COMMUNE-AMBIGUOUS",
            format!("có nhiều xã tên “{name}”: {names}"),
            format!("several communes are called “{name}”: {names}"),
        )
        .remedy("ghi thêm tỉnh (và huyện cũ) hoặc mã xã", "add the province (and former district) or the code")
    }

    fn shown(&self, key: &AreaKey) -> Option<String> {
        let unit = self.areas.get(key)?;
        let above = self.areas.above(key).into_iter().find(|above| above.level != Level::Commune);
        let above = above.map(|above| format!(", {}", above.name)).unwrap_or_default();
        Some(format!("{}{above} ({})", unit.name, unit.key.code))
    }
}

/// The units of `day` that a unit of any time stands for.
fn on_day(areas: &Areas, key: &AreaKey, day: Date) -> Vec<AreaKey> {
    let next = if key.valid_from <= day { areas.successors(key, day) } else { areas.predecessors(key, day) };
    next.into_iter().map(|(key, _)| key).collect()
}

fn unknown(asked: &Asked) -> Failure {
    let shown: Vec<&str> = [&asked.code, &asked.commune, &asked.district, &asked.province]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let shown = shown.join(", ");
    let commune = Kind::Commune.name(Lang::Vi).to_lowercase();
    fault(
        "CC-REVIEW-COMMUNE-UNKNOWN",
        format!("không tìm thấy {commune} “{shown}”"),
        format!("there is no commune “{shown}”"),
    )
    .remedy("kiểm tra chính tả, hoặc ghi mã xã", "check the spelling, or write the code")
}
