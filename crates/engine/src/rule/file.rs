//! How a rule is written in a pack, and the checks that turn it into a [`Rule`].

use super::Rule;
use crate::vocabulary::{Subject, Vocabulary};
use serde::{Deserialize, Serialize};

/// A rule as people who read decrees write it: exactly one form per table.
///
/// `some_member`, `no_member`, `share_of_members` (with `more_than`) speak of members; `age`, `born_from` of one
/// member; `answer` of a question, with `one_of`, `none_of` or `below` (with `per_member`); `all`, `any`, `not`,
/// `at_least` (with `of`) combine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    some_member: Option<Box<RuleFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_member: Option<Box<RuleFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share_of_members: Option<Box<RuleFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more_than: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<AgeFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    born_from: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    one_of: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    none_of: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_member: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<RuleFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<RuleFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Vec<RuleFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not: Option<Box<RuleFile>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgeFile {
    #[serde(default)]
    from: i16,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<i16>,
}

impl RuleFile {
    /// The checked rule, or what is wrong with it, in Vietnamese.
    pub fn check(&self, vocabulary: &Vocabulary) -> Result<Rule, String> {
        self.rule(vocabulary, Subject::Household)
    }

    fn rule(&self, vocabulary: &Vocabulary, about: Subject) -> Result<Rule, String> {
        self.one_form()?;
        let members = |inner: &RuleFile| -> Result<Box<Rule>, String> {
            if about == Subject::Member {
                return Err("không lồng quy tắc về thành viên trong quy tắc về thành viên".into());
            }
            inner.rule(vocabulary, Subject::Member).map(Box::new)
        };
        let list = |rules: &[RuleFile]| -> Result<Vec<Rule>, String> {
            if rules.is_empty() {
                return Err("danh sách điều kiện rỗng".into());
            }
            rules.iter().map(|rule| rule.rule(vocabulary, about)).collect()
        };
        if let Some(inner) = &self.some_member {
            return members(inner).map(Rule::SomeMember);
        }
        if let Some(inner) = &self.no_member {
            return members(inner).map(Rule::NoMember);
        }
        if let Some(inner) = &self.share_of_members {
            let text = self.more_than.as_deref().ok_or("share_of_members cần more_than, ví dụ \"1/2\"")?;
            let more_than = fraction(text).ok_or_else(|| format!("more_than = “{text}” không phải phân số như 1/2"))?;
            return Ok(Rule::ShareOfMembers { who: members(inner)?, more_than });
        }
        if let Some(age) = &self.age {
            only_of_a_member(about, "age")?;
            if age.from == 0 && age.below.is_none() {
                return Err("age: cần from hoặc below".into());
            }
            if age.from < 0 || age.below.is_some_and(|below| below <= age.from) {
                return Err("age: khoảng tuổi rỗng".into());
            }
            return Ok(Rule::Age { from: age.from, below: age.below });
        }
        if let Some(year) = self.born_from {
            only_of_a_member(about, "born_from")?;
            return Ok(Rule::BornFrom(year));
        }
        if let Some(question) = &self.answer {
            return self.answer(vocabulary, about, question);
        }
        if let Some(rules) = &self.all {
            return list(rules).map(Rule::All);
        }
        if let Some(rules) = &self.any {
            return list(rules).map(Rule::Any);
        }
        if let Some(count) = self.at_least {
            let of = list(self.of.as_deref().ok_or("at_least cần of = [...]")?)?;
            if count == 0 || count > of.len() {
                return Err(format!("at_least = {count} nhưng chỉ có {} điều kiện", of.len()));
            }
            return Ok(Rule::AtLeast { count, of });
        }
        if let Some(inner) = &self.not {
            return inner.rule(vocabulary, about).map(|rule| Rule::Not(Box::new(rule)));
        }
        Err("quy tắc rỗng".into())
    }

