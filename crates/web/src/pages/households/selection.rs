//! From the values in an address to the households they mean, and back.
//!
//! An address names either a cell of a form (`form`, `col`, `line`, `part`) or the properties of households (`class`,
//! `indicator`, `cause`, `mark`, `ethnic`, …). Village and text narrow both.

use crate::ask::{Ask, unreadable};
use crate::serve::Web;
use app::drill::{Drill, Figure, Line, Total, filter_of};
use app::{Asked, Direction, Ethnic, Filter, Here, Lacking, Mark, Shard, ShardRow, Sort, SortKey};
use base::{Failure, Level};
use domain::area::Unit;
use engine::{AreaKind, Class, Pack, pack};
use std::collections::BTreeSet;

/// Words of classes in addresses, in the order of the filter.
pub(crate) const CLASSES: [(&str, Class); 4] =
    [("poor", Class::Poor), ("near_poor", Class::NearPoor), ("average", Class::Average), ("not_poor", Class::NotPoor)];

/// Words of marks.
pub(crate) const MARKS: [(&str, Mark); 8] = [
    ("ethnic_minority", Mark::EthnicMinority),
    ("majority", Mark::Majority),
    ("no_labour_capacity", Mark::NoLabourCapacity),
    ("merit", Mark::Merit),
    ("unmarked", Mark::Unmarked),
    ("indigenous", Mark::Indigenous),
    ("farm", Mark::Farm),
    ("female_head", Mark::FemaleHead),
];

/// Words of orders.
pub(crate) const SORTS: [(&str, SortKey); 8] = [
    ("name", SortKey::Name),
    ("village", SortKey::Village),
    ("class", SortKey::Class),
    ("deprivations", SortKey::Deprivations),
    ("income", SortKey::Income),
    ("b1", SortKey::B1),
    ("members", SortKey::Members),
    ("code", SortKey::Code),
];

/// Words of what children lack.
pub(crate) const LACKING: [(&str, Lacking); 4] = [
    ("any", Lacking::Any),
    ("health_insurance", Lacking::HealthInsurance),
    ("nutrition", Lacking::Nutrition),
    ("school", Lacking::School),
];

/// A cell of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellOf {
    pub(crate) form: u8,
    pub(crate) column: String,
    pub(crate) total: Total,
}

/// See the module.
pub(crate) struct Selection {
    pub(crate) shard: Shard,
    /// The province as the register holds it.
    pub(crate) province: ShardRow,
    pub(crate) here: Here,
    pub(crate) pack: &'static Pack,
    pub(crate) asked: Asked,
    /// The cell of a form that the address names.
    pub(crate) cell: Option<CellOf>,
    /// Years and standards of all reviews, newest first.
    pub(crate) reviews: Vec<(i16, String)>,
}

impl Selection {
    /// Reads the address; without any values, all households of the newest review. None where no register has the area.
    pub(crate) fn read(web: &Web, ask: &Ask) -> Result<Option<Self>, Failure> {
        let provinces = web.desk.provinces()?;
        let on = ask.day("on")?.unwrap_or_else(|| (web.today)());
        let areas = web.desk.areas();
        let unit = match ask.value("area") {
            Some(code) => Some(areas.at(code, on).ok_or_else(|| unreadable("area", code))?),
            None => None,
        };
        let of_unit = |unit: &Unit| match unit.level {
            Level::Province => areas.get(&unit.key),
            _ => areas.ancestor(&unit.key, Level::Province),
        };
        let province = match unit.and_then(of_unit) {
            Some(province) => web.desk.province(&province.key.code, on)?,
            None => provinces.into_iter().next(),
        };
        let Some(province) = province else { return Ok(None) };
        let shard = province.shard;
        let year: Option<i16> = ask.number("year")?;
        let (review, reviews) = web.desk.book(&ask.caller, shard, |book| {
            let reviews = book.store.reviews(shard)?;
            let newest = reviews.iter().map(|review| review.year).max();
            let review = book.review(year.or(newest).unwrap_or_default(), ask.value("standard"))?;
            let mut known: Vec<(i16, String)> = reviews.into_iter().map(|one| (one.year, one.standard)).collect();
            known.sort();
            known.reverse();
            Ok((review, known))
        })?;
        let pack = pack::find(&review.standard)?;
        let here = Here { review, unit: unit.map(|unit| unit.key.clone()), on };
        let cell = cell(ask, pack)?;
        let (filter, cell) = match cell {
            Some((filter, cell)) => (filter, Some(cell)),
            None => (properties(ask, pack)?, None),
        };
        let filter = Filter {
            village: ask.value("village").map(str::to_owned),
            text: ask.value("q").unwrap_or_default().to_owned(),
            ..filter
        };
        let asked = Asked { filter, sort: sort(ask)? };
        Ok(Some(Self { shard, province, here, pack, asked, cell, reviews }))
    }
}

