//! What may be asked of the households of a review, and the arguments of the statements it becomes.

use crate::{Value, code};
use base::AreaKey;
use domain::register::{Flow, Sex};
use engine::{AreaKind, Class};
use std::collections::BTreeSet;

/// Which households of a review are wanted; what is left open holds for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Communes by their keys in the register; none for the whole shard.
    pub communes: Option<BTreeSet<AreaKey>>,
    /// Village, as written.
    pub village: Option<String>,
    /// Classes; none for all.
    pub classes: BTreeSet<Class>,
    /// An indicator the household is deprived of: its number in the standard.
    pub indicator: Option<u32>,
    /// A cause: its number in the standard.
    pub cause: Option<u32>,
    /// A mark of the household or of its head.
    pub mark: Option<Mark>,
    /// The head's ethnic group.
    pub ethnic: Option<Ethnic>,
    /// Rural or urban.
    pub area_kind: Option<AreaKind>,
    /// A column of the movement of the filter's class.
    pub flow: Option<FlowColumn>,
    /// Households with children who lack something.
    pub children: Option<Lacking>,
    /// Words of a name in any order and without marks, the beginning of a code, or a whole personal number.
    pub text: String,
}

/// What the forms tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Hộ dân tộc thiểu số.
    EthnicMinority,
    /// Not marked as a minority household: “Kinh” of forms 12 and 13.
    Majority,
    /// Hộ không có khả năng lao động.
    NoLabourCapacity,
    /// Hộ có thành viên là người có công.
    Merit,
    /// None of these three: “Khác” of form 8.
    Unmarked,
    /// Hộ dân tộc tại chỗ.
    Indigenous,
    /// Hộ nông, lâm, ngư, diêm nghiệp.
    Farm,
    /// Chủ hộ là nữ.
    FemaleHead,
}

/// Ethnic groups of heads, by key. A head whose group is not known is in neither.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ethnic {
    /// One of these.
    AnyOf(BTreeSet<String>),
    /// A known group that is none of these.
    NoneOf(BTreeSet<String>),
}

/// A column of forms 2 and 3. The closing is the class alone, without a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowColumn {
    /// Column 1: all of the class at the previous review.
    Opening,
    /// Columns 2 to 8, and who stays.
    Flow(Flow),
}

/// What children of a household lack (form 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// Nothing in particular: households with children.
    Any,
    /// Health insurance.
    HealthInsurance,
    /// Nutrition.
    Nutrition,
    /// The right level of school.
    School,
}

impl Filter {
    /// Whether what is found tells ethnic groups.
    pub(crate) fn tells_ethnicity(&self) -> bool {
        let marks = [Mark::EthnicMinority, Mark::Majority, Mark::Unmarked, Mark::Indigenous];
        self.ethnic.is_some() || self.mark.is_some_and(|mark| marks.contains(&mark))
    }

    /// Whether what is found tells answers of the survey, or of health.
    pub(crate) fn tells_health(&self) -> bool {
        let marks = [Mark::NoLabourCapacity, Mark::Unmarked];
        self.indicator.is_some()
            || self.cause.is_some()
            || self.children.is_some()
            || self.mark.is_some_and(|mark| marks.contains(&mark))
    }
}

impl FlowColumn {
    /// Whether these households are seen in the previous review: there they were in the class, or in the register.
    pub fn before(self) -> bool {
        matches!(self, Self::Opening | Self::Flow(Flow::ToPair | Flow::Out | Flow::OtherDown))
    }

    /// First and last flow of the staging table.
    fn range(self) -> (i64, i64) {
        let one = match self {
            Self::Opening => return (0, 4),
            Self::Flow(Flow::Stays) => 0,
            Self::Flow(Flow::ToPair) => 2,
            Self::Flow(Flow::Out) => 3,
            Self::Flow(Flow::OtherDown) => 4,
            Self::Flow(Flow::FromPair) => 5,
            Self::Flow(Flow::Again) => 6,
            Self::Flow(Flow::New) => 7,
            Self::Flow(Flow::OtherUp) => 8,
        };
        (one, one)
    }
}

impl Mark {
    /// Which bits of the marks must have which value; none for what is no mark.
    fn bits(self) -> Option<(i64, i64)> {
        match self {
            Self::EthnicMinority => Some((1, 1)),
            Self::Majority => Some((1, 0)),
            Self::NoLabourCapacity => Some((2, 2)),
            Self::Merit => Some((4, 4)),
            Self::Unmarked => Some((7, 0)),
            Self::Indigenous => Some((8, 8)),
            Self::Farm => Some((16, 16)),
            Self::FemaleHead => None,
        }
    }
}

impl Filter {
    /// Arguments $3 to $20 of the statements of a search.
    pub(super) fn args(&self) -> Vec<Value> {
        let mut classes: Vec<i64> = self.classes.iter().map(|class| code::class(*class)).collect();
        if classes.is_empty() {
            classes.extend(Class::ALL.map(code::class));
        }
        let last = classes[classes.len() - 1];
        classes.resize(Class::ALL.len(), last);
        let mask = |bit: u32| 1_i64 << bit;
        let bits = self.mark.and_then(Mark::bits);
        let female = self.mark.filter(|mark| *mark == Mark::FemaleHead).map(|_| code::sex(Sex::Female));
        let ethnic = self.ethnic.as_ref().map(|ethnic| i64::from(matches!(ethnic, Ethnic::AnyOf(_))));
        let children = self.children.map(|lacking| match lacking {
            Lacking::Any => 0,
            Lacking::HealthInsurance => 1,
            Lacking::Nutrition => 2,
            Lacking::School => 3_i64,
        });
        let wanted = self.flow.map(FlowColumn::range);
        let told = if self.flow.is_some_and(FlowColumn::before) { (2, 4) } else { (5, 8_i64) };
        let mut args: Vec<Value> = classes.into_iter().map(Value::from).collect();
        args.extend([
            self.village.clone().into(),
            self.area_kind.map(code::area_kind).into(),
            self.indicator.map(mask).into(),
            self.cause.map(mask).into(),
            bits.map(|(mask, _)| mask).into(),
            bits.map(|(_, value)| value).into(),
            female.into(),
            ethnic.into(),
            children.into(),
            i64::from(!self.text.trim().is_empty()).into(),
            wanted.map(|(first, _)| first).into(),
            wanted.map(|(_, last)| last).into(),
            told.0.into(),
            told.1.into(),
        ]);
        args
    }
}
