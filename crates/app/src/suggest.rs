//! What the one search box may mean: a unit, a form, a standard, a household.

use crate::{Book, Caller, Desk};
use base::{Failure, Level, Text};
use domain::area::{Areas, Match, Unit, Why};
use engine::Pack;
use jiff::civil::Date;
use store::{Shard, Suggested};

/// Something a person may have meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion<'a> {
    /// A province or commune of the day, or a unit that is gone.
    Area(&'a Unit),
    /// A form by its number and name.
    Form(u8, Text),
    /// A standard.
    Standard(&'static Pack),
    /// A household of a province of the register.
    Household(Shard, Suggested),
}

/// What the forms are called in short, by number.
const FORMS: [(&str, &str); 15] = [
    ("Kết quả rà soát", "Result of the review"),
    ("Diễn biến hộ nghèo", "Movement of poor households"),
    ("Diễn biến hộ cận nghèo", "Movement of near-poor households"),
    ("Chỉ số thiếu hụt của hộ nghèo", "Deprivations of poor households"),
    ("Tỷ lệ thiếu hụt của hộ nghèo", "Shares of deprivations of poor households"),
    ("Chỉ số thiếu hụt của hộ cận nghèo", "Deprivations of near-poor households"),
    ("Tỷ lệ thiếu hụt của hộ cận nghèo", "Shares of deprivations of near-poor households"),
    ("Nhóm đối tượng", "Groups of households"),
    ("Dân tộc", "Ethnic groups"),
    ("Nguyên nhân nghèo", "Causes of poverty"),
    ("Thiếu hụt của trẻ em", "What children lack"),
    ("Hộ nghèo theo thành phần dân tộc", "Poor households by ethnicity"),
    ("Hộ cận nghèo theo thành phần dân tộc", "Near-poor households by ethnicity"),
    ("Danh sách hộ cận nghèo", "List of near-poor households"),
    ("Danh sách hộ nghèo", "List of poor households"),
];

/// What a form is called in short, in both languages.
pub fn form_name(number: u8) -> Option<Text> {
    let (vi, en) = FORMS.get(usize::from(number).checked_sub(1)?)?;
    Some(Text::new(*vi, *en))
}

impl<'a> Book<'a> {
    /// At most `limit` of each kind: what needs no register, then households.
    pub fn suggest(&mut self, text: &str, on: Date, limit: usize) -> Result<Vec<Suggestion<'a>>, Failure> {
        let mut suggestions = known(self.areas, text, on, limit);
        let (view, shard) = (self.view(), self.at.shard);
        let households = self.store.suggest(view, text, limit)?;
        suggestions.extend(households.into_iter().map(|found| Suggestion::Household(shard, found)));
        Ok(suggestions)
    }
}

impl Desk {
    /// At most `limit` of each kind, households that the caller may list; a desk without a register suggests the rest.
    pub fn suggest(&self, caller: &Caller, text: &str, on: Date, limit: usize) -> Result<Vec<Suggestion<'_>>, Failure> {
        let mut suggestions = known(self.areas(), text, on, limit);
        if text.trim().is_empty() || caller.scope().rows.is_empty() {
            return Ok(suggestions);
        }
        let others = suggestions.len();
        for province in self.provinces()? {
            let left = limit - (suggestions.len() - others);
            let households = self.store(|store| store.suggest(caller.scope().of(province.shard), text, left))?;
            suggestions.extend(households.into_iter().map(|found| Suggestion::Household(province.shard, found)));
        }
        Ok(suggestions)
    }
}

/// What needs no register: units, forms, standards.
fn known<'a>(areas: &'a Areas, text: &str, on: Date, limit: usize) -> Vec<Suggestion<'a>> {
    let mut suggestions: Vec<Suggestion<'a>> =
        units(areas, text, on).into_iter().take(limit).map(Suggestion::Area).collect();
    suggestions.extend(forms(text).take(limit).map(|(number, name)| Suggestion::Form(number, name)));
    suggestions.extend(standards(text).take(limit).map(Suggestion::Standard));
    suggestions
}