    fn answer(&self, vocabulary: &Vocabulary, about: Subject, id: &str) -> Result<Rule, String> {
        let question =
            vocabulary.question(id).ok_or_else(|| format!("câu hỏi “{id}” không có trong vocabulary.toml"))?;
        if question.subject != about {
            return Err(match about {
                Subject::Household => format!("“{id}” hỏi từng thành viên: đặt trong some_member hoặc no_member"),
                Subject::Member => format!("“{id}” hỏi cả hộ, không đặt trong quy tắc về thành viên"),
            });
        }
        match (&self.one_of, &self.none_of, self.below) {
            (Some(options), None, None) | (None, Some(options), None) => {
                if let Some(unknown) = options.iter().find(|option| question.option(option).is_none()) {
                    return Err(format!("câu hỏi “{id}” không có trả lời “{unknown}”"));
                }
                if options.is_empty() {
                    return Err(format!("câu hỏi “{id}”: danh sách trả lời rỗng"));
                }
                Ok(Rule::Answer { question: id.into(), options: options.clone(), among: self.one_of.is_some() })
            }
            (None, None, Some(limit)) if question.unit.is_empty() => {
                Err(format!("câu hỏi “{id}” không phải số lượng nên không so với {limit}"))
            }
            (None, None, Some(limit)) => {
                Ok(Rule::Below { question: id.into(), limit, per_member: self.per_member.unwrap_or(false) })
            }
            _ => Err(format!("câu hỏi “{id}”: cần đúng một trong one_of, none_of, below")),
        }
    }

    /// A table must say one thing; a second form would be ignored in silence.
    fn one_form(&self) -> Result<(), String> {
        let forms = [
            self.some_member.is_some(),
            self.no_member.is_some(),
            self.share_of_members.is_some(),
            self.age.is_some(),
            self.born_from.is_some(),
            self.answer.is_some(),
            self.all.is_some(),
            self.any.is_some(),
            self.at_least.is_some(),
            self.not.is_some(),
        ];
        let count = forms.into_iter().filter(|&present| present).count();
        if count != 1 {
            return Err(format!("mỗi bảng phải nói đúng một điều, ở đây có {count}"));
        }
        let stray = (self.answer.is_none()
            && (self.one_of.is_some() || self.none_of.is_some() || self.below.is_some() || self.per_member.is_some()))
            || (self.share_of_members.is_none() && self.more_than.is_some())
            || (self.at_least.is_none() && self.of.is_some())
            || (self.below.is_none() && self.per_member.is_some());
        if stray {
            return Err("có khoá không đi cùng dạng quy tắc này".into());
        }
        Ok(())
    }
}

fn only_of_a_member(about: Subject, key: &str) -> Result<(), String> {
    match about {
        Subject::Member => Ok(()),
        Subject::Household => Err(format!("{key} nói về một thành viên: đặt trong some_member hoặc no_member")),
    }
}

fn fraction(text: &str) -> Option<(u32, u32)> {
    let (part, whole) = text.split_once('/')?;
    let (part, whole) = (part.trim().parse().ok()?, whole.trim().parse().ok()?);
    (whole > 0 && part <= whole).then_some((part, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Rule, String> {
        toml::from_str::<RuleFile>(text).map_err(|error| error.message().to_owned())?.check(Vocabulary::bundled())
    }

    #[test]
    fn a_rule_outside_the_vocabulary_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", "mỗi bảng phải nói đúng một điều, ở đây có 0"),
            ("answer = 'water_source'", "cần đúng một trong one_of, none_of, below"),
            ("answer = 'water_source'\none_of = ['sea']", "không có trả lời “sea”"),
            ("answer = 'rumour'\none_of = ['yes']", "câu hỏi “rumour” không có"),
            ("answer = 'school'\none_of = ['none']", "hỏi từng thành viên"),
            ("age = { from = 6 }", "nói về một thành viên"),
            ("some_member = { age = { from = 16, below = 16 } }", "khoảng tuổi rỗng"),
            ("some_member = { age = {} }", "cần from hoặc below"),
            ("some_member = { some_member = { born_from = 1986 } }", "không lồng"),
            ("share_of_members = { age = { below = 16 } }", "cần more_than"),
            ("share_of_members = { age = { below = 16 } }\nmore_than = '2/1'", "không phải phân số"),
            ("at_least = 3\nof = [{ answer = 'radio', one_of = ['no'] }]", "chỉ có 1 điều kiện"),
            ("answer = 'radio'\none_of = ['no']\nper_member = true", "có khoá không đi cùng"),
            ("all = []", "danh sách điều kiện rỗng"),
            ("answer = 'radio'\nbelow = 3", "không phải số lượng"),
            ("magic = true", "unknown field"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn a_rule_and_its_written_form_agree() {
        let text = "[share_of_members]\nany = [{ age = { below = 16 } }, { answer = \"social_allowance\", one_of = [\"elderly\"] }]\n";
        let file: RuleFile = toml::from_str(&format!("more_than = \"1/2\"\n{text}")).unwrap();
        let again: RuleFile = toml::from_str(&toml::to_string(&file).unwrap()).unwrap();
        assert_eq!(file, again);
    }
}
