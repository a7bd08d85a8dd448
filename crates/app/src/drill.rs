//! Every figure opens: from a cell of a summary form to the households it counts, or to the facts it was copied from.
//!
//! A test walks through every column of every form and holds the search's sums to the cells.

use domain::register::Flow;
use engine::{Class, Pack};
pub use report::table::Line;
use std::collections::BTreeSet;
use store::{Ethnic, Filter, FlowColumn, Found, Lacking, Mark};

/// A figure of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure<'a> {
    /// Number of the form, 1 to 13.
    pub form: u8,
    /// Number of the column as printed, without its formula: `3`, `1.2.1`.
    pub column: &'a str,
    /// Which line of the unit; forms with one line have households.
    pub line: Line,
    /// The part of form 10 it stands in, poor or near-poor; none for the total of both. Other forms do not ask.
    pub class: Option<Class>,
}

/// What a figure opens to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drill {
    /// Households of the register. The communes are the caller's to fill in.
    Households {
        /// Which households.
        filter: Filter,
        /// What of them the figure counts; a share counts this in its numerator.
        total: Total,
    },
    /// Figures that were set for a unit, such as its population.
    Facts,
}

/// What of the households is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// The households themselves.
    Households,
    /// The persons in them.
    Persons,
    /// The children who lack what the filter asks for.
    Children,
    /// The indicators they are deprived of.
    Deprivations,
}

impl Total {
    /// This sum of what was found; none if it is kept from the reader.
    pub fn of(self, found: &Found) -> Option<u64> {
        match self {
            Self::Households => Some(found.households),
            Self::Persons => Some(found.persons),
            Self::Children => Some(found.children),
            Self::Deprivations => found.deprivations,
        }
    }
}

/// What a figure opens to; none if the form has no such column. `ethnic` are the groups with a column in form 9.
pub fn filter_of(figure: Figure<'_>, pack: &Pack, ethnic: &[String]) -> Option<Drill> {
    let number = figure.column.parse::<usize>().ok();
    match figure.form {
        1 => result(number?),
        2 => movement(Class::Poor, number?, figure.line),
        3 => movement(Class::NearPoor, number?, figure.line),
        4 => deprived(Class::Poor, pack, number?, 3),
        5 => deprived(Class::Poor, pack, number?, 2),
        6 => deprived(Class::NearPoor, pack, number?, 3),
        7 => deprived(Class::NearPoor, pack, number?, 2),
        8 => group(number?, figure.line),
        9 => ethnic_group(figure.column, ethnic),
        10 => cause(figure.class, pack, number?),
        11 => children(number?),
        12 => ethnicity(Class::Poor, number?),
        13 => ethnicity(Class::NearPoor, number?),
        _ => None,
    }
}

/// Form 1: three classes, each a count and its share, as households and as persons.
fn result(number: usize) -> Option<Drill> {
    let (first, total) = match number {
        1 | 2 => return Some(Drill::Facts),
        3..=8 => (3, Total::Households),
        9..=14 => (9, Total::Persons),
        _ => return None,
    };
    let filter = match (number - first) / 2 {
        0 => of_class(Class::Poor),
        1 => of_class(Class::NearPoor),
        _ => Filter { mark: Some(Mark::Farm), ..of_class(Class::Average) },
    };
    Some(Drill::Households { filter, total })
}

/// Forms 2 and 3.
fn movement(class: Class, number: usize, line: Line) -> Option<Drill> {
    const COLUMNS: [Option<FlowColumn>; 9] = [
        Some(FlowColumn::Opening),
        Some(FlowColumn::Flow(Flow::ToPair)),
        Some(FlowColumn::Flow(Flow::Out)),
        Some(FlowColumn::Flow(Flow::OtherDown)),
        Some(FlowColumn::Flow(Flow::FromPair)),
        Some(FlowColumn::Flow(Flow::Again)),
        Some(FlowColumn::Flow(Flow::New)),
        Some(FlowColumn::Flow(Flow::OtherUp)),
        None,
    ];
    let flow = *COLUMNS.get(number.checked_sub(1)?)?;
    Some(Drill::Households { filter: Filter { flow, ..of_class(class) }, total: total(line) })
}

