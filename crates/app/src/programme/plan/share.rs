//! A first proposal for a count: each unit's part of it is its part of what there is now, in whole households, and the
//! parts make the parent exactly.

use domain::programme::Exact;

/// The parts of `parent` in proportion to `now`, by the largest remainder; none where `parent` is no whole count from
/// nought on, or nothing is known.
pub(crate) fn share(parent: Exact, now: &[Option<Exact>]) -> Vec<Option<Exact>> {
    let nothing = vec![None; now.len()];
    let all: Exact = now.iter().flatten().copied().sum();
    let (Some(whole), true) = (parent.as_whole(), now.iter().all(Option::is_some)) else { return nothing };
    let parts: Option<Vec<Exact>> = now.iter().map(|one| ((*one)? * parent).over(all)).collect();
    let Some(parts) = parts.filter(|_| !parent.is_negative()) else { return nothing };
    let given: i64 = parts.iter().filter_map(|part| part.floor().as_whole()).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| {
        let rest = |at: usize| parts[at] - parts[at].floor();
        rest(*b).cmp(&rest(*a)).then(a.cmp(b))
    });
    let more = usize::try_from(whole - given).unwrap_or(0);
    let lucky = |at: usize| order.iter().take(more).any(|one| *one == at);
    let part = |(at, part): (usize, &Exact)| part.floor() + if lucky(at) { Exact::ONE } else { Exact::ZERO };
    parts.iter().enumerate().map(|one| Some(part(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_whole_and_make_the_parent() {
        let count = |values: &[u64]| values.iter().map(|value| Some(Exact::count(*value))).collect::<Vec<_>>();
        let parts = share(Exact::whole(10), &count(&[10, 10, 10]));
        assert_eq!(parts, count(&[4, 3, 3]));
        assert_eq!(share(Exact::whole(7), &count(&[3, 0, 11])), count(&[2, 0, 5]));
        assert_eq!(share(Exact::whole(0), &count(&[3, 2])), count(&[0, 0]));
        assert_eq!(share(Exact::whole(5), &count(&[0, 0])), [None, None], "nothing to go by");
        assert_eq!(share(Exact::whole(5), &[None, Some(Exact::ONE)]), [None, None]);
        assert_eq!(share(Exact::parse("1.5").unwrap(), &count(&[1])), [None]);
    }
}
