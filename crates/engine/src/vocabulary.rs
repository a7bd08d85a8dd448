//! The closed vocabulary of the rules: indicator ids and the questions a review asks, shared by all packs,
//! because one visit is scored under every standard in force.

use base::Text;
use serde::Deserialize;
use std::sync::OnceLock;

/// Whom a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The household as a whole.
    Household,
    /// Each member.
    Member,
}

/// One answer that may be chosen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Id used in rules and files.
    pub id: String,
    /// What a person reads.
    pub name: Text,
}

/// A question of the review.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Id used in rules and files.
    pub id: String,
    /// Household or member.
    pub subject: Subject,
    /// What a person reads.
    pub name: Text,
    /// Unit of a quantity, for example `m²`; empty for a choice.
    #[serde(default)]
    pub unit: String,
    /// The answers; none for a quantity. The file leaves them out for a yes/no question.
    #[serde(default, rename = "option")]
    pub options: Vec<Choice>,
}

/// All questions and indicator ids.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Ids an indicator may have.
    pub indicators: Vec<String>,
    /// Columns that a B1 point table may have.
    pub regions: Vec<String>,
    /// The questions.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

impl Vocabulary {
    /// The bundled vocabulary (`standards/vocabulary.toml`).
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Vocabulary> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let mut vocabulary: Self = toml::from_str(include_str!("../../../standards/vocabulary.toml"))
                .expect("the bundled vocabulary is read by a test");
            for question in &mut vocabulary.questions {
                if question.unit.is_empty() && question.options.is_empty() {
                    question.options = vec![
                        Choice { id: "yes".into(), name: Text::new("có", "yes") },
                        Choice { id: "no".into(), name: Text::new("không", "no") },
                    ];
                }
            }
            vocabulary
        })
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

impl Question {
    /// The option with this id.
    pub fn option(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_a_question_is_a_choice_or_a_quantity() {
        let vocabulary = Vocabulary::bundled();
        let mut ids: Vec<&str> = vocabulary.questions.iter().map(|question| question.id.as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        for question in &vocabulary.questions {
            assert_ne!(question.options.is_empty(), question.unit.is_empty(), "{}", question.id);
        }
    }
}
