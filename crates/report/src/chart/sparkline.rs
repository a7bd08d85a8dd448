//! A line without words beside a figure that says it all.

use super::Tone;
use super::scale::{Scale, count, float, span};
use super::svg::Svg;
use base::Number;

/// Width and height.
const SIZE: (f64, f64) = (84.0, 30.0);

/// The way of a figure over the years, from zero, its last one dotted. Missing years are gaps. A screen reader passes
/// over it: the figure beside it and the chart below tell the same.
pub fn sparkline(values: &[Option<Number>], tone: Tone) -> String {
    let mut svg = Svg::open_silent(SIZE.0, SIZE.1);
    let (low, high) = span(values.iter().copied().flatten());
    let x = Scale::new((0.0, count(values.len().saturating_sub(1))), (3.0, SIZE.0 - 3.0));
    let y = Scale::new((float(low), float(high)), (SIZE.1 - 3.0, 4.0));
    let place = |(index, value): (usize, &Option<Number>)| value.map(|value| (x.at(count(index)), y.number(value)));
    let places: Vec<Option<(f64, f64)>> = values.iter().enumerate().map(place).collect();
    for part in places.split(Option::is_none) {
        let part: Vec<(f64, f64)> = part.iter().copied().flatten().collect();
        if part.len() > 1 {
            svg.polyline(&part, tone.fill(), 1.75);
        }
    }
    if let Some(last) = places.iter().rev().copied().flatten().next() {
        svg.circle(last, 2.6, tone.fill());
    }
    svg.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_year_is_a_gap() {
        let values = [Some(100), Some(80), None, Some(40), Some(20)].map(|value| value.map(Number::count));
        insta::assert_snapshot!(sparkline(&values, Tone::Poor), @r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 84 30" width="84" height="30" aria-hidden="true"><polyline points="3,4 22.5,8.6" fill="none" stroke="#174c72" stroke-width="1.8" stroke-linejoin="round"/><polyline points="61.5,17.8 81,22.4" fill="none" stroke="#174c72" stroke-width="1.8" stroke-linejoin="round"/><circle cx="81" cy="22.4" r="2.6" fill="#174c72"/></svg>"##);
    }
}
