//! `/search`: what the text of the search box may mean, by kind; and the list below the box while a person types.

use crate::ask::Ask;
use crate::figures::Figures;
use crate::frame::{Frame, Section};
use crate::link::Link;
use crate::locale::Words;
use crate::pages::households::household_address;
use crate::serve::{Web, page};
use app::Suggestion;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use base::{Failure, Level};
use domain::area::{Areas, Unit};
use domain::programme::{Document, Programme, Programmes};
use jiff::civil::Date;
use std::sync::Arc;

/// So many of a kind stand on the page.
const OF_A_KIND: usize = 20;
/// So many in all stand below the box.
const BELOW_THE_BOX: usize = 8;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    headline: String,
    text: String,
    groups: Vec<Group>,
    all_areas: String,
    all_households: String,
}

/// What stands below the box; nothing at all if nothing was typed.
#[derive(Template)]
#[template(path = "suggest.html")]
struct SuggestPart {
    text: String,
    none: String,
    groups: Vec<Group>,
}

struct Group {
    kind: Kind,
    title: String,
    hits: Vec<Hit>,
}

struct Hit {
    text: String,
    detail: String,
    address: String,
}

/// Kinds in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Area,
    Household,
    Form,
    Standard,
    Programme,
    Document,
}

const KINDS: [(Kind, &str); 6] = [
    (Kind::Area, "nav-areas"),
    (Kind::Household, "nav-households"),
    (Kind::Form, "nav-forms"),
    (Kind::Standard, "nav-standards"),
    (Kind::Programme, "nav-programmes"),
    (Kind::Document, "documents"),
];

/// Shorter texts stand in every document.
const SHORTEST: usize = 2;

/// Answers the page.
pub(crate) async fn show(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let (words, text) = (ask.words(), ask.value("q").unwrap_or_default());
        let groups = groups(web, ask, OF_A_KIND)?;
        let count = ask.figures().count(groups.iter().map(|group| group.hits.len() as u64).sum());
        let key = match (text.is_empty(), groups.is_empty()) {
            (true, _) => "search-headline-ask",
            (false, true) => "search-headline-none",
            (false, false) => "search-headline",
        };
        Ok(SearchPage {
            frame: Frame::new(ask, Section::Overview, words.t("search-title"))
                .crumb(words.t("nav-overview"), "/")
                .crumb(words.t("search-title"), "/search"),
            headline: words.with(key, &[("text", text), ("count", &count)]),
            text: text.to_owned(),
            groups,
            all_areas: Link::to("/areas").with("q", text).to_string(),
            all_households: Link::to("/households").with("q", text).to_string(),
        })
    })
    .await
}

/// Answers the list below the box.
pub(crate) async fn suggest(web: State<Arc<Web>>, ask: Ask) -> Response {
    page(web, ask, |web, ask| {
        let mut groups = groups(web, ask, BELOW_THE_BOX)?;
        share(&mut groups, BELOW_THE_BOX);
        let text = ask.value("q").unwrap_or_default().to_owned();
        Ok(SuggestPart { none: ask.words().with("search-headline-none", &[("text", &text)]), text, groups })
    })
    .await
}

fn groups(web: &Web, ask: &Ask, of_a_kind: usize) -> Result<Vec<Group>, Failure> {
    let (words, figures) = (ask.words(), ask.figures());
    let today = (web.today)();
    let mut groups: Vec<Group> = KINDS.map(|(kind, key)| Group { kind, title: words.t(key), hits: Vec::new() }).into();
    let text = ask.value("q").unwrap_or_default();
    let mut add = |(kind, hit): (Kind, Hit)| {
        if let Some(group) = groups.iter_mut().find(|group| group.kind == kind) {
            group.hits.push(hit);
        }
    };
    for suggestion in web.desk.suggest(&ask.caller, text, today, of_a_kind)? {
        add(hit(web.desk.areas(), &suggestion, today, words, figures));
    }
    texts(&*web.desk.programmes_for(&ask.caller)?, text, words, of_a_kind).into_iter().for_each(add);
    groups.retain(|group| !group.hits.is_empty());
    Ok(groups)
}

