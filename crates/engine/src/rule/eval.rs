//! Evaluating a rule: yes, no, or unknown for want of an answer; each with the answers that decided it.

use super::Rule;
use crate::Vocabulary;
use crate::answers::{Answer, Household, Member};
use jiff::civil::Date;

/// Something the rule looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Used {
    /// An answer; the member's index in the household, or none for the household itself.
    Answer {
        /// Which member.
        member: Option<usize>,
        /// Question id.
        question: String,
        /// What was answered.
        answer: Answer,
    },
    /// A member's age in completed years on the day of the review, smallest and largest possible.
    Age {
        /// Which member.
        member: usize,
        /// Smallest and largest possible age.
        years: (i16, i16),
    },
    /// A member's year of birth.
    BirthYear {
        /// Which member.
        member: usize,
        /// The year.
        year: i16,
    },
    /// How many of the members were counted.
    Count {
        /// Those who meet the condition.
        part: usize,
        /// All members.
        whole: usize,
    },
    /// An answer or a birth date that is missing.
    Missing {
        /// Which member.
        member: Option<usize>,
        /// Question id, or `birth`.
        question: String,
    },
}

/// The value of a rule and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes(Vec<Used>),
    /// It does not hold.
    No(Vec<Used>),
    /// It cannot be told; what is missing.
    Unknown(Vec<Used>),
}

impl Rule {
    /// Evaluates the rule for a household on the day of the review.
    pub fn eval(&self, household: &Household, day: Date) -> Truth {
        Eval { household, day }.household(self)
    }
}

struct Eval<'a> {
    household: &'a Household,
    day: Date,
}

impl Eval<'_> {
    fn household(&self, rule: &Rule) -> Truth {
        match rule {
            Rule::SomeMember(condition) => any(self.members(condition)),
            Rule::NoMember(condition) => not(any(self.members(condition))),
            Rule::ShareOfMembers { who, more_than } => self.share(who, *more_than),
            Rule::All(rules) => all(rules.iter().map(|rule| self.household(rule)).collect()),
            Rule::Any(rules) => any(rules.iter().map(|rule| self.household(rule)).collect()),
            Rule::AtLeast { count, of } => at_least(*count, of.iter().map(|rule| self.household(rule)).collect()),
            Rule::Not(rule) => not(self.household(rule)),
            Rule::Answer { question, options, among } => {
                let given = self.household.answers.get(question);
                choice(None, question, given, options, *among)
            }
            Rule::Below { question, limit, per_member } => self.below(question, *limit, *per_member),
            // the check of the pack keeps these inside member rules
            Rule::Age { .. } | Rule::BornFrom(_) => Truth::Unknown(Vec::new()),
        }
    }

    fn members(&self, condition: &Rule) -> Vec<Truth> {
        if self.household.members.is_empty() {
            // a list that was not filled in says nothing about anybody
            return vec![missing(None, "members")];
        }
        let members = self.household.members.iter().enumerate();
        members.map(|(index, member)| self.member(index, member, condition)).collect()
    }

    fn member(&self, index: usize, member: &Member, rule: &Rule) -> Truth {
        let each = |rules: &[Rule]| rules.iter().map(|rule| self.member(index, member, rule)).collect();
        match rule {
            Rule::All(rules) => all(each(rules)),
            Rule::Any(rules) => any(each(rules)),
            Rule::AtLeast { count, of } => at_least(*count, each(of)),
            Rule::Not(rule) => not(self.member(index, member, rule)),
            Rule::Age { from, below } => self.age(index, member, *from, *below),
            Rule::BornFrom(year) => match member.birth {
                None => missing(Some(index), "birth"),
                Some(birth) => {
                    let used = vec![Used::BirthYear { member: index, year: birth.year() }];
                    if birth.year() >= *year { Truth::Yes(used) } else { Truth::No(used) }
                }
            },
            Rule::Answer { question, options, among } => {
                choice(Some(index), question, member.answers.get(question), options, *among)
            }
            // the check of the pack keeps these outside member rules
            Rule::SomeMember(_) | Rule::NoMember(_) | Rule::ShareOfMembers { .. } | Rule::Below { .. } => {
                Truth::Unknown(Vec::new())
            }
        }
    }

    fn age(&self, index: usize, member: &Member, from: i16, below: Option<i16>) -> Truth {
        let Some(years) = member.birth.and_then(|birth| birth.age_on(self.day)) else {
            return missing(Some(index), "birth");
        };
        let inside = |age: i16| age >= from && below.is_none_or(|below| age < below);
        let used = vec![Used::Age { member: index, years }];
        match (years.0..=years.1).filter(|&age| inside(age)).count() {
            0 => Truth::No(used),
            n if n == usize::from((years.1 - years.0).unsigned_abs()) + 1 => Truth::Yes(used),
            _ => missing(Some(index), "birth"),
        }
    }

    fn share(&self, who: &Rule, (part, whole): (u32, u32)) -> Truth {
        let mut counted = Vec::new();
        let mut open = Vec::new();
        let (mut yes, mut unknown) = (0_u64, 0_u64);
        for truth in self.members(who) {
            match truth {
                Truth::Yes(used) => {
                    yes += 1;
                    counted.extend(used);
                }
                Truth::Unknown(used) => {
                    unknown += 1;
                    open.extend(used);
                }
                Truth::No(_) => {}
            }
        }
        let members = self.household.members.len();
        let exceeds = |count: u64| count * u64::from(whole) > members as u64 * u64::from(part);
        counted.push(Used::Count { part: usize::try_from(yes).unwrap_or(members), whole: members });
        if members == 0 {
            missing(None, "members")
        } else if exceeds(yes) {
            Truth::Yes(counted)
        } else if exceeds(yes + unknown) {
            Truth::Unknown(open)
        } else {
            Truth::No(counted)
        }
    }

    fn below(&self, question: &str, limit: u64, per_member: bool) -> Truth {
        let Some(Answer::Number(hundredths)) = self.household.answers.get(question) else {
            return missing(None, question);
        };
        let members = self.household.members.len();
        if per_member && members == 0 {
            return missing(None, "members");
        }
        let mut used =
            vec![Used::Answer { member: None, question: question.into(), answer: Answer::Number(*hundredths) }];
        let mut bound = u128::from(limit) * 100;
        if per_member {
            // compared as a product, so that no division decides a household's fate
            bound *= members as u128;
            used.push(Used::Count { part: members, whole: members });
        }
        if u128::from(*hundredths) < bound { Truth::Yes(used) } else { Truth::No(used) }
    }
}

