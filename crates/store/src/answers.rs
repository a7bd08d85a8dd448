//! Answers as canonical JSON text: the same answers give the same bytes, for ever, so that digests agree.

use base::Failure;
use domain::register::HouseholdEntry;
use engine::{Answer, Answers, Household, Member};
use serde_json::{Map, Value as Json, json};

/// The answers and births of a household; keys in alphabetical order.
pub(crate) fn write(entry: &HouseholdEntry) -> String {
    let member = |member: &domain::register::MemberEntry| {
        let mut object = Map::new();
        // inserted in alphabetical order: the bytes must not depend on how serde_json keeps its maps
        if !member.answers.is_empty() {
            object.insert("answers".into(), answers(&member.answers));
        }
        if let Some(birth) = member.birth {
            object.insert("birth".into(), json!(crate::code::birth(birth).0));
        }
        object.insert("name".into(), json!(member.name));
        Json::Object(object)
    };
    json!({ "answers": answers(&entry.answers), "members": entry.members.iter().map(member).collect::<Vec<_>>() })
        .to_string()
}

fn answers(answers: &Answers) -> Json {
    let one = |answer: &Answer| match answer {
        Answer::Choice(option) => json!(option),
        Answer::Number(hundredths) => json!(hundredths),
    };
    Json::Object(answers.iter().map(|(question, answer)| (question.clone(), one(answer))).collect())
}

/// Reads what [`write`] wrote.
pub(crate) fn read(text: &str) -> Result<Household, Failure> {
    let broken =
        || Failure::new("CC-STORE-ANSWERS", "câu trả lời đã lưu không đọc được", "stored answers cannot be read");
    let json: Json = serde_json::from_str(text).map_err(|_| broken())?;
    let members = json["members"].as_array().ok_or_else(broken)?;
    let member = |member: &Json| {
        let birth = match &member["birth"] {
            Json::String(birth) => Some(crate::code::birth_of(birth).ok_or_else(broken)?),
            _ => None,
        };
        let label = member["name"].as_str().unwrap_or_default().to_owned();
        Ok(Member { label, birth, answers: read_answers(&member["answers"]).ok_or_else(broken)? })
    };
    Ok(Household {
        answers: read_answers(&json["answers"]).ok_or_else(broken)?,
        members: members.iter().map(member).collect::<Result<_, Failure>>()?,
    })
}

fn read_answers(json: &Json) -> Option<Answers> {
    if json.is_null() {
        return Some(Answers::new());
    }
    let one = |(question, answer): (&String, &Json)| {
        let answer = match answer {
            Json::String(option) => Answer::Choice(option.clone()),
            number => Answer::Number(number.as_u64()?),
        };
        Some((question.clone(), answer))
    };
    json.as_object()?.iter().map(one).collect()
}
