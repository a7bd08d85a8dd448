//! Causes of poverty by words or numbers.

use crate::review::fault::fault;
use base::Failure;
use engine::Pack;
use std::collections::BTreeSet;

/// A cause as files name it.
pub(crate) struct Cause {
    /// Its id in the packs that list causes.
    pub(crate) id: &'static str,
    /// Words by which it is recognised, folded; the first match in the order of the table decides.
    words: &'static [&'static str],
}

/// The eight causes in the order of the report form, which is also their number in files.
pub(crate) const CAUSES: [Cause; 8] = [
    Cause { id: "no_land", words: &["dat san xuat", "thieu dat", "khong co dat", "khong dat"] },
    Cause { id: "no_capital", words: &["thieu von", "khong co von", "von san xuat", "von kinh doanh", "khong von"] },
    Cause { id: "no_labour", words: &["thieu lao dong", "khong co lao dong", "khong lao dong"] },
    Cause { id: "no_tools", words: &["cong cu", "phuong tien"] },
    Cause { id: "no_knowledge", words: &["kien thuc", "kinh nghiem"] },
    Cause { id: "no_skills", words: &["ky nang", "tay nghe"] },
    Cause { id: "illness", words: &["om dau", "benh nang", "tai nan", "benh tat", "benh hiem ngheo"] },
    Cause { id: "other", words: &["khac"] },
];

/// Halves of official names that a comma cuts off: «vốn sản xuất, kinh doanh».
const LEFTOVERS: [&str; 4] = ["kinh doanh", "san xuat", "lao dong san xuat", "phuong tien san xuat"];

/// The position of the cause that folded words name.
pub(crate) fn cause_of_words(folded: &str) -> Option<usize> {
    let bare = folded.strip_prefix("do ").unwrap_or(folded);
    let is = |cause: &Cause| {
        cause.id == bare.replace(' ', "_") || cause.words.iter().any(|word| bare == *word || contains(bare, word))
    };
    // «không có kỹ năng lao động» is about skills, «phương tiện sản xuất» about tools: the special before the general
    let order = [6, 5, 4, 3, 0, 1, 2, 7];
    order.into_iter().find(|at| is(&CAUSES[*at]))
}

fn contains(text: &str, word: &str) -> bool {
    format!(" {text} ").contains(&format!(" {word} "))
}

/// The ids of all causes in a cell: `1,3`, `Thiếu vốn; ốm đau`, or the official names.
pub(crate) fn causes(text: &str, pack: &Pack) -> Result<BTreeSet<String>, Failure> {
    let unknown = |part: &str| {
        fault("CC-REVIEW-CAUSE", format!("không hiểu nguyên nhân “{part}”"), format!("“{part}” is no cause")).remedy(
            "ghi số 1–8 hoặc tên nguyên nhân, cách nhau bằng dấu chấm phẩy",
            "write numbers 1–8 or names, separated by semicolons",
        )
    };
    let mut found = BTreeSet::new();
    if text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '.' | ' ' | '/' | '+')) {
        for number in text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()) {
            let at = number.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
            let id = match at {
                Some(at) if pack.causes.is_empty() => CAUSES.get(at).map(|cause| cause.id),
                Some(at) => pack.causes.get(at).map(|cause| cause.id.as_str()),
                None => None,
            };
            found.insert(id.ok_or_else(|| unknown(number))?.to_owned());
        }
        return Ok(found);
    }
    for part in text.split([';', '\n', '+', ',', '/', '&']).map(str::trim).filter(|part| !part.is_empty()) {
        let folded =
            vntext::fold(part.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '-' | ' ')));
        match cause_of_words(&folded) {
            Some(at) if pack.causes.is_empty() || pack.causes.iter().any(|cause| cause.id == CAUSES[at].id) => {
                found.insert(CAUSES[at].id.to_owned());
            }
            None if !found.is_empty() && LEFTOVERS.contains(&folded.as_str()) => {}
            _ => return Err(unknown(part)),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, &'static str> {
        let pack = engine::pack::find("vn-2022").unwrap();
        causes(text, pack).map(|ids| ids.into_iter().collect::<Vec<_>>().join(",")).map_err(|failure| failure.code)
    }

    #[test]
    fn by_number_by_word_and_by_official_name() {
        let pack = engine::pack::find("vn-2022").unwrap();
        for (at, cause) in pack.causes.iter().enumerate() {
            assert_eq!(cause.id, CAUSES[at].id);
            for text in [
                cause.name.vi.clone(),
                cause.id.clone(),
                format!("{}", at + 1),
                format!("{}. {}", at + 1, cause.name.vi),
            ] {
                assert_eq!(read(&text), Ok(cause.id.clone()), "{text}");
            }
        }
        assert_eq!(read("1, 3").as_deref(), Ok("no_labour,no_land"));
        assert_eq!(read("thieu von san xuat; om dau, tai nan").as_deref(), Ok("illness,no_capital"));
        assert_eq!(read("Thiếu công cụ/phương tiện sản xuất").as_deref(), Ok("no_tools"));
        assert_eq!(read("Thiếu kỹ năng lao động").as_deref(), Ok("no_skills"));
    }

    #[test]
    fn unknown_causes_are_named() {
        for text in ["9", "0", "lười", "1;x"] {
            assert_eq!(read(text), Err("CC-REVIEW-CAUSE"), "{text}");
        }
    }
}