/// Programmes by name, documents by any of their words.
fn texts(all: &Programmes, text: &str, words: Words, of_a_kind: usize) -> Vec<(Kind, Hit)> {
    if text.chars().count() < SHORTEST {
        return Vec::new();
    }
    let sought = vntext::fold(text);
    let named = |one: &&Programme| {
        let name = vntext::fold(&format!("{} {}", one.name.vi, one.name.en));
        sought.split_whitespace().all(|word| name.contains(word))
    };
    let programme = |one: &Programme| Hit {
        text: one.name.get(words.0).to_owned(),
        detail: String::new(),
        address: Link::to(format!("/programmes/{}", one.id)).to_string(),
    };
    let document = |one: &Document| Hit {
        text: one.name().get(words.0).to_owned(),
        detail: one.issuer.clone(),
        address: Link::to(format!("/documents/{}", one.id)).to_string(),
    };
    let programmes = all.programmes.iter().filter(named).take(of_a_kind).map(|one| (Kind::Programme, programme(one)));
    let documents = all.search(text).into_iter().take(of_a_kind).map(|one| (Kind::Document, document(one)));
    programmes.chain(documents).collect()
}

fn hit(areas: &Areas, one: &Suggestion<'_>, today: Date, words: Words, figures: Figures) -> (Kind, Hit) {
    match one {
        Suggestion::Area(unit) => (Kind::Area, area(areas, unit, today, words, figures)),
        Suggestion::Form(number, name) => {
            let text = words.with("search-form", &[("number", &number.to_string()), ("name", name.get(words.0))]);
            let address = Link::to(format!("/forms/{number}")).to_string();
            (Kind::Form, Hit { text, detail: String::new(), address })
        }
        Suggestion::Standard(pack) => {
            let address = Link::to(format!("/standards/{}", pack.id)).to_string();
            (Kind::Standard, Hit { text: pack.name.get(words.0).to_owned(), detail: pack.id.clone(), address })
        }
        Suggestion::Household(shard, found) => {
            let commune = areas.get(&found.commune).map_or(&*found.commune.code, |unit| &*unit.name);
            let (text, code) = match &found.member {
                Some(member) => (member.clone(), &*found.code),
                None => (found.code.clone(), ""),
            };
            let place = [&*found.village, commune, code];
            let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
            (Kind::Household, Hit { text, detail: place.join(", "), address: household_address(*shard, &found.code) })
        }
    }
}

/// A unit of today leads to its figures, one that is gone to what became of it.
fn area(areas: &Areas, unit: &Unit, today: Date, words: Words, figures: Figures) -> Hit {
    let above = areas.above(&unit.key).into_iter().filter(|unit| unit.level > Level::Region);
    let mut detail: Vec<String> = above.map(|unit| unit.name.clone()).collect();
    detail.push(unit.key.code.clone());
    let address = if unit.valid_on(today) {
        Link::to(format!("/area/{}", unit.key.code))
    } else {
        if let Some(to) = unit.valid_to {
            detail.push(words.with("search-until", &[("day", &figures.day(to))]));
        }
        Link::to(format!("/areas/{}", unit.key.code)).with("on", unit.valid_to.unwrap_or(unit.key.valid_from))
    };
    Hit { text: unit.name.clone(), detail: detail.join(", "), address: address.to_string() }
}

/// Leaves at most `limit` hits, taken from the kinds in turn, so that no kind crowds out another.
fn share(groups: &mut Vec<Group>, limit: usize) {
    let mut kept = vec![0; groups.len()];
    let mut left = limit;
    while left > 0 {
        let before = left;
        for (group, kept) in groups.iter().zip(&mut kept) {
            if left > 0 && *kept < group.hits.len() {
                *kept += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    for (group, kept) in groups.iter_mut().zip(kept) {
        group.hits.truncate(kept);
    }
    groups.retain(|group| !group.hits.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_crowds_out_another() {
        let group = |kind, count| {
            let hit = || Hit { text: String::new(), detail: String::new(), address: String::new() };
            Group { kind, title: String::new(), hits: (0..count).map(|_| hit()).collect() }
        };
        let mut groups = vec![group(Kind::Area, 20), group(Kind::Household, 2), group(Kind::Form, 1)];
        share(&mut groups, 8);
        assert_eq!(groups.iter().map(|group| group.hits.len()).collect::<Vec<_>>(), [5, 2, 1]);
        let mut few = vec![group(Kind::Area, 1), group(Kind::Form, 1)];
        share(&mut few, 8);
        assert_eq!(few.len(), 2);
    }
}
