//! The fields of a household as a form shows and sends them.

use base::Failure;
use domain::register::{Cccd, Marks, Phone, Relation, Sex};
use engine::Birth;
use jiff::civil::Date;
use store::{Edit, Field, HouseholdStory, Marking, MemberEdit, MemberField, Scope, StoryMember};
use vntext::dates::Partial;
use vntext::ethnic;
use vntext::normal::clean;

/// The oldest person on record reached 122.
const OLDEST: i16 = 120;
/// Longer names and villages are slips of the hand.
const LONGEST: usize = 100;
/// What is typed to remove a personal number: an empty field leaves it alone, because its number is not shown.
const REMOVE: &str = "-";

/// The fields of a household's present that a scope shows, each as text.
pub(super) fn fields(story: &HouseholdStory, scope: &Scope) -> Vec<(Field, String)> {
    let Some(home) = story.addresses.last() else { return Vec::new() };
    let mut fields = vec![(Field::Village, home.village.clone())];
    let marks = Marking::ALL.map(|mark| (Field::Mark(mark), if has(home.marks, mark) { "1" } else { "0" }.to_owned()));
    fields.extend(marks);
    for member in story.members.iter().filter(|member| member.valid_until.is_none()) {
        fields
            .extend(MemberField::ALL.map(|field| (Field::Member(member.id.clone(), field), of_member(member, field))));
    }
    fields.retain(|(field, _)| field.is_shown(scope, &home.commune, &home.village));
    fields
}

fn has(marks: Marks, mark: Marking) -> bool {
    match mark {
        Marking::EthnicMinority => marks.ethnic_minority,
        Marking::NoLabourCapacity => marks.no_labour_capacity,
        Marking::Merit => marks.merit,
        Marking::Indigenous => marks.indigenous,
        Marking::Farm => marks.farm,
    }
}

fn of_member(StoryMember { person, .. }: &StoryMember, field: MemberField) -> String {
    match field {
        MemberField::Name => person.name.clone(),
        MemberField::Relation => person.relation.word().to_owned(),
        MemberField::Sex => person.sex.map_or("", Sex::word).to_owned(),
        MemberField::Birth => person.birth.map_or_else(String::new, birth_text),
        MemberField::Ethnic => {
            let group = person.ethnic.as_deref().map(|key| ethnic::by_key(key).map_or(key, |group| &group.name));
            group.unwrap_or_default().to_owned()
        }
        MemberField::Phone => person.phone.clone().unwrap_or_default(),
        // never sent to a form
        MemberField::Cccd | MemberField::Presence => String::new(),
    }
}

fn birth_text(birth: Birth) -> String {
    match birth {
        Birth::Day(day) => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        Birth::Month(year, month) => format!("{month:02}/{year:04}"),
        Birth::Year(year) => format!("{year:04}"),
    }
}

/// The new value of a field from what was typed.
pub(super) fn edit(field: &Field, text: &str, today: Date) -> Result<Edit, Failure> {
    let text = clean(text);
    let read = match field {
        Field::Village => named(&text, false).map(Edit::Village),
        Field::Mark(mark) => Ok(Edit::Mark(*mark, text == "1")),
        Field::Member(member, field) => of(*field, &text, today).map(|edit| Edit::Member(member.clone(), edit)),
    };
    read.map_err(|failure| failure.at(field.to_string()))
}

fn of(field: MemberField, text: &str, today: Date) -> Result<MemberEdit, Failure> {
    let known = (!text.is_empty()).then_some(text);
    Ok(match field {
        MemberField::Name => MemberEdit::Name(named(text, true)?),
        MemberField::Relation => MemberEdit::Relation(Relation::of(text).ok_or_else(unknown)?),
        MemberField::Sex => MemberEdit::Sex(known.map(|word| Sex::of(word).ok_or_else(unknown)).transpose()?),
        MemberField::Birth => MemberEdit::Birth(known.map(|text| birth(text, today)).transpose()?),
        MemberField::Ethnic => MemberEdit::Ethnic(known.map(group).transpose()?),
        MemberField::Phone => MemberEdit::Phone(known.map(phone).transpose()?),
        MemberField::Cccd => MemberEdit::Cccd(known.filter(|text| *text != REMOVE).map(cccd).transpose()?),
        MemberField::Presence => return Err(unknown()),
    })
}

fn named(text: &str, of_person: bool) -> Result<String, Failure> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Failure::new("CC-EDIT-EMPTY", "ô này không được để trống", "this field must not be empty"));
    }
    if text.chars().count() > LONGEST {
        return Err(Failure::new("CC-EDIT-LONG", "dài quá 100 ký tự", "longer than 100 letters"));
    }
    if of_person && text.chars().any(char::is_numeric) {
        return Err(Failure::new("CC-EDIT-NAME", "họ tên không có chữ số", "a name holds no digits")
            .remedy("ghi đúng họ và tên", "write the name"));
    }
    Ok(text.to_owned())
}

