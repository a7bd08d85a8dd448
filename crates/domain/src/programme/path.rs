//! The way from a base to a goal, and what it asks for on any day.
//!
//! Time is counted in calendar months: the last day of a month is a whole month, another day the fraction of its month
//! that is over. So 31/7 is 7/12 of a year that began on 31/12, the end of 2024 is three quarters of the way from the end
//! of 2021 to the end of 2025, and neither depends on leap years.

use super::{Exact, curve};
use jiff::civil::Date;

/// The way from base to goal. No text here gives one; which is taken is a decision that is shown and can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// None: before it is due, a target is only met or not yet to be judged.
    None,
    /// The same amount each month.
    Linear,
    /// The same share each month. Computed by [`curve`], rounded there.
    ConstantRate,
    /// Straight lines through given points between base and goal, in order of days.
    Given(Vec<(Date, Exact)>),
}

/// A day with a value.
pub type Point = (Date, Exact);

/// Months since year 0, exact.
pub fn months(day: Date) -> Exact {
    let whole = i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
    let part = Exact::ratio(i128::from(day.day()), i128::from(day.days_in_month())).expect("months have days");
    Exact::whole(whole) + part
}

/// Years from one day to another, exact.
pub fn years(from: Date, to: Date) -> Exact {
    (months(to) - months(from)).over(Exact::whole(12)).expect("a year has months")
}

impl Path {
    /// The word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Linear => "linear",
            Self::ConstantRate => "constant_rate",
            Self::Given(_) => "given",
        }
    }

    /// What the path asks for on `day`: the base before it begins, the goal after its end.
    ///
    /// `None` without a path, and for a constant rate from or to nought, which no constant rate reaches.
    pub fn value(&self, base: Point, goal: Point, day: Date) -> Option<Exact> {
        let line = |from: Point, to: Point| {
            let share = (months(day) - months(from.0)).over(months(to.0) - months(from.0))?;
            Some(from.1 + (to.1 - from.1) * share)
        };
        match self {
            Self::None => None,
            _ if day <= base.0 => Some(base.1),
            _ if day >= goal.0 => Some(goal.1),
            Self::Linear => line(base, goal),
            Self::ConstantRate => {
                let share = (months(day) - months(base.0)).over(months(goal.0) - months(base.0))?;
                curve::constant_rate(base.1, goal.1.over(base.1)?, share)
            }
            Self::Given(points) => {
                let mut from = base;
                for to in points.iter().copied().chain([goal]) {
                    if day <= to.0 {
                        return line(from, to);
                    }
                    from = to;
                }
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn ninh_thuan_on_31_7_2018_is_seven_twelfths_of_the_way() {
        let (from, to, day) = (date(2017, 12, 31), date(2018, 12, 31), date(2018, 7, 31));
        let province = Path::Linear.value((from, exact("10.36")), (to, exact("8.86")), day).unwrap();
        assert_eq!(province, exact("9.485"));
        let mountain = Path::Linear.value((from, exact("27.1")), (to, exact("23")), day).unwrap();
        assert_eq!(mountain.show(2, base::Lang::Vi), "24,71");
    }

    #[test]
    fn ninh_binh_at_the_end_of_2024_is_three_quarters_of_the_way() {
        let base = (date(2021, 12, 31), exact("9553"));
        let goal = (date(2025, 12, 31), exact("9553") * exact("1/3"));
        let day = date(2024, 12, 31);
        assert_eq!(Path::Linear.value(base, goal, day), Some(exact("4776.5")));
        let constant = Path::ConstantRate.value(base, goal, day).unwrap();
        assert_eq!(constant.show(1, base::Lang::Vi), "4.190,8", "far below the linear path");
        assert_eq!(Path::ConstantRate.value(base, (goal.0, Exact::ZERO), day), None, "no constant rate reaches nought");
        assert_eq!(Path::None.value(base, goal, day), None);
    }

    #[test]
    fn given_points_are_joined_and_the_ends_hold() {
        let (base, goal) = ((date(2022, 12, 31), exact("3.56")), (date(2025, 12, 31), exact("1.84")));
        let path = Path::Given(vec![(date(2024, 12, 31), exact("2.2"))]);
        assert_eq!(path.value(base, goal, date(2023, 12, 31)), Some(exact("2.88")));
        assert_eq!(path.value(base, goal, date(2024, 12, 31)), Some(exact("2.2")));
        assert_eq!(path.value(base, goal, date(2025, 6, 30)), Some(exact("2.02")));
        assert_eq!(path.value(base, goal, date(2020, 1, 1)), Some(exact("3.56")));
        assert_eq!(path.value(base, goal, date(2030, 1, 1)), Some(exact("1.84")));
    }

    #[test]
    fn a_day_inside_a_month_is_a_part_of_it() {
        assert_eq!(years(date(2017, 12, 31), date(2018, 1, 15)), exact("15/372"));
        assert_eq!(years(date(2023, 12, 31), date(2024, 2, 29)), exact("1/6"), "a leap day ends its month");
    }
}