/// Forms 4 to 7: one column per indicator from `first`; before them the class, and in forms 4 and 6 all deprivations.
fn deprived(class: Class, pack: &Pack, number: usize, first: usize) -> Option<Drill> {
    let indicator = number.checked_sub(first);
    if number == 0 || indicator.is_some_and(|indicator| indicator >= pack.indicators.len()) {
        return None;
    }
    let total = if number == 2 && first == 3 { Total::Deprivations } else { Total::Households };
    let indicator = indicator.and_then(|indicator| u32::try_from(indicator).ok());
    Some(Drill::Households { filter: Filter { indicator, ..of_class(class) }, total })
}

/// Form 8.
fn group(number: usize, line: Line) -> Option<Drill> {
    const MARKS: [Option<Mark>; 5] =
        [None, Some(Mark::EthnicMinority), Some(Mark::NoLabourCapacity), Some(Mark::Merit), Some(Mark::Unmarked)];
    let (class, place) = pair(number, MARKS.len())?;
    Some(Drill::Households { filter: Filter { mark: MARKS[place], ..of_class(class) }, total: total(line) })
}

/// Form 9: `1.…` poor, `2.…` near-poor; `.0` all, `.1` Kinh, `.2` minorities, `.2.n` the listed groups and the others.
fn ethnic_group(column: &str, listed: &[String]) -> Option<Drill> {
    let (class, rest) = column.split_once('.')?;
    let class = match class {
        "1" => Class::Poor,
        "2" => Class::NearPoor,
        _ => return None,
    };
    let any_of = |key: &str| Some(Ethnic::AnyOf(BTreeSet::from([key.to_owned()])));
    let mut filter = of_class(class);
    match rest {
        "0" => {}
        "1" => filter.ethnic = any_of("kinh"),
        "2" => filter.mark = Some(Mark::EthnicMinority),
        _ => {
            let place = rest.strip_prefix("2.")?.parse::<usize>().ok()?.checked_sub(1)?;
            filter.ethnic = match listed.get(place) {
                Some(key) => any_of(key),
                None if place == listed.len() => {
                    let own = ["kinh", "foreigner"].map(str::to_owned).into_iter();
                    Some(Ethnic::NoneOf(own.chain(listed.iter().cloned()).collect()))
                }
                None => return None,
            };
        }
    }
    Some(Drill::Households { filter, total: Total::Households })
}

/// Form 10.
fn cause(class: Option<Class>, pack: &Pack, number: usize) -> Option<Drill> {
    let cause = number.checked_sub(1).filter(|cause| *cause < pack.causes.len())?;
    let classes = class.map_or_else(|| [Class::Poor, Class::NearPoor].into(), |class| [class].into());
    let filter = Filter { classes, cause: u32::try_from(cause).ok(), ..Filter::default() };
    Some(Drill::Households { filter, total: Total::Households })
}

/// Form 11: the households of the children.
fn children(number: usize) -> Option<Drill> {
    const LACKING: [Lacking; 4] = [Lacking::Any, Lacking::HealthInsurance, Lacking::Nutrition, Lacking::School];
    let (class, place) = pair(number, LACKING.len())?;
    let filter = Filter { children: Some(LACKING[place]), ..of_class(class) };
    Some(Drill::Households { filter, total: Total::Children })
}

/// Forms 12 and 13.
fn ethnicity(class: Class, number: usize) -> Option<Drill> {
    const PARTS: [Option<Mark>; 4] = [None, Some(Mark::Majority), Some(Mark::EthnicMinority), Some(Mark::Indigenous)];
    let (mark, total) = match number {
        1..=8 => return Some(Drill::Facts),
        9..=12 => (PARTS[number - 9], Total::Households),
        13 => (Some(Mark::Merit), Total::Households),
        14 => (Some(Mark::NoLabourCapacity), Total::Households),
        15 => (Some(Mark::FemaleHead), Total::Households),
        16..=19 => (PARTS[number - 16], Total::Persons),
        20 => (None, Total::Households),
        21 => (Some(Mark::EthnicMinority), Total::Households),
        22 => (Some(Mark::Indigenous), Total::Households),
        _ => return None,
    };
    Some(Drill::Households { filter: Filter { mark, ..of_class(class) }, total })
}

/// Poor and near-poor beside each other with `width` columns each, numbered from 1.
fn pair(number: usize, width: usize) -> Option<(Class, usize)> {
    let place = number.checked_sub(1).filter(|place| *place < 2 * width)?;
    Some((if place < width { Class::Poor } else { Class::NearPoor }, place % width))
}

fn of_class(class: Class) -> Filter {
    Filter { classes: [class].into(), ..Filter::default() }
}

fn total(line: Line) -> Total {
    match line {
        Line::Households => Total::Households,
        Line::Persons => Total::Persons,
    }
}
