//! What a column can mean. By which headings people call it is in the table beside ([`super::headings`]).

use super::headings::TABLE;
use domain::register::Support;
use engine::Pack;

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Mã hộ.
    Code,
    /// Số thứ tự của hộ.
    HouseholdNo,
    /// Họ tên chủ hộ.
    HeadName,
    /// Họ tên thành viên.
    Name,
    /// Quan hệ với chủ hộ.
    Relation,
    /// Ngày, tháng, năm sinh.
    Birth,
    /// Năm sinh, cột dành cho nam.
    BirthMale,
    /// Năm sinh, cột dành cho nữ.
    BirthFemale,
    /// Giới tính.
    Sex,
    /// Giới tính chủ hộ.
    HeadSex,
    /// Số định danh cá nhân.
    Cccd,
    /// Tỉnh, thành phố.
    Province,
    /// Huyện, quận, thị xã.
    District,
    /// Xã, phường, đặc khu.
    Commune,
    /// Mã xã.
    CommuneCode,
    /// Thôn, bản, tổ dân phố.
    Village,
    /// Địa chỉ in one cell.
    Address,
    /// Khu vực: thành thị, nông thôn.
    AreaKind,
    /// Dân tộc.
    Ethnic,
    /// Phân loại hộ.
    Class,
    /// Điểm B1.
    B1,
    /// Điểm B2.
    B2,
    /// Thu nhập bình quân, đồng một người một tháng.
    Income,
    /// Số nhân khẩu.
    Members,
    /// Hộ dân tộc thiểu số.
    EthnicMinority,
    /// Hộ dân tộc tại chỗ.
    Indigenous,
    /// Hộ không có khả năng lao động.
    NoLabour,
    /// Hộ có người có công.
    Merit,
    /// Hộ làm nông, lâm, ngư, diêm nghiệp.
    Farm,
    /// Nguyên nhân nghèo, all in one cell.
    Causes,
    /// One cause, a yes/no column; position in the list of [`super::values::CAUSES`].
    Cause(usize),
    /// One deprived indicator, a yes/no column; position in the pack.
    Indicator(usize),
    /// One kind of support, a yes/no column.
    Support(Support),
    /// Ngày rà soát.
    ReviewDate,
    /// Read by nobody, but known: order numbers, ages, decisions, notes, reviewers.
    Known,
}

/// Fields that name a person or a household: a formula there means that the list is not what it seems.
pub(super) const IDENTITY: &[Field] =
    &[Field::Code, Field::HeadName, Field::Name, Field::Cccd, Field::Birth, Field::BirthMale, Field::BirthFemale];

impl Field {
    /// The word for this field in settings and previews: `name`, `cause:no_land`, `indicator:water`.
    pub fn word(self, pack: &Pack) -> String {
        match self {
            Self::Cause(at) => format!("cause:{}", super::values::CAUSES.get(at).map_or("", |cause| cause.id)),
            Self::Indicator(at) => format!("indicator:{}", pack.indicators.get(at).map_or("", |one| &one.id)),
            other => TABLE.iter().find(|row| row.0 == other).map_or_else(String::new, |row| row.1.to_owned()),
        }
    }

    /// The field of this word.
    pub fn from_word(word: &str, pack: &Pack) -> Option<Self> {
        if let Some(id) = word.strip_prefix("cause:") {
            return super::values::CAUSES.iter().position(|cause| cause.id == id).map(Self::Cause);
        }
        if let Some(id) = word.strip_prefix("indicator:") {
            return pack.indicator(id).map(Self::Indicator);
        }
        TABLE.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// All words, for the person who typed another.
    pub fn words() -> Vec<&'static str> {
        TABLE.iter().map(|row| row.1).collect()
    }

    /// The field that a heading names, if it names one. `heading` is Unicode; case and marks do not matter.
    pub fn of_heading(heading: &str, pack: &Pack) -> Option<Self> {
        let whole = vntext::fold(heading);
        // «Ngày sinh (ngày/tháng/năm)», «CCCD: 12 số»
        let short = vntext::fold(heading.split(['(', ':', '\n']).next().unwrap_or_default());
        [&whole, &short].into_iter().find_map(|text| exact(text, pack)).or_else(|| beginning(&short))
    }
}

fn exact(folded: &str, pack: &Pack) -> Option<Field> {
    if folded.is_empty() {
        return None;
    }
    if let Some((field, ..)) = TABLE.iter().find(|(.., names)| names.contains(&folded)) {
        return Some(*field);
    }
    if let Some(rest) = folded.strip_prefix("nguyen nhan ").map(|rest| rest.strip_prefix("ngheo ").unwrap_or(rest))
        && let Some(cause) = super::values::cause_of_words(rest)
    {
        return Some(Field::Cause(cause));
    }
    let bare =
        ["chi so thieu hut ", "thieu hut ", "chi so ", "b2 "].iter().find_map(|start| folded.strip_prefix(start));
    let is_name = |name: &str| [Some(folded), bare].contains(&Some(vntext::fold(name).as_str()));
    pack.indicators.iter().position(|one| is_name(&one.name.vi) || is_name(&one.id)).map(Field::Indicator)
}

/// «Quan hệ với chủ hộ hiện nay»: the longest heading of at least two words with which it begins.
fn beginning(folded: &str) -> Option<Field> {
    let names = TABLE.iter().flat_map(|(field, _, names)| names.iter().map(move |name| (*field, *name)));
    names
        .filter(|(_, name)| name.contains(' ') && folded.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))
        .max_by_key(|(_, name)| name.len())
        .map(|(field, _)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_means_two_fields_and_every_word_leads_back() {
        let pack = engine::pack::find("vn-2022").unwrap();
        let mut all: Vec<&str> = TABLE.iter().flat_map(|row| row.2).copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for (field, word, names) in TABLE {
            assert_eq!(Field::from_word(word, pack), Some(*field));
            assert_eq!(field.word(pack), *word);
            for name in *names {
                assert_eq!(vntext::fold(name), *name, "headings are written folded");
            }
        }
        for field in [Field::Cause(3), Field::Indicator(11)] {
            assert_eq!(Field::from_word(&field.word(pack), pack), Some(field));
        }
    }

    #[test]
    fn headings_as_people_write_them() {
        let pack = engine::pack::find("vn-2022").unwrap();
        for (heading, field) in [
            ("Họ và tên (chữ in hoa)", Field::Name),
            ("HỌ TÊN CHỦ HỘ", Field::HeadName),
            ("family.hostName", Field::HeadName),
            ("Xã/Phường/Thị trấn", Field::Commune),
            ("Số CCCD/ĐDCN", Field::Cccd),
            ("Thiếu hụt nguồn nước sinh hoạt", Field::Indicator(pack.indicator("water").unwrap())),
            ("Nguyên nhân nghèo Thiếu đất sản xuất", Field::Cause(0)),
            ("Nguyên nhân nghèo", Field::Causes),
            ("Quan hệ với chủ hộ hiện nay", Field::Relation),
            ("b1Point", Field::B1),
        ] {
            assert_eq!(Field::of_heading(heading, pack), Some(field), "{heading}");
        }
        for other in ["", "Nguyễn Văn A", "12", "Báo cáo hộ nghèo"] {
            assert_eq!(Field::of_heading(other, pack), None, "{other}");
        }
    }
}
