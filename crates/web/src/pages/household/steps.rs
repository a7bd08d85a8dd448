//! What happened to a household, review by review.

use super::class_name;
use crate::ask::Ask;
use crate::figures::MASKED;
use crate::serve::Web;
use app::story::Story;
use base::Failure;
use domain::register::EventKind;
use engine::pack;
use jiff::civil::Date;

/// Something that happened or was found.
pub(super) struct Step {
    pub(super) day: String,
    pub(super) what: String,
    pub(super) style: &'static str,
}

/// Results, events and moves, the newest first.
pub(super) fn steps(web: &Web, ask: &Ask, story: &Story) -> Result<Vec<Step>, Failure> {
    let (words, lang, figures) = (ask.words(), ask.lang(), ask.figures());
    let mut steps: Vec<(Date, Step)> = Vec::new();
    for result in &story.household.results {
        let pack = pack::find(&result.review.standard)?;
        let class = class_name(pack, result.class, lang);
        let count = result.flags.map_or_else(|| MASKED.to_owned(), |flags| flags.count().to_string());
        let values = [("class", &*class), ("standard", pack.name.get(lang)), ("count", &count)];
        let (key, style) = match (&result.superseded, result.class) {
            (Some(_), _) => ("step-superseded", ""),
            (None, engine::Class::Poor) => ("step-result", "hit"),
            (None, engine::Class::NearPoor) => ("step-result", "bad"),
            (None, _) => ("step-result", ""),
        };
        steps.push((
            result.review.day,
            Step { day: figures.day(result.review.day), what: words.with(key, &values), style },
        ));
    }
    for event in &story.household.events {
        let key = match event.kind {
            EventKind::MovedIn => "event-moved-in",
            EventKind::MovedOut => "event-moved-out",
            EventKind::SplitOff => "event-split-off",
            EventKind::MergedAway => "event-merged-away",
            EventKind::Died => "event-died",
        };
        steps.push((event.day, Step { day: figures.day(event.day), what: words.t(key), style: "" }));
    }
    for address in story.household.addresses.iter().skip(1) {
        let commune = web.desk.areas().get(&address.commune).map_or("", |unit| &unit.name);
        let place = format!("{}, {commune}", address.village);
        let what = words.with("step-address", &[("place", &place)]);
        steps.push((address.valid_from, Step { day: figures.day(address.valid_from), what, style: "" }));
    }
    steps.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    Ok(steps.into_iter().map(|(_, step)| step).collect())
}
