//! The people of a household.

use super::Builder;
use crate::review::fault::fault;
use crate::review::field::Field;
use crate::review::values;
use base::Failure;
use domain::register::{MemberEntry, Relation, Sex};
use engine::{Answers, Birth};
use vntext::ethnic::{self, EthnicError};

/// The oldest person on record reached 122.
const OLDEST: i16 = 120;

impl Builder<'_, '_> {
    /// All members, the head first.
    pub(super) fn members(&mut self) -> Vec<MemberEntry> {
        let mut members: Vec<(usize, MemberEntry)> =
            (0..self.draft.rows.len()).map(|at| (at, self.member(at))).collect();
        let heads: Vec<usize> =
            members.iter().filter(|(_, member)| member.relation == Relation::Head).map(|(at, _)| *at).collect();
        let column = self.plan.column(Field::Relation);
        match heads.as_slice() {
            [] => self.fail(
                0,
                column,
                fault("CC-REVIEW-HEAD-MISSING", "không có ai là chủ hộ", "nobody is the head")
                    .remedy("ghi “chủ hộ” ở một thành viên", "write “chủ hộ” for one member"),
            ),
            [_] => {}
            [_, second, ..] => self.fail(
                *second,
                column,
                fault("CC-REVIEW-TWO-HEADS", "hộ có hơn một chủ hộ", "the household has more than one head").remedy(
                    "chỉ để một chủ hộ, hoặc tách thành hai hộ",
                    "leave one head, or make two households of it",
                ),
            ),
        }
        // stable: the others keep the order of the list
        members.sort_by_key(|(_, member)| member.relation != Relation::Head);
        members.into_iter().map(|(_, member)| member).collect()
    }

    fn member(&mut self, at: usize) -> MemberEntry {
        let row = &self.draft.rows[at];
        let text = |field| self.plan.read(row, field).cloned();
        let head_name = text(Field::HeadName).map(|value| value.text);
        let own_name = text(Field::Name).map(|value| value.text);
        let relation_text = text(Field::Relation).map(|value| value.text);
        let (cccd, ethnic_text) = (text(Field::Cccd), text(Field::Ethnic));
        let same = |a: &str, b: &str| vntext::fold(a) == vntext::fold(b);
        let relation = match &relation_text {
            Some(text) => {
                let read = values::relation(text);
                self.keep(at, Field::Relation, read).unwrap_or(Relation::Other)
            }
            // without a word the head is who bears the head's name, or who stands alone
            None => match (&own_name, &head_name) {
                (Some(own), Some(head)) if same(own, head) => Relation::Head,
                (None, Some(_)) => Relation::Head,
                _ if self.draft.rows.len() == 1 => Relation::Head,
                _ => Relation::Other,
            },
        };
        let is_head = relation == Relation::Head;
        if let (true, Some(own), Some(head)) = (is_head, &own_name, &head_name)
            && !same(own, head)
        {
            let failure = fault(
                "CC-REVIEW-ROWS-DISAGREE",
                format!("chủ hộ là “{head}” nhưng dòng chủ hộ ghi “{own}”"),
                format!("the head is “{head}” but the head's row says “{own}”"),
            );
            self.fail(
                at,
                self.plan.column(Field::Name),
                failure.remedy("ghi thống nhất tên chủ hộ", "write the same name"),
            );
        }
        let name = own_name.or_else(|| head_name.filter(|_| is_head));
        let has_letters = |name: &String| name.chars().any(char::is_alphabetic);
        if !name.as_ref().is_some_and(has_letters) {
            let column = self.plan.column(Field::Name).or(self.plan.column(Field::HeadName));
            let failure = fault("CC-REVIEW-NAME-MISSING", "thiếu họ tên", "the name is missing");
            self.fail(at, column, failure.remedy("ghi họ và tên", "write the name"));
        }
        let (birth, implied) = self.birth(at);
        let sex = self.sex(at, is_head).or(implied);
        let ethnic = ethnic_text.and_then(|value| {
            let read = ethnic::parse(&value.text, self.settings.ethnic_list).map_err(|error| ethnic_fault(&error));
            self.keep(at, Field::Ethnic, read).map(|group| group.key.clone())
        });
        let cccd = cccd.and_then(|value| {
            let read = values::cccd(&value);
            self.keep(at, Field::Cccd, read)
        });
        MemberEntry { name: name.unwrap_or_default(), sex, birth, ethnic, relation, cccd, answers: Answers::new() }
    }

    /// The birth, and the sex if the lists write men and women in two columns.
    fn birth(&mut self, at: usize) -> (Option<Birth>, Option<Sex>) {
        let row = &self.draft.rows[at];
        let columns =
            [(Field::Birth, None), (Field::BirthMale, Some(Sex::Male)), (Field::BirthFemale, Some(Sex::Female))];
        let found =
            columns.into_iter().find_map(|(field, sex)| Some((field, sex, self.plan.read(row, field)?.clone())));
        let Some((field, sex, value)) = found else { return (None, None) };
        let read = values::birth(&value);
        let Some(birth) = self.keep(at, field, read) else { return (None, sex) };
        let day = self.settings.day;
        let failure = match birth.age_on(day) {
            None => Some(fault(
                "CC-REVIEW-AGE",
                format!("sinh “{}”, sau ngày rà soát {day}", value.text),
                format!("born “{}”, after the day of review {day}", value.text),
            )),
            Some((age, _)) if age > OLDEST => {
                Some(fault("CC-REVIEW-AGE", format!("tính ra {age} tuổi"), format!("this makes an age of {age}")))
            }
            Some(_) => None,
        };
        if let Some(failure) = failure {
            let failure = failure.remedy("kiểm tra lại ngày sinh", "check the date of birth");
            self.fail(at, self.plan.column(field), failure);
        }
        (Some(birth), sex)
    }

    fn sex(&mut self, at: usize, is_head: bool) -> Option<Sex> {
        let row = &self.draft.rows[at];
        let field = if is_head && self.plan.read(row, Field::Sex).is_none() { Field::HeadSex } else { Field::Sex };
        let value = self.plan.read(row, field)?.clone();
        let read = values::sex(&value.text);
        self.keep(at, field, read)
    }
}

fn ethnic_fault(error: &EthnicError) -> Failure {
    let (vi, remedy) = match error {
        EthnicError::CodeWithoutList(code) => (
            format!("mã dân tộc {code} không rõ theo danh mục nào"),
            "cho biết danh mục của tệp (tctk-1979 hoặc tctk-2008), hoặc ghi tên dân tộc",
        ),
        EthnicError::UnknownCode { code, list } => {
            (format!("danh mục {} không có mã dân tộc {code}", list.id()), "sửa mã hoặc ghi tên dân tộc")
        }
        EthnicError::CodeAgainstName { code, name, list } => {
            (format!("trong danh mục {} mã {code} không phải {name}", list.id()), "sửa mã hoặc chọn đúng danh mục")
        }
        EthnicError::UnknownName(name) => (format!("không có dân tộc “{name}”"), "ghi tên theo danh mục 54 dân tộc"),
        EthnicError::Empty => ("thiếu dân tộc".to_owned(), "ghi tên dân tộc"),
    };
    fault("CC-REVIEW-ETHNIC", vi, error.to_string())
        .remedy(remedy, "write the name of the group, or say which list of codes the file uses")
}
