//! Why somebody does something to a household: required, and never a place for the numbers it is about.

use base::Failure;

/// Fewer words say nothing.
const WORDS: usize = 3;
/// Longer ones are no reasons.
const LONGEST: usize = 300;
/// A run of so many digits may be a personal number or a telephone number.
const DIGITS: usize = 8;

/// A reason as it is recorded.
pub(crate) fn reason(text: &str) -> Result<String, Failure> {
    let text = vntext::normal::clean(text);
    let refused = |code, vi: &str, en: &str| Err(Failure::new(code, vi, en).at("reason"));
    if text.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count() < WORDS {
        return refused("CC-REASON-SHORT", "cần ghi lý do, ít nhất ba chữ", "a reason is needed, three words at least")
            .map_err(|failure| failure.remedy("ghi vì sao, ít nhất ba chữ", "say why, in three words at least"));
    }
    if text.chars().count() > LONGEST {
        return refused(
            "CC-REASON-LONG",
            "lý do quá dài (trên 300 ký tự)",
            "the reason is too long (over 300 letters)",
        );
    }
    no_number(&text, "reason")?;
    Ok(text)
}

/// The text without spans of years that stand alone (“giai đoạn 2021-2025”): eight digits that are nobody's number.
fn without_spans(text: &str) -> String {
    let is_year = |word: &str| {
        word.len() == 4
            && word.bytes().all(|byte| byte.is_ascii_digit())
            && (word.starts_with("19") || word.starts_with("20"))
    };
    let is_span = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        bare.split_once('-').is_some_and(|(from, to)| is_year(from) && is_year(to))
    };
    let words: Vec<&str> = text.split(' ').collect();
    let number = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| {
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit() || ".-".contains(letter))
        })
    };
    let alone = |at: usize| !number(at.checked_sub(1)) && !number(Some(at + 1));
    let kept = words.iter().enumerate().map(|(at, word)| if is_span(word) && alone(at) { "…" } else { word });
    kept.collect::<Vec<_>>().join(" ")
}

/// Refuses a text that is kept for good and holds what may be somebody's number.
pub(crate) fn no_number(text: &str, field: &str) -> Result<(), Failure> {
    let text = without_spans(text);
    let digits = text.chars().filter(|letter| !" .-".contains(*letter));
    let longest = digits.fold((0, 0), |(run, longest), letter| {
        let run = if letter.is_ascii_digit() { run + 1 } else { 0 };
        (run, longest.max(run))
    });
    if longest.1 < DIGITS {
        return Ok(());
    }
    Err(Failure::new(
        "CC-REASON-NUMBER",
        "lời ghi không được chứa số định danh hay số điện thoại",
        "what is written here holds no personal or telephone number",
    )
    .at(field)
    .remedy("bỏ dãy số ấy; nhật ký giữ lời ghi mãi", "leave it out: the trail keeps what is written for good"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something_and_holds_no_number() {
        assert_eq!(reason("  đối chiếu \n giấy tờ ").unwrap(), "đối chiếu giấy tờ");
        assert!(reason("theo đơn ngày 18/11/2025 của hộ").is_ok());
        assert!(reason("kế hoạch giai đoạn 2021-2025, sửa lần 2").is_ok());
        for (text, code) in [
            ("số đúng là 2021-2025 0460", "CC-REASON-NUMBER"),
            ("số đúng là 0912-2025", "CC-REASON-NUMBER"),
            ("", "CC-REASON-SHORT"),
            ("sửa tên", "CC-REASON-SHORT"),
            (". . . .", "CC-REASON-SHORT"),
            ("số đúng là 046085001234", "CC-REASON-NUMBER"),
            ("số đúng là 0460 8500 1234", "CC-REASON-NUMBER"),
            ("gọi số 0914.555.123 thì gặp", "CC-REASON-NUMBER"),
        ] {
            assert_eq!(reason(text).unwrap_err().code, code, "{text}");
        }
        assert_eq!(reason(&"vì thế ".repeat(100)).unwrap_err().code, "CC-REASON-LONG");
    }
}
