//! Who lives in a household, and who lived there.

use crate::ask::Ask;
use crate::figures::{MASKED, NONE};
use app::StoryMember;
use domain::register::{Cccd, Relation, Sex};
use engine::Birth;

/// A member as the page shows one.
pub(super) struct Member {
    pub(super) id: String,
    pub(super) ethnic_masked: bool,
    pub(super) phone_masked: bool,
    pub(super) has_number: bool,
    pub(super) name: String,
    pub(super) relation: String,
    pub(super) birth: String,
    pub(super) sex: String,
    pub(super) ethnic: String,
    pub(super) number: String,
    pub(super) phone: String,
    pub(super) until: String,
}

/// The members in their order.
pub(super) fn members<'a>(ask: &Ask, members: impl Iterator<Item = &'a StoryMember>) -> Vec<Member> {
    let words = ask.words();
    members
        .map(|StoryMember { id, person: member, valid_until, .. }| Member {
            id: id.clone(),
            ethnic_masked: member.masked.ethnicity,
            phone_masked: member.masked.phone,
            has_number: member.masked.cccd || member.cccd.is_some(),
            name: member.name.clone(),
            relation: words.t(relation(member.relation)),
            birth: member.birth.map_or_else(|| NONE.to_owned(), |birth| birth_text(ask, birth)),
            sex: member.sex.map_or_else(
                || NONE.to_owned(),
                |sex| {
                    words.t(match sex {
                        Sex::Male => "sex-male",
                        Sex::Female => "sex-female",
                    })
                },
            ),
            ethnic: shown(
                member.masked.ethnicity,
                member.ethnic.as_deref().and_then(vntext::ethnic::by_key).map(|group| group.name.clone()),
            ),
            // the last three digits; all twelve are shown by an act with a reason
            number: shown(member.masked.cccd, member.cccd.as_ref().map(Cccd::masked)),
            phone: shown(member.masked.phone, member.phone.clone()),
            until: valid_until.map_or_else(String::new, |day| ask.figures().day(day)),
        })
        .collect()
}

/// What is known, that it is not, or that it is kept from the reader.
fn shown(masked: bool, known: Option<String>) -> String {
    if masked { MASKED.to_owned() } else { known.unwrap_or_else(|| NONE.to_owned()) }
}

fn birth_text(ask: &Ask, birth: Birth) -> String {
    match birth {
        Birth::Day(day) => ask.figures().day(day),
        Birth::Month(year, month) => format!("{month:02}/{year}"),
        Birth::Year(year) => year.to_string(),
    }
}

/// The key of a relation's name.
pub(super) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Head => "relation-head",
        Relation::Spouse => "relation-spouse",
        Relation::Child => "relation-child",
        Relation::Parent => "relation-parent",
        Relation::Grandchild => "relation-grandchild",
        Relation::Grandparent => "relation-grandparent",
        Relation::Sibling => "relation-sibling",
        Relation::ChildInLaw => "relation-child-in-law",
        Relation::Other => "relation-other",
    }
}
