//! Finding a unit by what a person types: a code, a name with or without marks, with or without its kind.
//!
//! `xa hoa tien`, `Xã Hoà Tiến`, `X. Hòa Tiến` and `hòa tiến, đà nẵng` all find Xã Hòa Tiến of Đà Nẵng.

use super::{Areas, Kind, Unit};
use base::{Lang, Level};
use jiff::civil::Date;

/// Why a unit was found, the best reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its code was typed.
    Code,
    /// Its name, and its kind if one was typed; with the same marks if marks were typed.
    Name,
    /// Its name, but another kind was typed.
    NameOtherKind,
    /// Its name, but other marks than those typed.
    NameOtherMarks,
    /// The first letters of its name: `TP.HCM`, `BRVT`; provinces only.
    Initials,
    /// Its name begins so.
    Beginning,
    /// Its name contains these words.
    Words,
}

/// One unit that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Why.
    pub why: Why,
}

/// What was typed, taken apart once.
struct Query {
    code: String,
    kinds: Vec<Kind>,
    /// The name without the kind: as typed, folded, folded without spaces.
    marked: Option<String>,
    words: String,
    key: String,
    /// Names of units above, folded without spaces.
    above: Vec<String>,
}

/// Short forms people write before a name.
const SHORT: [(&str, &[Kind]); 8] = [
    ("tp", &[Kind::CentralCity, Kind::ProvincialCity]),
    ("tx", &[Kind::Town]),
    ("tt", &[Kind::Township]),
    ("dk", &[Kind::SpecialZone]),
    ("q", &[Kind::UrbanDistrict]),
    ("h", &[Kind::RuralDistrict]),
    ("x", &[Kind::Commune]),
    ("p", &[Kind::Ward]),
];
const NAMED: [Kind; 12] = [
    Kind::Province,
    Kind::CentralCity,
    Kind::ProvincialCity,
    Kind::UrbanDistrict,
    Kind::RuralDistrict,
    Kind::Town,
    Kind::Commune,
    Kind::Ward,
    Kind::Township,
    Kind::SpecialZone,
    Kind::Region,
    Kind::Village,
];

impl Areas {
    /// The units that `text` may mean, on `date` or of all times, best first.
    ///
    /// Among equals wider units come first, then those that still exist, then Vietnamese order. After a comma the
    /// unit above may be named.
    pub fn find(&self, text: &str, date: Option<Date>) -> Vec<Match<'_>> {
        let query = Query::read(text);
        if query.key.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Match<'_>> = self
            .all()
            .filter(|unit| date.is_none_or(|day| unit.valid_on(day)))
            .filter_map(|unit| Some(Match { unit, why: query.matches(unit)? }))
            .filter(|found| query.above_fits(&self.above(&found.unit.key)))
            .collect();
        let alias = self.tables.aliases.iter().map(|row| &row.value).filter(|alias| alias.other == query.code);
        for unit in alias.filter_map(|alias| self.at(&alias.code, date.unwrap_or(alias.valid_from))) {
            if found.iter().all(|found| found.unit.key != unit.key) {
                found.push(Match { unit, why: Why::Code });
            }
        }
        found.sort_by(|a, b| {
            let rank = |m: &Match<'_>| (m.why, m.unit.level, m.unit.valid_to.is_some());
            rank(a)
                .cmp(&rank(b))
                .then_with(|| vntext::compare(&a.unit.short_name, &b.unit.short_name))
                .then_with(|| a.unit.key.cmp(&b.unit.key))
        });
        found
    }
}

impl Query {
    fn read(text: &str) -> Self {
        let text = vntext::clean(text);
        let mut parts = text.split(',');
        let name = parts.next().unwrap_or_default().trim();
        let (kinds, words) = without_kind(&vntext::fold(name));
        let bare = |part: &str| without_kind(&vntext::fold(part)).1.replace(' ', "");
        Self {
            code: name.to_lowercase(),
            kinds,
            // without a single mark the person did not mean to say that there are none
            marked: (!name.is_ascii()).then(|| spelled(last_words(name, words.split(' ').count()))),
            key: words.replace(' ', ""),
            words,
            above: parts.map(bare).filter(|key| !key.is_empty()).collect(),
        }
    }

    fn matches(&self, unit: &Unit) -> Option<Why> {
        if unit.key.code.to_lowercase() == self.code {
            return Some(Why::Code);
        }
        let name = unit.name.strip_prefix(unit.kind.name(Lang::Vi)).unwrap_or(&unit.name).trim();
        let words = vntext::fold(name);
        if words.replace(' ', "") == self.key {
            let other_marks = self.marked.as_ref().is_some_and(|marked| *marked != spelled(name));
            let other_kind = !self.kinds.is_empty() && !self.kinds.contains(&unit.kind);
            return Some(match (other_kind, other_marks) {
                (_, true) => Why::NameOtherMarks,
                (true, _) => Why::NameOtherKind,
                _ => Why::Name,
            });
        }
        if unit.level == Level::Province && self.is_initials(&words) {
            return Some(Why::Initials);
        }
        // a typed kind or number narrows: whoever types «phường 1» does not look for «Phường 12»
        if !self.kinds.is_empty() && !self.kinds.contains(&unit.kind) {
            return None;
        }
        if words.strip_prefix(&self.words).is_some_and(|rest| rest.starts_with(' ')) {
            return Some(Why::Beginning);
        }
        format!(" {words} ").contains(&format!(" {} ", self.words)).then_some(Why::Words)
    }

