//! Colour classes of maps: round limits chosen from the figures, and the key that explains them.

use super::Frame;
use super::ink::{DIVERGING, FAINT, PAPER, REFERENCE, SEQUENTIAL, SOFT, width};
use super::scale::count;
use super::svg::{Pen, Svg};
use base::Number;

/// Limits between colours, and the colours from the least to the greatest figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes {
    limits: Vec<Number>,
    colours: Vec<&'static str>,
    is_difference: bool,
}

impl Classes {
    /// From few to many at round limits, finer at both ends. The lightest colour is that of zero.
    pub fn sequential(values: impl IntoIterator<Item = Number>) -> Self {
        let mut values: Vec<Number> = values.into_iter().filter(|value| value.digits > 0).collect();
        values.sort_by(|a, b| a.compare(*b));
        let mut limits: Vec<Number> = Vec::new();
        let classes = SEQUENTIAL.len();
        for twentieth in [2, 5, 8, 11, 14, 17, 19] {
            let Some(value) = values.get(values.len() * twentieth / 20) else { break };
            let limit = round(*value);
            let is_next = limits.last().is_none_or(|last| last.compare(limit).is_lt());
            // a class above every figure would be empty
            if is_next && values.last().is_some_and(|last| limit.compare(*last).is_le()) {
                limits.push(limit);
            }
        }
        // few classes take colours far apart
        let colours = (0..=limits.len()).map(|index| SEQUENTIAL[index * (classes - 1) / limits.len().max(1)]).collect();
        Self { limits, colours, is_difference: false }
    }

    /// Differences from what was asked: three steps to either side of zero. Figures within the first step are neutral.
    pub fn diverging(steps: [Number; 3], low_is_good: bool) -> Self {
        let minus = |step: Number| Number { digits: -step.digits, ..step };
        let [a, b, c] = steps;
        let mut colours = DIVERGING.to_vec();
        if low_is_good {
            colours.reverse();
        }
        Self { limits: vec![minus(c), minus(b), minus(a), a, b, c], colours, is_difference: true }
    }

    /// The colour of a figure.
    pub(super) fn colour(&self, value: Number) -> &'static str {
        // a limit belongs to the class farther from zero
        let passed = |limit: &&Number| {
            let order = value.compare(**limit);
            if self.is_difference && limit.digits < 0 { order.is_gt() } else { order.is_ge() }
        };
        let index = self.limits.iter().filter(passed).count();
        self.colours.get(index).copied().unwrap_or(PAPER)
    }

    /// Draws the key over `whole` units and returns its height.
    pub(super) fn key(&self, svg: &mut Svg, frame: &Frame, whole: f64, missing: Option<&str>) -> f64 {
        const SIZE: f64 = 11.0;
        let words = frame.word("không có số", "no figure");
        let room = if missing.is_some() { width(&words, SIZE, false) + 14.0 } else { 0.0 };
        let wide = whole - room;
        let step = wide / count(self.colours.len());
        let pen = Pen::new(SIZE, SOFT);
        let last = self.colours.len() - 1;
        // the ends are told first, the limits between them as far as there is room
        let ends = wide - width(&self.limit(frame, last), SIZE, false) - 6.0;
        let mut free = 0.0;
        for (index, colour) in self.colours.iter().enumerate() {
            let (left, words) = (step * count(index), self.limit(frame, index));
            svg.rect((left, 0.0), (step, 10.0), colour);
            let right = left + width(&words, SIZE, false) + 6.0;
            if index == last && index > 0 {
                svg.text(wide, 23.0, pen.end(), &words);
            } else if left >= free && (right <= ends || index == 0) {
                svg.text(left, 23.0, pen, &words);
                free = right;
            }
        }
        if let Some(hatch) = missing {
            let left = wide + 12.0;
            svg.rect((left, 0.0), (room - 12.0, 10.0), hatch);
            svg.text(left, 23.0, pen, &words);
        }
        32.0
    }
}