/// Provinces and communes of the day; after them units that are gone and had just this name or code.
fn units<'a>(areas: &'a Areas, text: &str, on: Date) -> Vec<&'a Unit> {
    let (now, gone): (Vec<Match<'a>>, Vec<Match<'a>>) =
        areas.find(text, None).into_iter().partition(|found| found.unit.valid_on(on));
    let wanted = |found: &&Match<'a>| matches!(found.unit.level, Level::Province | Level::Commune);
    let mut units: Vec<&'a Unit> = now.iter().filter(wanted).map(|found| found.unit).collect();
    for found in gone.iter().filter(|found| found.why < Why::Beginning) {
        // one state of a unit is enough
        let same = |unit: &&Unit| unit.name == found.unit.name && unit.key.code == found.unit.key.code;
        if !units.iter().any(same) {
            units.push(found.unit);
        }
    }
    units
}

/// Forms whose number was typed (`biểu 2`, `2`), or whose name has every word.
fn forms(text: &str) -> impl Iterator<Item = (u8, Text)> {
    let folded = vntext::fold(text);
    let number = folded.strip_prefix("bieu").map_or(folded.as_str(), |rest| rest.trim_start_matches(" so")).trim();
    let number = number.parse::<u8>().ok();
    (1..).zip(FORMS).filter_map(move |(form, (vi, en))| {
        let both = [format!("bieu {vi}"), format!("form {en}")];
        let named = || folded.len() > 1 && both.iter().any(|name| has_words(name, &folded));
        let meant = if number.is_some() { number == Some(form) } else { named() };
        meant.then(|| (form, Text::new(vi, en)))
    })
}

/// Standards whose id or name has every word.
fn standards(text: &str) -> impl Iterator<Item = &'static Pack> {
    let folded = vntext::fold(text);
    engine::pack::bundled().iter().filter(move |pack| {
        let names = [&pack.id, &pack.name.vi, &pack.name.en];
        folded.len() > 1 && names.into_iter().any(|name| has_words(name, &folded))
    })
}

/// Whether every word of the folded text begins a word of the name.
fn has_words(name: &str, folded: &str) -> bool {
    let name = format!(" {}", vntext::fold(name));
    folded.split(' ').all(|word| name.contains(&format!(" {word}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::result::Results;
    use jiff::civil::date;
    use std::borrow::Cow;

    #[test]
    fn a_form_is_found_by_its_number_or_by_words_of_its_name() {
        let found = |text: &str| forms(text).map(|(number, _)| number).collect::<Vec<u8>>();
        assert_eq!(found("biểu 2"), [2]);
        assert_eq!(found("Biểu số 12"), [12]);
        assert_eq!(found("dien bien"), [2, 3]);
        assert_eq!(found("cận nghèo danh sách"), [14]);
        assert_eq!(found("children"), [11]);
        assert_eq!((found("16"), found("")), (vec![], vec![]));
        assert_eq!(form_name(15).unwrap().vi, "Danh sách hộ nghèo");
    }

    #[test]
    fn a_desk_without_a_register_knows_units_forms_and_standards() {
        let desk = Desk::new(None, Cow::Borrowed(Areas::bundled()), Results::default());
        let names = |text: &str| -> Vec<String> {
            let suggestions = desk.suggest(&Caller::visitor(), text, date(2025, 11, 18), 4).unwrap();
            let name = |one| match one {
                Suggestion::Area(unit) => unit.name.clone(),
                Suggestion::Form(number, _) => format!("biểu {number}"),
                Suggestion::Standard(pack) => pack.id.clone(),
                Suggestion::Household(_, household) => household.code,
            };
            suggestions.into_iter().map(name).collect()
        };
        assert_eq!(names("ha giang")[0], "Phường Hà Giang 1");
        assert!(names("ha giang").contains(&"Tỉnh Hà Giang".to_owned()), "a province that is gone is found");
        assert_eq!(names("biểu 2"), ["biểu 2"]);
        assert_eq!(names("chuan ngheo 2022"), ["vn-2022"]);
        assert_eq!(names("vn-2016"), ["vn-2016"]);
        assert_eq!((names(""), names(" ")), (vec![], vec![]));
    }
}