    /// `TPHCM` is written in one piece.
    fn is_initials(&self, words: &str) -> bool {
        let initials: String = words.split(' ').filter_map(|word| word.chars().next()).collect();
        initials.len() >= 3 && self.key.strip_prefix("tp").unwrap_or(&self.key) == initials
    }

    fn above_fits(&self, above: &[&Unit]) -> bool {
        let key = |unit: &&Unit| without_kind(&vntext::fold(&unit.name)).1.replace(' ', "");
        self.above.iter().all(|wanted| above.iter().any(|unit| key(unit) == *wanted))
    }
}

/// Takes the kind off the beginning of a folded name: the kinds it may mean, and the rest.
fn without_kind(folded: &str) -> (Vec<Kind>, String) {
    let mut kinds = Vec::new();
    let mut rest = folded;
    for kind in NAMED {
        let prefix = vntext::fold(kind.name(Lang::Vi));
        if let Some(after) = folded.strip_prefix(&prefix).and_then(|after| after.strip_prefix(' ')) {
            kinds.push(kind);
            rest = after;
        }
    }
    if kinds.is_empty() {
        for (short, meant) in SHORT {
            // «q3» is written without a space
            let after = folded.strip_prefix(short).filter(|r| r.starts_with(|c: char| c == ' ' || c.is_ascii_digit()));
            if let Some(after) = after {
                kinds.extend_from_slice(meant);
                rest = after.trim_start();
            }
        }
    }
    (kinds, rest.to_owned())
}

fn last_words(text: &str, count: usize) -> &str {
    let starts: Vec<usize> =
        text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    starts.len().checked_sub(count).and_then(|i| starts.get(i)).map_or(text, |start| &text[*start..])
}

/// Lower case with the tone where the old style puts it.
fn spelled(text: &str) -> String {
    vntext::old_style(&text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn first(text: &str, day: Option<Date>) -> (&'static str, Why) {
        let found = Areas::bundled().find(text, day)[0];
        (&found.unit.name, found.why)
    }

    #[test]
    fn marks_and_tone_placement_do_not_matter() {
        let day = Some(date(2025, 12, 31));
        for text in ["hoa vang, da nang", "Hoà Vang, Đà Nẵng", "Hòa Vang, TP Đà Nẵng", "xa hoa vang", "X. HÒA VANG"]
        {
            assert_eq!(first(text, day).0, "Xã Hòa Vang", "{text}");
        }
        assert_eq!(first("Thuỷ Nguyên", day), first("Thủy Nguyên", day));
    }

    #[test]
    fn kinds_and_short_forms_are_understood() {
        let old = Some(date(2024, 12, 31));
        assert_eq!(first("tinh yen bai", old), ("Tỉnh Yên Bái", Why::Name));
        assert_eq!(first("TP Yên Bái", old), ("Thành phố Yên Bái", Why::Name));
        assert_eq!(first("h. a luoi", old), ("Huyện A Lưới", Why::Name));
        assert_eq!(first("huyện Bác Ái", old), ("Huyện Bác Ái", Why::Name));
        assert_eq!(first("q3", old), ("Quận 3", Why::Name));
        assert_eq!(first("Q.3", old), ("Quận 3", Why::Name));
        for text in ["TP.HCM", "tphcm", "HCM"] {
            assert_eq!(first(text, old), ("Thành phố Hồ Chí Minh", Why::Initials));
        }
        assert_eq!(first("BR-VT", old).0, "Tỉnh Bà Rịa - Vũng Tàu");
    }

    #[test]
    fn codes_and_other_codes_are_found() {
        assert_eq!(first("15", Some(date(2024, 12, 31))), ("Tỉnh Yên Bái", Why::Code));
        assert_eq!(first("15", Some(date(2025, 12, 31))), ("Tỉnh Lào Cai", Why::Code));
        assert_eq!(first("06978", Some(date(2026, 1, 1))), ("Xã Ba Chẽ", Why::Code));
        assert_eq!(first("06978", None), ("Xã Ba Chẽ", Why::Code));
    }

    #[test]
    fn typed_marks_rank_the_right_name_first() {
        let found = Areas::bundled().find("Hòa Bình", Some(date(2024, 12, 31)));
        assert_eq!((found[0].unit.level, found[0].unit.name.as_str()), (Level::Province, "Tỉnh Hòa Bình"));
        assert!(found.iter().all(|m| m.why != Why::NameOtherMarks || vntext::fold(&m.unit.name).ends_with("hoa binh")));
    }

    #[test]
    fn nonsense_finds_nothing() {
        for text in ["", " , ", "xyzzy", "99999"] {
            assert!(Areas::bundled().find(text, None).is_empty(), "{text}");
        }
    }
}
