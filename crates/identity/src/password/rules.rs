//! Which passwords may be chosen: by length, not by ritual (NIST SP 800-63B, 3.1.1.2).
//!
//! No rule asks for digits or capitals, nothing expires by the calendar. What is refused is what is tried first.

use base::{Failure, Text};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

/// Letters at least. NIST asks for 15 where a password stands alone and 8 beside a second factor, which is optional here:
/// 12, and a list of what is tried first, is what an office will bear.
pub const SHORTEST: usize = 12;

/// Letters at most: room for any sentence, none for a flood.
pub const LONGEST: usize = 256;

/// How hard to guess it must look at least: more than 10^8 tries.
const HARD_ENOUGH: Score = Score::Three;

/// The name of the program, as people type it.
const PROGRAM: [&str; 3] = ["cancau", "cần câu", "can cau"];

/// What Vietnamese offices try first; the lists of `zxcvbn` are English.
const TRIED_FIRST: [&str; 40] = [
    "matkhau",
    "matkhaumoi",
    "dangnhap",
    "quantri",
    "nguoidung",
    "khongbiet",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "yeuanh",
    "conyeume",
    "giadinh",
    "hanhphuc",
    "vietnam",
    "hanoi",
    "saigon",
    "danang",
    "haiphong",
    "cantho",
    "hue",
    "ubnd",
    "uyban",
    "nhandan",
    "xa",
    "phuong",
    "thon",
    "giamngheo",
    "hongheo",
    "hocanngheo",
    "xoadoi",
    "nongthonmoi",
    "nguyen",
    "tran",
    "pham",
    "hoang",
    "phan",
    "vu",
    "dang",
    "bui",
    "namdinh",
];

/// See the module.
pub(super) fn check(password: &str, login: &str, about: &[&str]) -> Result<(), Failure> {
    let letters = password.chars().count();
    if letters < SHORTEST {
        return Err(Failure::new(
            "CC-PASSWORD-SHORT",
            format!("mật khẩu có {letters} ký tự, cần ít nhất {SHORTEST}"),
            format!("the password has {letters} characters and needs at least {SHORTEST}"),
        )
        .remedy(
            "ghép vài từ không liên quan nhau, cả dấu cách cũng được",
            "join some unrelated words, spaces may be part of it",
        ));
    }
    if letters > LONGEST {
        return Err(Failure::new(
            "CC-PASSWORD-LONG",
            format!("mật khẩu có {letters} ký tự, nhiều nhất là {LONGEST}"),
            format!("the password has {letters} characters, at most {LONGEST} are kept"),
        )
        .remedy("chọn mật khẩu ngắn hơn", "choose a shorter one"));
    }
    own_names(password, login)?;
    tried_first(password, login, about)
}

/// Without the login and the program's name there must be enough left.
fn own_names(password: &str, login: &str) -> Result<(), Failure> {
    let small = password.to_lowercase();
    let login: String = login.nfc().collect::<String>().to_lowercase();
    // a login of one or two letters stands in every password
    let names = PROGRAM.into_iter().chain(Some(&*login).filter(|login| login.chars().count() > 2));
    let rest = names.fold(small.clone(), |rest, name| rest.replace(name, ""));
    if rest == small || rest.chars().count() >= SHORTEST {
        return Ok(());
    }
    Err(Failure::new(
        "CC-PASSWORD-OWN",
        "mật khẩu dựa vào tên đăng nhập hoặc tên chương trình",
        "the password rests on the login or the program's name",
    )
    .remedy("chọn mật khẩu không có các tên ấy", "choose one without these names"))
}

fn tried_first(password: &str, login: &str, about: &[&str]) -> Result<(), Failure> {
    let plain = plain(password);
    let own: Vec<String> = about.iter().flat_map(|name| runs(name)).collect();
    let login = self::plain(login);
    let own = own.iter().map(|word| &**word).chain([&*login]).filter(|word| !word.is_empty());
    let known: Vec<&str> = own.chain(["cancau"]).chain(TRIED_FIRST).collect();
    let estimate = zxcvbn(&plain, &known);
    if estimate.score() >= HARD_ENOUGH {
        return Ok(());
    }
    let reason = reason(estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning));
    Err(Failure::new("CC-PASSWORD-EASY", reason.vi, reason.en).remedy(
        "ghép bốn từ trở lên không liên quan nhau, không phải tên người, nơi ở hay câu quen thuộc",
        "join four or more unrelated words that are no names, no places and no saying",
    ))
}

/// All runs of words of a name: of “xã Phú Lộc” also “phuloc”.
fn runs(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let runs = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
    runs.map(|(from, to)| plain(&words[from..to].concat())).collect()
}