/// The household's properties that an address names.
fn properties(ask: &Ask, pack: &Pack) -> Result<Filter, Failure> {
    let mut classes = BTreeSet::new();
    for word in ask.all("class") {
        classes.insert(find(&CLASSES, "class", word)?);
    }
    let indicator = match ask.value("indicator") {
        Some(id) => Some(pack.indicator(id).ok_or_else(|| unreadable("indicator", id))?),
        None => None,
    };
    let cause = match ask.value("cause") {
        Some(id) => Some(pack.causes.iter().position(|cause| cause.id == id).ok_or_else(|| unreadable("cause", id))?),
        None => None,
    };
    let number = |place: usize| u32::try_from(place).ok();
    Ok(Filter {
        classes,
        indicator: indicator.and_then(number),
        cause: cause.and_then(number),
        mark: ask.value("mark").map(|word| find(&MARKS, "mark", word)).transpose()?,
        ethnic: ask.value("ethnic").map(|keys| match keys.strip_prefix('!') {
            Some(keys) => Ethnic::NoneOf(keys.split(',').map(str::to_owned).collect()),
            None => Ethnic::AnyOf(keys.split(',').map(str::to_owned).collect()),
        }),
        area_kind: match ask.value("kind") {
            Some("rural") => Some(AreaKind::Rural),
            Some("urban") => Some(AreaKind::Urban),
            Some(other) => return Err(unreadable("kind", other)),
            None => None,
        },
        children: ask.value("child").map(|word| find(&LACKING, "child", word)).transpose()?,
        ..Filter::default()
    })
}

/// The cell of a form that an address names.
fn cell(ask: &Ask, pack: &Pack) -> Result<Option<(Filter, CellOf)>, Failure> {
    let (Some(form), Some(column)) = (ask.number::<u8>("form")?, ask.value("col")) else { return Ok(None) };
    let line = match ask.value("line") {
        Some("persons") => Line::Persons,
        _ => Line::Households,
    };
    let class = ask.value("part").map(|word| find(&CLASSES, "part", word)).transpose()?;
    // the groups with a column of their own in form 9
    let ethnic: Vec<String> =
        ask.value("groups").map_or_else(Vec::new, |keys| keys.split(',').map(str::to_owned).collect());
    let figure = Figure { form, column, line, class };
    match filter_of(figure, pack, &ethnic) {
        Some(Drill::Households { filter, total }) => {
            Ok(Some((filter, CellOf { form, column: column.to_owned(), total })))
        }
        Some(Drill::Facts) | None => Err(unreadable("col", column)),
    }
}

fn sort(ask: &Ask) -> Result<Sort, Failure> {
    let key = ask.value("sort").map(|word| find(&SORTS, "sort", word)).transpose()?.unwrap_or_default();
    let direction = if ask.value("dir") == Some("down") { Direction::Down } else { Direction::Up };
    Ok(Sort { key, direction })
}

fn find<T: Copy>(words: &[(&str, T)], name: &str, word: &str) -> Result<T, Failure> {
    words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value).ok_or_else(|| unreadable(name, word))
}
