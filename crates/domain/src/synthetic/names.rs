//! Made-up names: every name is put together from short lists of syllables.

use crate::register::Sex;

const KINH_FAMILY: [&str; 16] = [
    "Nguyễn", "Trần", "Lê", "Phan", "Hoàng", "Võ", "Đặng", "Ngô", "Dương", "Phạm", "Huỳnh", "Trương", "Bùi", "Đỗ",
    "Mai", "Cao",
];
const HILL_FAMILY: [&str; 10] =
    ["Hồ", "A Viết", "Ta Rương", "Kê", "Quỳnh", "Viên", "Ra Pát", "A Lăng", "Pơ Loong", "Ta Dư"];
const MALE_MIDDLE: [&str; 10] = ["Văn", "Đình", "Hữu", "Công", "Quang", "Minh", "Bá", "Xuân", "Ngọc", "Viết"];
const FEMALE_MIDDLE: [&str; 8] = ["Thị", "Thị Thu", "Thị Ngọc", "Thị Kim", "Thị Mỹ", "Diệu", "Thị Hồng", "Thị Bích"];
const MALE_GIVEN: [&str; 28] = [
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hòa", "Hùng", "Khánh", "Lâm", "Lợi", "Long", "Nam", "Nghĩa",
    "Phong", "Phúc", "Quân", "Sơn", "Tâm", "Thắng", "Thành", "Thiện", "Tín", "Toàn", "Trung", "Tuấn", "Vinh",
];
const FEMALE_GIVEN: [&str; 28] = [
    "Anh", "Ánh", "Chi", "Cúc", "Dung", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Hương", "Lan", "Liên", "Linh", "Loan",
    "Mai", "Nga", "Nhung", "Oanh", "Phương", "Quyên", "Sen", "Thảo", "Thúy", "Trang", "Tuyết", "Vân", "Yến",
];

/// The full name for a family (its family name and people) and a person's own number.
pub(super) fn full(kinh: bool, family: u8, sex: Sex, own: u32) -> String {
    let at = |list: &[&'static str], number: u32| list[usize::try_from(number).unwrap_or(0) % list.len()];
    let family = at(if kinh { &KINH_FAMILY } else { &HILL_FAMILY }, family.into());
    let (middle, given) = match sex {
        Sex::Male => (at(&MALE_MIDDLE, own / 101), at(&MALE_GIVEN, own)),
        Sex::Female => (at(&FEMALE_MIDDLE, own / 101), at(&FEMALE_GIVEN, own)),
    };
    format!("{family} {middle} {given}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_clean_vietnamese() {
        for number in 0..3_000 {
            for (kinh, sex) in [(true, Sex::Male), (false, Sex::Female)] {
                let name = full(kinh, 7, sex, number);
                assert_eq!(vntext::clean(&name), name);
            }
        }
    }
}