/// Without marks, spaces and capitals: adding them to `matkhau` makes it no harder to guess.
fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter) && !letter.is_whitespace());
    letters.map(|letter| if matches!(letter, 'đ' | 'Đ') { 'd' } else { letter }).collect::<String>().to_lowercase()
}

fn reason(warning: Option<Warning>) -> Text {
    use Warning as W;
    let (vi, en) = match warning {
        Some(W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess) => {
            ("mật khẩu là các phím liền nhau trên bàn phím", "the password is a row of keys")
        }
        Some(W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            ("mật khẩu lặp lại cùng một đoạn", "the password repeats itself")
        }
        Some(W::SequencesLikeAbcAreEasyToGuess) => {
            ("mật khẩu là dãy liên tiếp, như 1234 hay abcd", "the password is a sequence, as 1234 or abcd")
        }
        Some(W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess) => {
            ("mật khẩu dựa vào năm hoặc ngày tháng", "the password rests on a year or a date")
        }
        Some(
            W::ThisIsATop10Password
            | W::ThisIsATop100Password
            | W::ThisIsACommonPassword
            | W::ThisIsSimilarToACommonlyUsedPassword,
        ) => ("mật khẩu này nhiều người dùng nên bị đoán trước tiên", "the password is a common one, tried first"),
        Some(
            W::AWordByItselfIsEasyToGuess
            | W::NamesAndSurnamesByThemselvesAreEasyToGuess
            | W::CommonNamesAndSurnamesAreEasyToGuess,
        )
        | None => ("mật khẩu gồm những từ hoặc tên dễ đoán", "the password is made of words or names easy to guess"),
    };
    Text::new(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(password: &str) -> &'static str {
        check(password, "an.nguyen", &["Nguyễn Văn An", "UBND xã Phú Lộc"]).map_or_else(|failure| failure.code, |()| "")
    }

    #[test]
    fn length_counts_letters_not_bytes() {
        assert_eq!(refused("trâu đen ăn"), "CC-PASSWORD-SHORT");
        assert_eq!(refused("trâu đen ăn cỏ"), "");
        assert_eq!(refused(&"trâu đen ăn cỏ bờ đê ".repeat(12)), "");
        assert_eq!(refused(&"trâu đen ăn cỏ bờ đê ".repeat(13)), "CC-PASSWORD-LONG");
    }

    #[test]
    fn no_ritual_is_asked_for() {
        for good in ["com ga mo mit xoai", "lusab-babad-gutih-tugad", "correct horse battery staple", "x7$Kp!2vQz9&"] {
            assert_eq!(refused(good), "", "{good}");
        }
    }

    #[test]
    fn own_names_carry_no_weight() {
        for own in ["an.nguyen2026", "AN.NGUYEN an.nguyen", "cancau-2026!", "Cần Câu huyện", "nhé can cau cancau"]
        {
            assert_eq!(refused(own), "CC-PASSWORD-OWN", "{own}");
        }
        assert_eq!(refused("ông nội đi cần câu cá rô đồng"), "", "with enough beside it a name does no harm");
        assert_eq!(check("mưa dầm thấm lâu rồi", "m", &[]).map_err(|f| f.code), Ok(()));
    }

    #[test]
    fn what_is_tried_first_is_refused_with_its_reason() {
        let easy = [
            ("aaaaaaaaaaaa", "lặp lại"),
            ("abcabcabcabc", "lặp lại"),
            ("qwertyuiop[]", "nhiều người dùng|phím liền nhau"),
            ("123456789012345", "nhiều người dùng|dãy liên tiếp"),
            ("abcdefghijklmn", "dãy liên tiếp"),
            ("password123456", "nhiều người dùng"),
            ("P@ssword123456", "nhiều người dùng"),
            ("Mật khẩu 123456", "dễ đoán"),
            ("anhyeuem12345", "dễ đoán"),
            ("giamngheo2026", "năm|dễ đoán"),
            ("Nguyễn Văn An", "dễ đoán"),
            ("Phú Lộc 2026!", "dễ đoán|năm"),
            ("01/01/1990 2026", "năm"),
        ];
        for (password, reasons) in easy {
            let about = ["Nguyễn Văn An", "UBND xã Phú Lộc"];
            let Err(failure) = check(password, "an.nguyen", &about) else { panic!("{password} is accepted") };
            assert_eq!(failure.code, "CC-PASSWORD-EASY", "{password}");
            let said = reasons.split('|').any(|reason| failure.message.vi.contains(reason));
            assert!(said, "{password}: {}", failure.message.vi);
        }
    }
}
