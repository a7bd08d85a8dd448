//! The block of a form in which one target is written: every key of a file has its field, and a field that belongs to some kinds
//! says to which.

use super::amount;
use super::blocks::{self, Offer};
use super::form::{Field, Group, Kind, Maker};
use super::households::{self, group};
use crate::ask::Ask;
use crate::fields::{Fields, Refused, day_of};
use crate::parts::Pick;
use app::programme::{TargetDraft, field_of};
use base::{Failure, Level};
use domain::area::Areas;
use domain::programme::{KINDS, Unit, kinds_with};
use domain::result::Measure;
use engine::pack;

const SIDES: [&str; 4] = ["at_most", "below", "at_least", "above"];
const LEVELS: [&str; 3] = ["district", "commune", "village"];

/// Keys of a file that are one word, sentence or figure; each has a field.
const WORDS: [&str; 20] = [
    "name",
    "kind",
    "sentence",
    "bound",
    "unit",
    "over",
    "counted_level",
    "word",
    "waits_for",
    "stage",
    "comparator",
    "must",
    "baseline.standard",
    "baseline.sentence",
    "path",
    "source",
    "series.kind",
    "series.measure",
    "series.standard",
    "note",
];

fn prefix(block: usize) -> String {
    format!("t{block}-")
}

/// The blocks.
pub(super) fn groups(ask: &Ask, sent: &Fields, refused: &Refused, offer: Offer<'_>) -> Vec<Group> {
    let words = ask.words();
    let block = |number: usize| {
        let make = Maker { prefix: prefix(number), ..Maker::new(ask, sent, refused) };
        let number_text = ask.figures().count(number as u64);
        Group {
            heading: words.with("target-block", &[("number", &number_text)]),
            hint: words.t("target-block-hint"),
            folded: number > 1 && !sent.any_of(&prefix(number)),
            fields: fields(ask, &make, offer),
        }
    };
    (1..=blocks::count(sent)).map(block).collect()
}

fn fields(ask: &Ask, make: &Maker<'_>, offer: Offer<'_>) -> Vec<Field> {
    let words = &make.words;
    // a field stands for a key of the file, and for the kinds that take it
    let only = |key: &str, field: Field| {
        let kinds = kinds_with(key);
        if kinds.len() == KINDS.len() { field } else { field.fits(kinds) }
    };
    let line = |key: &str| only(key, make.field(field_of(key), Kind::Line, false));
    let text = |key: &str| only(key, make.field(field_of(key), Kind::Text, false));
    let of = |key: &str, known: &[&str]| only(key, make.words(field_of(key), known, false));
    let choice = |key: &str, picks: Vec<Pick>| only(key, make.choice(field_of(key), picks, false));
    let begins = |part: &str| words.t(&format!("target-part-{part}"));
    let groups = || households::picks(ask, offer.areas);
    let standards = || pack::bundled().iter().map(|pack| pick(&pack.id, &pack.id)).collect::<Vec<_>>();
    let mut fields = vec![
        line("name"),
        make.words("kind", &KINDS, false),
        text("sentence"),
        make.tick("paraphrase", "1", &words.t("field-paraphrase")),
        choice("comparator", others(offer)).begins(begins("figure")),
        of("must", &["narrow", "reach"]),
        choice("against", groups()),
        only("against", make.field("against-other", Kind::Line, false)),
        of("bound", &SIDES),
        line("value"),
        line("stretch"),
        choice("unit", Unit::all().map(|unit| pick(unit.word(), unit.name().get(ask.lang()))).collect()),
        of("over", &["each_year", "mean"]),
        of("counted_level", &LEVELS),
        line("word"),
        line("waits_for"),
        of("stage", &["qualified", "recognised", "done"]),
        text("items"),
        choice("households", groups()).begins(begins("whom")),
        line("households-other"),
        named_unit(make, offer),
        of("due", &["on", "before", "always"]).begins(begins("due")),
        make.field("due", Kind::Day, false),
        only("baseline.on", make.field("base-on", Kind::Day, false)).begins(begins("way")),
        line("baseline.value"),
        choice("baseline.standard", standards()),
        text("baseline.sentence"),
        of("path", &["linear", "constant_rate", "given"]),
        text("points"),
        of("source", &["register", "published", "reported"]).begins(begins("source")),
        of("series.kind", &["review", "survey"]),
        choice("series.measure", measures(ask)),
        choice("series.standard", standards()),
        text("lead").begins(begins("rest")),
        text("note"),
    ];
    if let Some(programme) = offer.programme {
        let current = programme.targets_on(offer.today);
        let picks = current.into_iter().map(|one| pick(&one.id, one.name.get(ask.lang()))).collect();
        fields.push(make.choice("replaces", picks, false));
    }
    fields
}

