//! Who lives in a household, and who lived there.

use crate::ask::Ask;
use crate::figures::NONE;
use app::StoryMember;
use domain::register::{Cccd, Relation, Sex};
use engine::Birth;

/// A member as the page shows one.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) relation: String,
    pub(super) birth: String,
    pub(super) sex: String,
    pub(super) ethnic: String,
    pub(super) number: String,
    pub(super) until: String,
}

/// The members in their order.
pub(super) fn members<'a>(ask: &Ask, members: impl Iterator<Item = &'a StoryMember>) -> Vec<Member> {
    let words = ask.words();
    members
        .map(|StoryMember { person: member, valid_until, .. }| Member {
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
            ethnic: member
                .ethnic
                .as_deref()
                .and_then(vntext::ethnic::by_key)
                .map_or_else(|| NONE.to_owned(), |group| group.name.clone()),
            // only the last three digits until there are accounts that may see more
            number: member.cccd.as_ref().map_or_else(|| NONE.to_owned(), Cccd::masked),
            until: valid_until.map_or_else(String::new, |day| ask.figures().day(day)),
        })
        .collect()
}

fn birth_text(ask: &Ask, birth: Birth) -> String {
    match birth {
        Birth::Day(day) => ask.figures().day(day),
        Birth::Month(year, month) => format!("{month:02}/{year}"),
        Birth::Year(year) => year.to_string(),
    }
}

fn relation(relation: Relation) -> &'static str {
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
