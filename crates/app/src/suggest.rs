//! What the one search box may mean: a unit, a form, a household.

use crate::Book;
use base::{Failure, Level, Text};
use domain::area::Unit;
use jiff::civil::Date;
use store::Suggested;

/// Something a person may have meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion<'a> {
    /// A province or commune of the day.
    Area(&'a Unit),
    /// A form by its number and name.
    Form(u8, Text),
    /// A household.
    Household(Suggested),
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

impl Book<'_> {
    /// At most `limit` of each kind: units of the day `on` with their names first, then forms, then households.
    pub fn suggest(&mut self, text: &str, on: Date, limit: usize) -> Result<Vec<Suggestion<'_>>, Failure> {
        let units = self.areas.find(text, Some(on)).into_iter().map(|found| found.unit);
        let units = units.filter(|unit| matches!(unit.level, Level::Province | Level::Commune));
        let mut suggestions: Vec<Suggestion<'_>> = units.take(limit).map(Suggestion::Area).collect();
        suggestions.extend(forms(text).take(limit).map(|(number, name)| Suggestion::Form(number, name)));
        let households = self.store.suggest(self.view.shard, text, limit)?;
        suggestions.extend(households.into_iter().map(Suggestion::Household));
        Ok(suggestions)
    }
}

/// Forms whose number was typed (`biểu 2`, `2`), or whose name has every word.
fn forms(text: &str) -> impl Iterator<Item = (u8, Text)> {
    let folded = vntext::fold(text);
    let number = folded.strip_prefix("bieu").map_or(folded.as_str(), |rest| rest.trim_start_matches(" so")).trim();
    let number = number.parse::<u8>().ok();
    (1..).zip(FORMS).filter_map(move |(form, (vi, en))| {
        let both = [format!(" bieu {}", vntext::fold(vi)), format!(" form {}", vntext::fold(en))];
        let named = |name: &String| folded.split(' ').all(|word| name.contains(&format!(" {word}")));
        let meant = if number.is_some() { number == Some(form) } else { folded.len() > 1 && both.iter().any(named) };
        meant.then(|| (form, Text::new(vi, en)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
