//! The fifteen review forms (`docs/glossary.md` has the words; the layout follows the forms in use, and its mapping to
//! the circular's own numbers is unverified, which every form says at its foot).

mod deprivation;
mod ethnicity;
mod form01;
mod form08;
mod form09;
mod form10;
mod form11;
mod frame;
mod input;
mod movement;
mod roster;
mod rows;

pub use frame::findings;
pub use input::{FormInput, Opening, RosterHousehold, RosterMember, Standing, Status, Village};

use crate::table::Table;
use base::Failure;
use domain::form::{ClassCounts, Counts, Flows};
use engine::Class;

/// The form with this number.
pub fn table(number: u8, input: &FormInput) -> Result<Table, Failure> {
    Ok(match number {
        1 => form01::table(input),
        2 => movement::table(2, Pair::Poor, input),
        3 => movement::table(3, Pair::NearPoor, input),
        4 => deprivation::counts(4, Pair::Poor, input),
        5 => deprivation::shares(5, Pair::Poor, input),
        6 => deprivation::counts(6, Pair::NearPoor, input),
        7 => deprivation::shares(7, Pair::NearPoor, input),
        8 => form08::table(input),
        9 => form09::table(input),
        10 => form10::table(input),
        11 => form11::table(input),
        12 => ethnicity::table(12, Pair::Poor, input),
        13 => ethnicity::table(13, Pair::NearPoor, input),
        14 => roster::table(14, Pair::NearPoor, input),
        15 => roster::table(15, Pair::Poor, input),
        _ => {
            return Err(Failure::new(
                "CC-FORM-NUMBER",
                format!("không có biểu số {number}"),
                format!("there is no form {number}"),
            )
            .remedy("chọn biểu từ 1 đến 15", "choose a form from 1 to 15"));
        }
    })
}

/// The two classes that have forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Poor,
    NearPoor,
}

impl Pair {
    const BOTH: [Self; 2] = [Self::Poor, Self::NearPoor];

    fn name(self) -> &'static str {
        match self {
            Self::Poor => "nghèo",
            Self::NearPoor => "cận nghèo",
        }
    }

    fn class(self) -> Class {
        match self {
            Self::Poor => Class::Poor,
            Self::NearPoor => Class::NearPoor,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Poor => Self::NearPoor,
            Self::NearPoor => Self::Poor,
        }
    }

    fn counts(self, counts: &Counts) -> &ClassCounts {
        match self {
            Self::Poor => &counts.poor,
            Self::NearPoor => &counts.near_poor,
        }
    }

    fn flows(self, counts: &Counts) -> Option<&Flows> {
        match self {
            Self::Poor => counts.poor_flows.as_ref(),
            Self::NearPoor => counts.near_poor_flows.as_ref(),
        }
    }
}
