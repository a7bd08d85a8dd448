//! Numbers and amounts in words, as decisions and receipts write them out.
//!
//! Northern usage, that of State documents: *nghìn* (not ngàn), *linh* (not lẻ), *tỷ*. The unit of each ten changes
//! form: 21 *mốt*, 24 *tư*, 15 and 25 *lăm*; but 11 *mười một*, 14 *mười bốn*, 104 *linh bốn*, 105 *linh năm*.

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// The number in words, small letters: `-1.005` is «âm một nghìn không trăm linh năm».
pub fn number_in_words(number: i64) -> String {
    let mut words = Vec::new();
    if number < 0 {
        words.push("âm");
    }
    spell(number.unsigned_abs(), &mut words);
    words.join(" ")
}

/// An amount of đồng as forms write it: «Một triệu năm trăm nghìn đồng».
pub fn dong_in_words(amount: i64) -> String {
    let words = number_in_words(amount);
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{} đồng", letters.as_str())
}

/// Numbers above the billions repeat *tỷ*: 10¹⁸ is «một tỷ tỷ», 10¹² «một nghìn tỷ».
fn spell(number: u64, words: &mut Vec<&'static str>) {
    let (billions, rest) = (number / BILLION, number % BILLION);
    if billions > 0 {
        spell(billions, words);
        words.push("tỷ");
    }
    if rest > 0 {
        below_billion(rest, billions > 0, words);
    } else if number == 0 {
        words.push(DIGITS[0]);
    }
}

/// Millions, thousands and the rest. Empty groups are not said; every group but the first says its hundreds, so that
/// «một triệu không trăm linh năm» cannot be heard as anything else.
fn below_billion(number: u64, mut goes_on: bool, words: &mut Vec<&'static str>) {
    for (group, name) in [(number / 1_000_000, "triệu"), (number / 1_000 % 1_000, "nghìn"), (number % 1_000, "")] {
        if group == 0 {
            continue;
        }
        below_thousand(group, goes_on, words);
        if !name.is_empty() {
            words.push(name);
        }
        goes_on = true;
    }
}

fn below_thousand(number: u64, with_hundreds: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, units) = (number / 100, number / 10 % 10, number % 10);
    let said = with_hundreds || hundreds > 0;
    if said {
        words.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if units > 0 && said => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(tens), "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(units)),
    }
}

fn digit(value: u64) -> &'static str {
    DIGITS[usize::try_from(value).expect("a digit is below ten")]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_shared_examples_hold() {
        for line in include_str!("../../../vectors/text/words.csv").lines().skip(1) {
            let (number, words) = line.split_once(',').unwrap();
            assert_eq!(number_in_words(number.parse().unwrap()), words, "{number}");
        }
    }

    #[test]
    fn amounts_begin_with_a_capital_and_end_with_the_unit() {
        assert_eq!(dong_in_words(1_500_000), "Một triệu năm trăm nghìn đồng");
        assert_eq!(dong_in_words(0), "Không đồng");
        assert_eq!(dong_in_words(-200_000), "Âm hai trăm nghìn đồng");
    }

    #[test]
    fn the_largest_and_the_smallest_number_have_words() {
        let largest = "chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ tám trăm \
                       năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh";
        assert_eq!(number_in_words(i64::MAX), format!("{largest} bảy"));
        assert_eq!(number_in_words(i64::MIN), format!("âm {largest} tám"));
    }

    /// Reads the words back, by the meaning of each word alone.
    fn value(words: &[&str]) -> u64 {
        if let Some(at) = words.iter().rposition(|word| *word == "tỷ") {
            return value(&words[..at]) * BILLION + value(&words[at + 1..]);
        }
        let (mut sum, mut group) = (0, 0);
        let mut pending = 0;
        for word in words {
            match *word {
                "triệu" => (sum, group, pending) = (sum + (group + pending) * 1_000_000, 0, 0),
                "nghìn" => (sum, group, pending) = (sum + (group + pending) * 1_000, 0, 0),
                "trăm" => (group, pending) = (group + pending * 100, 0),
                "mươi" => (group, pending) = (group + pending * 10, 0),
                "mười" => group += 10,
                "linh" => {}
                "mốt" => pending = 1,
                "tư" => pending = 4,
                "lăm" => pending = 5,
                digit => pending = u64::try_from(DIGITS.iter().position(|d| *d == digit).unwrap()).unwrap(),
            }
        }
        sum + group + pending
    }

    fn read_back(number: i64) -> i128 {
        let words = number_in_words(number);
        match words.strip_prefix("âm ") {
            Some(rest) => -i128::from(value(&rest.split(' ').collect::<Vec<_>>())),
            None => i128::from(value(&words.split(' ').collect::<Vec<_>>())),
        }
    }

    #[test]
    fn every_number_to_ten_thousand_can_be_read_back() {
        for number in 0..=10_000 {
            assert_eq!(read_back(number), i128::from(number));
        }
    }

    proptest! {
        #[test]
        fn every_number_can_be_read_back(number in any::<i64>(), cut in 0..19_u32, keep in 0..19_u32) {
            for number in [number, number / 10_i64.pow(cut), number / 10_i64.pow(keep) * 10_i64.pow(keep)] {
                prop_assert_eq!(read_back(number), i128::from(number), "{}", number_in_words(number));
            }
        }
    }
}