fn missing(member: Option<usize>, question: &str) -> Truth {
    Truth::Unknown(vec![Used::Missing { member, question: question.into() }])
}

fn choice(member: Option<usize>, question: &str, given: Option<&Answer>, options: &[String], among: bool) -> Truth {
    let Some(answer @ Answer::Choice(chosen)) = given else { return missing(member, question) };
    // an answer outside the vocabulary was not understood: it says neither yes nor no
    if Vocabulary::bundled().question(question).is_none_or(|asked| asked.option(chosen).is_none()) {
        return missing(member, question);
    }
    let used = vec![Used::Answer { member, question: question.into(), answer: answer.clone() }];
    if options.contains(chosen) == among { Truth::Yes(used) } else { Truth::No(used) }
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::Yes(used) => Truth::No(used),
        Truth::No(used) => Truth::Yes(used),
        Truth::Unknown(used) => Truth::Unknown(used),
    }
}

fn all(truths: Vec<Truth>) -> Truth {
    let (mut seen, mut open) = (Vec::new(), Vec::new());
    for truth in truths {
        match truth {
            // one “no” settles it, whatever else is missing
            Truth::No(used) => return Truth::No(used),
            Truth::Yes(used) => seen.extend(used),
            Truth::Unknown(used) => open.extend(used),
        }
    }
    if open.is_empty() { Truth::Yes(seen) } else { Truth::Unknown(open) }
}

fn any(truths: Vec<Truth>) -> Truth {
    at_least(1, truths)
}

fn at_least(count: usize, truths: Vec<Truth>) -> Truth {
    let (mut for_it, mut against, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let (mut yes, mut unknown) = (0, 0);
    for truth in truths {
        match truth {
            Truth::Yes(used) => {
                yes += 1;
                for_it.extend(used);
            }
            Truth::No(used) => against.extend(used),
            Truth::Unknown(used) => {
                unknown += 1;
                open.extend(used);
            }
        }
    }
    if yes >= count {
        Truth::Yes(for_it)
    } else if yes + unknown >= count {
        Truth::Unknown(open)
    } else {
        Truth::No(against)
    }
}