fn birth(text: &str, today: Date) -> Result<Birth, Failure> {
    let wrong = |vi: &str, en: &str| {
        Failure::new("CC-EDIT-BIRTH", vi, en).remedy(
            "ghi ngày/tháng/năm, tháng/năm hoặc năm, ví dụ 12/03/1985",
            "write day/month/year, month/year or year",
        )
    };
    let unreadable = || wrong("không đọc được ngày sinh", "this is no date of birth");
    let birth = match vntext::dates::parse(text).map_err(|_| unreadable())? {
        Partial::Year(year) => Birth::Year(year),
        Partial::YearMonth(year, month) => Birth::Month(year, month),
        Partial::Day(year, month, day) => Birth::Day(Date::new(year, month, day).map_err(|_| unreadable())?),
    };
    match birth.age_on(today) {
        None => Err(wrong("ngày sinh sau hôm nay", "the date of birth is after today")),
        Some((age, _)) if age > OLDEST => Err(wrong("tuổi quá cao", "nobody is so old")),
        Some(_) => Ok(birth),
    }
}

/// By key or by name.
fn group(text: &str) -> Result<String, Failure> {
    let group = ethnic::by_key(text).or_else(|| ethnic::parse(text, None).ok());
    group.map(|group| group.key.clone()).ok_or_else(|| {
        Failure::new("CC-EDIT-ETHNIC", "không có dân tộc này", "there is no such ethnic group")
            .remedy("chọn tên trong danh sách 54 dân tộc", "choose a name from the list of 54 groups")
    })
}

fn phone(text: &str) -> Result<Phone, Failure> {
    Phone::new(text).ok_or_else(|| {
        Failure::new("CC-EDIT-PHONE", "số điện thoại không hợp lệ", "this is no telephone number")
            .remedy("ghi từ 8 đến 15 chữ số, ví dụ 0914 555 123", "write 8 to 15 digits, as 0914 555 123")
    })
}

fn cccd(text: &str) -> Result<Cccd, Failure> {
    Cccd::new(&text.replace([' ', '.'], "")).ok_or_else(|| {
        Failure::new("CC-EDIT-CCCD", "số định danh phải có đúng 12 chữ số", "a personal number has twelve digits")
            .remedy("ghi đủ 12 chữ số như trên thẻ", "write all twelve digits of the card")
    })
}

fn unknown() -> Failure {
    Failure::new("CC-EDIT-CHOICE", "lựa chọn này không có", "there is no such choice")
        .remedy("chọn trong danh sách", "choose from the list")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2025, 11, 18);

    fn member(field: MemberField, text: &str) -> Result<MemberEdit, &'static str> {
        match edit(&Field::Member("01".into(), field), text, TODAY) {
            Ok(Edit::Member(_, edit)) => Ok(edit),
            Ok(other) => panic!("{other:?}"),
            Err(failure) => {
                assert_eq!(failure.place, format!("{}.01", field.word()));
                Err(failure.code)
            }
        }
    }

    #[test]
    fn what_people_type_becomes_values() {
        assert_eq!(edit(&Field::Village, " Thôn  2 ", TODAY), Ok(Edit::Village("Thôn 2".into())));
        assert_eq!(member(MemberField::Name, "Nguye\u{302}\u{303}n  A"), Ok(MemberEdit::Name("Nguyễn A".into())));
        assert_eq!(member(MemberField::Birth, "3/1985"), Ok(MemberEdit::Birth(Some(Birth::Month(1985, 3)))));
        assert_eq!(member(MemberField::Birth, ""), Ok(MemberEdit::Birth(None)));
        for text in ["ede", "Ê Đê", "ê-đê"] {
            assert_eq!(member(MemberField::Ethnic, text), Ok(MemberEdit::Ethnic(Some("ede".into()))), "{text}");
        }
        assert_eq!(member(MemberField::Cccd, "0460 8500 1234"), Ok(MemberEdit::Cccd(Cccd::new("046085001234"))));
        assert_eq!(member(MemberField::Cccd, "-"), Ok(MemberEdit::Cccd(None)));
        assert_eq!(member(MemberField::Phone, ""), Ok(MemberEdit::Phone(None)));
        assert_eq!(member(MemberField::Sex, "female"), Ok(MemberEdit::Sex(Some(Sex::Female))));
    }

    #[test]
    fn what_is_no_value_says_which_field_and_why() {
        for (field, text, code) in [
            (MemberField::Name, " ", "CC-EDIT-EMPTY"),
            (MemberField::Name, "Nguyễn 2", "CC-EDIT-NAME"),
            (MemberField::Birth, "31/02/1985", "CC-EDIT-BIRTH"),
            (MemberField::Birth, "19/11/2025", "CC-EDIT-BIRTH"),
            (MemberField::Birth, "1890", "CC-EDIT-BIRTH"),
            (MemberField::Ethnic, "Hoa Kỳ", "CC-EDIT-ETHNIC"),
            (MemberField::Phone, "12 34", "CC-EDIT-PHONE"),
            (MemberField::Cccd, "04608500123", "CC-EDIT-CCCD"),
            (MemberField::Relation, "boss", "CC-EDIT-CHOICE"),
            (MemberField::Sex, "x", "CC-EDIT-CHOICE"),
        ] {
            assert_eq!(member(field, text), Err(code), "{text}");
        }
        let long = "a".repeat(101);
        assert_eq!(edit(&Field::Village, &long, TODAY).unwrap_err().code, "CC-EDIT-LONG");
    }
}