/// The unit of a target that is not that of the programme, by name; those of today are offered once on a page.
fn named_unit(make: &Maker<'_>, offer: Offer<'_>) -> Field {
    let mut field = make.field("area", Kind::Line, false);
    field.label = make.words.t("field-unit-named");
    field.hint = make.words.t("field-unit-named-hint");
    field.list = "units";
    if let Some(province) = offer.area().filter(|_| make.prefix == prefix(1)) {
        let inside = |unit: &&domain::area::Unit| offer.areas.above(&unit.key).iter().any(|one| one.key == *province);
        let mut units: Vec<_> = offer.areas.units(Level::Commune, offer.today).into_iter().filter(inside).collect();
        units.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.name));
        field.choices = units.into_iter().map(|unit| pick(&unit.name, "")).collect();
    }
    field
}

fn pick(value: &str, text: &str) -> Pick {
    Pick { value: value.to_owned(), text: text.to_owned(), chosen: false }
}

/// Figures of reviews and surveys that are counted in a unit of targets.
fn measures(ask: &Ask) -> Vec<Pick> {
    let counted = Measure::all().filter(|measure| Unit::of_measure(*measure).is_some());
    counted.map(|measure| pick(measure.word(), measure.name().get(ask.lang()))).collect()
}

/// The nation and the provinces of today, to be compared with.
fn others(offer: Offer<'_>) -> Vec<Pick> {
    let units = |level| {
        let mut units = offer.areas.units(level, offer.today);
        units.sort_by_cached_key(|unit| vntext::order::sort_key(&unit.name));
        units
    };
    let all = units(Level::Country).into_iter().chain(units(Level::Province));
    all.map(|unit| pick(&unit.key.code, &unit.name)).collect()
}

/// The target that was written in the block with this prefix.
pub(super) fn draft(ask: &Ask, areas: &Areas, sent: &Fields, prefix: &str) -> Result<TargetDraft, Failure> {
    let full = |name: &str| format!("{prefix}{name}");
    let text = |name: &str| sent.text(&full(name)).trim().to_owned();
    let day = |name: &str| match text(name) {
        value if value.is_empty() => Ok(None),
        value => day_of(&value).map(Some).map_err(|failure| failure.at(full(name))),
    };
    let mut words: Vec<(&'static str, String)> = WORDS.iter().map(|key| (*key, text(field_of(key)))).collect();
    words.push(("replaces", text("replaces")));
    for key in ["value", "stretch", "baseline.value"] {
        let name = field_of(key);
        let figure = amount::fraction(&text(name), ask.lang(), &full(name))?;
        words.push((key, figure.map_or_else(String::new, |figure| figure.to_string())));
    }
    for key in ["households", "against"] {
        words.push((key, group(ask, areas, sent, &full(key))?));
    }
    let points = sent.lines(&full("points")).into_iter().map(|line| {
        let unreadable = || {
            Failure::new(
                "CC-FIELD",
                format!("không đọc được điểm “{line}”"),
                format!("the point “{line}” cannot be read"),
            )
            .at(full("points"))
            .remedy(
                "mỗi dòng một điểm: ngày rồi con số, ví dụ 31/12/2026 2,5",
                "a day and a figure on each line: 31/12/2026 2.5",
            )
        };
        let is_gap = |letter: char| letter.is_whitespace() || [':', '=', ';'].contains(&letter);
        let (on, value) = line.split_once(is_gap).ok_or_else(unreadable)?;
        let on = match day_of(on) {
            // the day is one, and too long ago
            Err(failure) if failure.code == "CC-DATE-EARLY" => return Err(failure.at(full("points"))),
            on => on.map_err(|_| unreadable())?,
        };
        let value = amount::read(value.trim_matches(is_gap), ask.lang(), &full("points"))?;
        Ok((on, value.ok_or_else(unreadable)?))
    });
    Ok(TargetDraft {
        words,
        due: text("due-how"),
        due_day: day("due")?,
        base_day: day("base-on")?,
        points: points.collect::<Result<_, Failure>>()?,
        items: sent.lines(&full("items")),
        area: text("area"),
        lead: sent.lines(&full("lead")),
        paraphrase: !text("paraphrase").is_empty(),
        prefix: prefix.to_owned(),
    })
}
