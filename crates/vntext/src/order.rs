//! The order of names in lists: Vietnamese alphabetical order, the same on every database and screen.
//!
//! Databases disagree about collation, so lists are sorted by keys made here. Keys depend on the version of the CLDR
//! compiled in: they may be stored, but must be made anew when the collation library is upgraded.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale::locale;

/// Numbers count as numbers: villages, quarters and wards are named by number, and nobody looks for «Phường 10»
/// before «Phường 2».
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(locale!("vi"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default())
        .expect("the collation data of `vi` is compiled into the program")
});

/// A key whose bytes sort as [`compare`] does; for columns that a database orders by.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    let Ok(()) = COLLATOR.write_sort_key_to(text, &mut key);
    key
}

/// Vietnamese alphabetical order (CLDR `vi`): A Ă Â … D Đ … O Ô Ơ … U Ư, then tones (level, huyền, hỏi, ngã, sắc,
/// nặng), then case; digits by value. Composed and decomposed text are equal.
pub fn compare(a: &str, b: &str) -> Ordering {
    COLLATOR.compare(a, b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn assert_ascending(words: &[&str]) {
        for pair in words.windows(2) {
            assert_eq!(compare(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "keys of {pair:?}");
        }
    }

    #[test]
    fn letters_of_the_alphabet_are_in_order() {
        assert_ascending(&[
            "An", "Ăn", "Ấm", "Ân", "Da", "Du", "Dương", "Đỗ", "On", "Ôn", "Ơn", "Tạ", "Trần", "Ung", "Ưng",
        ]);
        assert_ascending(&["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "p", "u", "ư", "v", "y"]);
    }

    #[test]
    fn tones_decide_only_between_equal_letters() {
        assert_ascending(&["ma", "mà", "mả", "mã", "má", "mạ"]);
        assert_ascending(&["Hoàng An", "Hoang Bình", "Hoàng Bình", "Hoàng Cường"]);
    }

    #[test]
    fn numbers_count_as_numbers() {
        assert_ascending(&["Phường 2", "Phường 10", "Phường 11", "Phường An Lạc"]);
        assert_eq!(compare("Thôn 03", "Thôn 3"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn keys_sort_as_the_collator_does(
            a in "[aăâbdđeêoôơuưáàạăắằHTn0-9 -]{0,12}",
            b in "[aăâbdđeêoôơuưáàạăắằHTn0-9 -]{0,12}",
        ) {
            prop_assert_eq!(sort_key(&a).cmp(&sort_key(&b)), compare(&a, &b));
            prop_assert_eq!(compare(&a.nfd().collect::<String>(), &a), Ordering::Equal);
        }
    }
}
