//! Where words go, so that none stands on another.

use super::ink::width;

/// The room that a text takes: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Room {
    /// Of words centred at `x` on the base line `y`.
    pub(super) fn centred(x: f64, y: f64, size: f64, words: &str, bold: bool) -> Self {
        let half = width(words, size, bold) / 2.0;
        Self { left: x - half, top: y - size * 0.8, right: x + half, bottom: y + size * 0.25 }
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the straight line between two points passes through.
    pub(super) fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        // clipped to the room's width, the line must pass above or below it as a whole
        let (a, b) = if from.0 <= to.0 { (from, to) } else { (to, from) };
        let (start, end) = (a.0.max(self.left), b.0.min(self.right));
        if start > end {
            return false;
        }
        let run = b.0 - a.0;
        let y = |x: f64| if run.abs() < f64::EPSILON { a.1 } else { a.1 + (x - a.0) / run * (b.1 - a.1) };
        let (first, last) = if run.abs() < f64::EPSILON { (a.1, b.1) } else { (y(start), y(end)) };
        first.min(last) < self.bottom && first.max(last) > self.top
    }
}

/// Moves heights apart until neighbours are `gap` apart, as little as possible, within `top`…`bottom`.
///
/// Where more stand than fit, they stay in order and closer together.
pub(super) fn spread(wanted: &[f64], gap: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let steps = super::scale::count(wanted.len().saturating_sub(1));
    let gap = if steps > 0.0 { gap.min((bottom - top) / steps) } else { gap };
    // blocks of labels that touch: first index, length, sum of the places their first one wants
    let mut blocks: Vec<(usize, f64, f64)> = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        blocks.push((place, 1.0, wanted[index]));
        while let [.., before, last] = blocks[..]
            && before.2 / before.1 + before.1 * gap > last.2 / last.1
        {
            blocks.truncate(blocks.len() - 2);
            blocks.push((before.0, before.1 + last.1, before.2 + last.2 - last.1 * before.1 * gap));
        }
    }
    let mut out = vec![0.0; wanted.len()];
    for (number, block) in blocks.iter().enumerate() {
        let end = blocks.get(number + 1).map_or(order.len(), |next| next.0);
        for (place, &index) in order.iter().enumerate().take(end).skip(block.0) {
            out[index] = block.2 / block.1 + super::scale::count(place - block.0) * gap;
        }
    }
    keep_inside(&mut out, &order, gap, (top, bottom));
    out
}

fn keep_inside(out: &mut [f64], order: &[usize], gap: f64, (top, bottom): (f64, f64)) {
    let mut floor = top;
    for &index in order {
        out[index] = out[index].max(floor);
        floor = out[index] + gap;
    }
    let mut ceiling = bottom;
    for &index in order.iter().rev() {
        out[index] = out[index].min(ceiling);
        ceiling = out[index] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spread_labels_keep_their_order_their_distance_and_the_frame(
            wanted in proptest::collection::vec(0.0..200.0f64, 0..9),
        ) {
            let places = spread(&wanted, 20.0, (0.0, 200.0));
            let mut order: Vec<usize> = (0..wanted.len()).collect();
            order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
            for pair in order.windows(2) {
                prop_assert!(places[pair[1]] - places[pair[0]] > 19.999);
            }
            prop_assert!(places.iter().all(|place| (-0.001..=200.001).contains(place)));
        }
    }

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 100.0, 50.0], 20.0, (0.0, 200.0)), [10.0, 100.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0], 20.0, (0.0, 200.0)), [40.0, 60.0]);
    }

    #[test]
    fn a_line_crosses_only_the_room_it_passes_through() {
        let room = Room { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert!(room.is_crossed((0.0, 15.0), (30.0, 15.0)) && room.is_crossed((15.0, 0.0), (15.0, 30.0)));
        assert!(!room.is_crossed((0.0, 5.0), (30.0, 9.0)) && !room.is_crossed((0.0, 15.0), (9.0, 15.0)));
    }
}
