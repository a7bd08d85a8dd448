//! B1, B2, the deprived indicators, and whether the class follows from them.

use super::Builder;
use crate::review::fault::fault;
use crate::review::field::Field;
use crate::review::values::{self, Recorded};
use domain::register::Told;
use engine::{AreaKind, Class, Flags, Means};

/// No point table comes near; more is a slip of the hand.
const MOST_B1: i64 = 1_000;
/// Đồng per person and month.
const MOST_INCOME: i64 = 1_000_000_000;

/// What the sheet says about means and deprivations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Points {
    pub(super) means: Means,
    pub(super) flags: Flags,
    /// Whether the flags are all: a B2 total alone is no more than their number.
    pub(super) told: Told,
}

impl Builder<'_, '_> {
    pub(super) fn points(&mut self) -> Points {
        let means = Means { income: self.amount(Field::Income), b1: self.amount(Field::B1) };
        let count = self.settings.pack.indicators.len();
        let mut flags = Flags::default();
        let mut columns = 0;
        for index in 0..count {
            if let Some(deprived) = self.any_mark(Field::Indicator(index)) {
                columns += 1;
                if deprived {
                    flags.set(index);
                }
            }
        }
        let b2 = self.b2(count);
        // a few of the indicators say nothing about the number
        let all_known = columns == count && count > 0;
        if let (true, Some(b2)) = (all_known, b2)
            && b2 != flags.count()
        {
            let marked = flags.count();
            let failure = fault(
                "CC-REVIEW-B2",
                format!("điểm B2 ứng với {b2} chỉ số nhưng đánh dấu {marked} chỉ số thiếu hụt"),
                format!("B2 stands for {b2} indicators and {marked} are marked"),
            );
            self.fail(
                0,
                self.plan.column(Field::B2),
                failure.remedy("sửa điểm B2 hoặc các cột chỉ số", "mend B2 or the indicators"),
            );
        }
        let told = match b2 {
            _ if all_known => Told::Each,
            Some(0) if flags.count() == 0 => Told::Each,
            Some(number) => Told::Number(number),
            None => Told::Nothing,
        };
        Points { means, flags, told }
    }

    fn amount(&mut self, field: Field) -> Option<i64> {
        let (value, at) = self.once(field)?;
        let (code, most, vi, en) = if field == Field::B1 {
            ("CC-REVIEW-B1", MOST_B1, "điểm B1", "B1 total")
        } else {
            ("CC-REVIEW-INCOME", MOST_INCOME, "thu nhập", "income")
        };
        let amount = values::whole(&value.text, most);
        if amount.is_none() {
            let text = &value.text;
            let failure = fault(code, format!("“{text}” không phải {vi}"), format!("“{text}” is no {en}"));
            let remedy = (format!("ghi số nguyên từ 0 đến {most}"), format!("write a whole number from 0 to {most}"));
            self.fail(at, self.plan.column(field), failure.remedy(remedy.0, remedy.1));
        }
        amount
    }

    fn b2(&mut self, indicators: usize) -> Option<u32> {
        let (value, at) = self.once(Field::B2)?;
        let column = self.plan.column(Field::B2);
        let text = &value.text;
        let each = self.settings.pack.method.points_per_indicator.unwrap_or(0);
        if each == 0 {
            let failure = fault("CC-REVIEW-B2", "bộ chuẩn này không tính điểm B2", "this standard has no B2 points");
            self.fail(
                at,
                column,
                failure.remedy("bỏ cột B2 hoặc chọn đúng bộ chuẩn", "leave B2 out or choose the right standard"),
            );
            return None;
        }
        let most = i64::from(each) * i64::try_from(indicators).unwrap_or(0);
        let points = values::whole(text, most).filter(|points| points % i64::from(each) == 0);
        if points.is_none() {
            let failure =
                fault("CC-REVIEW-B2", format!("“{text}” không phải điểm B2"), format!("“{text}” is no B2 total"));
            let remedy = (
                format!("điểm B2 là bội của {each}, từ 0 đến {most}"),
                format!("B2 is a multiple of {each}, from 0 to {most}"),
            );
            self.fail(at, column, failure.remedy(remedy.0, remedy.1));
        }
        u32::try_from(points? / i64::from(each)).ok()
    }

    /// The class of the household: the recorded one if the points do not speak against it.
    pub(super) fn decide(
        &mut self,
        recorded: Option<Recorded>,
        area: Option<AreaKind>,
        points: &Points,
    ) -> Option<Class> {
        let by_points = area.and_then(|area| self.by_points(area, points));
        let at_class = self.plan.column(Field::Class).or(self.plan.column(Field::B1));
        let against = |class: &str, points: Class| {
            let by = name(points);
            fault(
                "CC-REVIEW-CLASS-AGAINST-POINTS",
                format!("ghi “{class}” nhưng theo điểm B1, B2 là {by}"),
                format!("recorded as “{class}”, but by B1 and B2 it is {}", points.word()),
            )
            .remedy("kiểm tra lại điểm và phân loại", "check the points and the class")
        };
        match (recorded?, by_points) {
            (Recorded::Class(class), Some(points_say)) if class != points_say => {
                // points alone never tell mức sống trung bình from không nghèo: that takes an income
                let untold = class == Class::Average && points_say == Class::NotPoor && points.means.income.is_none();
                if !untold {
                    self.fail(0, at_class, against(name(class), points_say));
                }
                Some(class)
            }
            (Recorded::Class(class), _) => Some(class),
            (Recorded::Escaped(from), Some(points_say)) if from == points_say => {
                self.fail(0, at_class, against(&format!("thoát {}", &name(from)["hộ ".len()..]), points_say));
                None
            }
            (Recorded::Escaped(_), Some(points_say)) => Some(points_say),
            (Recorded::Escaped(_), None) => {
                // a place or points that could not be read have their own faults
                if area.is_some() && self.faults.is_empty() {
                    let failure = fault(
                        "CC-REVIEW-CLASS-MISSING",
                        "hộ thoát khỏi danh sách nhưng không rõ nay thuộc loại nào",
                        "the household left the list, but its class now is not stated",
                    );
                    let remedy = ("ghi điểm B1 và B2, hoặc thêm cột Phân loại hộ", "write B1 and B2, or add the class");
                    self.fail(0, at_class, failure.remedy(remedy.0, remedy.1));
                }
                None
            }
        }
    }

    /// The class by the standard. Without the number of deprivations it is still sure if the number changes nothing.
    fn by_points(&self, area: AreaKind, points: &Points) -> Option<Class> {
        let pack = self.settings.pack;
        let class = |deprived| pack.classify(area, points.means, deprived).ok().map(|verdict| verdict.class);
        match points.told {
            Told::Each => return class(points.flags.count()),
            Told::Number(number) => return class(number),
            Told::Nothing => {}
        }
        let most = u32::try_from(pack.indicators.len()).unwrap_or(0);
        class(0).filter(|fewest| class(most) == Some(*fewest))
    }
}

/// The class as lists write it.
fn name(class: Class) -> &'static str {
    match class {
        Class::Poor => "hộ nghèo",
        Class::NearPoor => "hộ cận nghèo",
        Class::Average => "hộ có mức sống trung bình",
        Class::NotPoor => "hộ không nghèo",
    }
}