impl Classes {
    /// What the key says under a colour: where it begins, at both ends where the others end.
    fn limit(&self, frame: &Frame, index: usize) -> String {
        let show = |value: Number| {
            let value = value.trimmed();
            if self.is_difference { value.signed(frame.lang) } else { value.show(frame.lang) }
        };
        let (below, above) = (index.checked_sub(1).and_then(|below| self.limits.get(below)), self.limits.get(index));
        match (below, above) {
            (None, None) => String::new(),
            (None, Some(first)) => format!("{}\u{a0}{}", if self.is_difference { "≤" } else { "<" }, show(*first)),
            (Some(last), None) => format!("≥\u{a0}{}", show(*last)),
            // classes of differences are told by their end nearer to zero, the neutral one by zero
            (Some(below), Some(above)) if self.is_difference && below.digits < 0 => {
                if above.digits > 0 {
                    "0".to_owned()
                } else {
                    show(*above)
                }
            }
            (Some(below), Some(_)) => show(*below),
        }
    }
}

/// Defines the fill of missing figures, hatched and never the colour of zero; the answer is the value of `fill`.
pub(super) fn hatch(svg: &mut Svg, frame: &Frame) -> String {
    let id = format!("{}-hatch", frame.id);
    let side = || 6.0.into();
    let units = ("patternUnits", "userSpaceOnUse".into());
    svg.start("defs", &[]);
    svg.start("pattern", &[("id", (&id).into()), ("width", side()), ("height", side()), units]);
    svg.rect((0.0, 0.0), (6.0, 6.0), PAPER);
    svg.line((0.0, 6.0), (6.0, 0.0), REFERENCE);
    svg.end("pattern");
    svg.end("defs");
    format!("url(#{id})")
}

/// Ink for words on a missing figure.
pub(super) const ON_HATCH: &str = FAINT;

/// The nearest figure that people call round: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.
fn round(value: Number) -> Number {
    // one decimal more than the figure has, so that 1.5 can stand
    let digits = value.digits_at(value.scale + 1);
    let mut power: i128 = 1;
    while power * 100 <= digits {
        power *= 10;
    }
    let nearest = [10, 15, 20, 25, 30, 40, 50, 60, 80, 100].map(|leading| leading * power);
    let nearest = nearest.into_iter().min_by_key(|round| (round - digits).abs()).unwrap_or(digits);
    i64::try_from(nearest).map_or(value, |digits| Number { digits, scale: value.scale + 1 }.trimmed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_rise() {
        let classes = Classes::sequential([0, 4689, 6287, 8308, 9236, 20_660, 36_703, 71_655].map(Number::count));
        let limits: Vec<i64> = classes.limits.iter().map(|limit| limit.digits).collect();
        assert_eq!(limits, [5000, 6000, 8000, 10_000, 20_000, 40_000]);
        assert_eq!(classes.colour(Number::count(0)), SEQUENTIAL[0]);
        assert_eq!(classes.colour(Number::count(71_655)), SEQUENTIAL[7]);
    }

    #[test]
    fn equal_figures_make_one_class_and_none_make_none() {
        assert_eq!(Classes::sequential([Number::count(5); 9]).limits, [Number::count(5)]);
        let none = Classes::sequential([Number::count(0)]);
        assert_eq!((none.limits.len(), none.colour(Number::count(0))), (0, SEQUENTIAL[0]));
    }

    #[test]
    fn what_is_better_than_asked_is_never_brown() {
        let steps = [1, 5, 10].map(|digits| Number { digits, scale: 1 });
        let classes = Classes::diverging(steps, true);
        let colour = |hundredths| classes.colour(Number::hundredths(hundredths));
        assert_eq!(
            [colour(-120), colour(-9), colour(0), colour(120)].map(|c| DIVERGING.iter().position(|d| *d == c)),
            [Some(6), Some(3), Some(3), Some(0)]
        );
    }
}
