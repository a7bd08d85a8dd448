//! Counts of one unit in one review.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Households and the persons in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Hộ.
    pub households: u64,
    /// Nhân khẩu.
    pub persons: u64,
}

/// Everything the summary forms (1–13) print of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All households and persons living there, if a denominator is at hand (form 1, columns 1–2).
    pub population: Option<Tally>,
    /// All Kinh and minority households and persons living there, if at hand (forms 12–13, columns 2–4, 6–8).
    pub population_by_ethnicity: Option<[Tally; 3]>,
    /// Poor households.
    pub poor: ClassCounts,
    /// Near-poor households.
    pub near_poor: ClassCounts,
    /// Recognised average-living *farm* households (form 1, column 7), not every `average`.
    pub farm_average: Tally,
    /// Movement of poor households; none in the first year of a standard.
    pub poor_flows: Option<Flows>,
    /// Movement of near-poor households.
    pub near_poor_flows: Option<Flows>,
}

/// Counts of the households of one class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassCounts {
    /// All of the class.
    pub all: Tally,
    /// Households deprived of each indicator, in the order of the standard.
    pub indicators: Vec<u64>,
    /// Households with each cause, in the order of the standard; one household may have several.
    pub causes: Vec<u64>,
    /// By ethnic group of the head (key of `vntext::ethnic`).
    pub ethnic: BTreeMap<String, Tally>,
    /// Ethnic-minority households.
    pub minority: Tally,
    /// Hộ không có khả năng lao động.
    pub no_labour_capacity: Tally,
    /// Hộ có người có công.
    pub merit: Tally,
    /// Households with none of the three marks (form 8, “Khác”).
    pub unmarked: Tally,
    /// Hộ dân tộc tại chỗ.
    pub indigenous: Tally,
    /// Households headed by a woman.
    pub female_head: u64,
    /// Children under 16.
    pub children: ChildCounts,
    /// What the records of some of them do not tell.
    pub untold: Untold,
}

/// Households whose records lack a detail that some forms count. What is lacking is not a zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untold {
    /// It is not known which indicators they are deprived of (forms 4–7).
    pub indicators: u64,
    /// Not all members are listed (forms 11, 14, 15).
    pub members: u64,
    /// They have children without answers (form 11).
    pub children: u64,
}

/// Children under 16 and what they lack (form 11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChildCounts {
    /// All children.
    pub all: u64,
    /// Without health insurance.
    pub health_insurance: u64,
    /// Malnourished.
    pub nutrition: u64,
    /// Not in the right level of school.
    pub education: u64,
}

/// One line of form 2 or form 3. Closing = opening − 2 − 3 − 4 + 5 + 6 + 7 + 8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// Column 1.
    pub opening: Tally,
    /// Column 2: to the other class of the pair.
    pub to_pair: Tally,
    /// Column 3: passed the near-poor line.
    pub out: Tally,
    /// Column 4.
    pub other_down: Tally,
    /// Column 5: from the other class of the pair.
    pub from_pair: Tally,
    /// Column 6: tái nghèo, tái cận nghèo.
    pub again: Tally,
    /// Column 7: phát sinh mới.
    pub new: Tally,
    /// Column 8.
    pub other_up: Tally,
    /// Column 9.
    pub closing: Tally,
    /// Persons by whom households that stayed in the class grew (+) or shrank (−): it belongs to no column of the
    /// form, and without it the line of persons does not add up.
    pub persons_drift: i64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.households += other.households;
        self.persons += other.persons;
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        fn both<T: Copy + AddAssign>(own: &mut Option<T>, other: Option<T>) {
            // a sum is known only when every part is known
            *own = match (*own, other) {
                (Some(mut sum), Some(part)) => {
                    sum += part;
                    Some(sum)
                }
                _ => None,
            };
        }
        both(&mut self.population, other.population);
        self.population_by_ethnicity = match (self.population_by_ethnicity, other.population_by_ethnicity) {
            (Some(mut sum), Some(part)) => {
                sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
                Some(sum)
            }
            _ => None,
        };
        self.poor += &other.poor;
        self.near_poor += &other.near_poor;
        self.farm_average += other.farm_average;
        both(&mut self.poor_flows, other.poor_flows);
        both(&mut self.near_poor_flows, other.near_poor_flows);
    }
}

impl AddAssign<&Self> for ClassCounts {
    fn add_assign(&mut self, other: &Self) {
        fn each(own: &mut Vec<u64>, other: &[u64]) {
            own.resize(own.len().max(other.len()), 0);
            own.iter_mut().zip(other).for_each(|(sum, part)| *sum += part);
        }
        self.all += other.all;
        each(&mut self.indicators, &other.indicators);
        each(&mut self.causes, &other.causes);
        for (group, tally) in &other.ethnic {
            *self.ethnic.entry(group.clone()).or_default() += *tally;
        }
        self.minority += other.minority;
        self.no_labour_capacity += other.no_labour_capacity;
        self.merit += other.merit;
        self.unmarked += other.unmarked;
        self.indigenous += other.indigenous;
        self.female_head += other.female_head;
        self.children.all += other.children.all;
        self.children.health_insurance += other.children.health_insurance;
        self.children.nutrition += other.children.nutrition;
        self.children.education += other.children.education;
        self.untold.indicators += other.untold.indicators;
        self.untold.members += other.untold.members;
        self.untold.children += other.untold.children;
    }
}

impl AddAssign for Flows {
    fn add_assign(&mut self, other: Self) {
        self.opening += other.opening;
        self.to_pair += other.to_pair;
        self.out += other.out;
        self.other_down += other.other_down;
        self.from_pair += other.from_pair;
        self.again += other.again;
        self.new += other.new;
        self.other_up += other.other_up;
        self.closing += other.closing;
        self.persons_drift += other.persons_drift;
    }
}

impl Counts {
    /// The sum of several units; the population is known only when every part's is.
    pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut sum = parts.next().cloned().unwrap_or_default();
        for part in parts {
            sum += part;
        }
        sum
    }
}
