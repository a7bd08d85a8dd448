//! Which page of a long list is shown, and the ways to its neighbours.

use crate::ask::Ask;
use crate::link::Link;
use base::Failure;
use std::ops::Range;

/// See the module.
pub(crate) struct Pager {
    pub(crate) page: usize,
    pub(crate) pages: usize,
    pub(crate) back: Option<String>,
    pub(crate) on: Option<String>,
    /// Places of the items shown.
    pub(crate) shown: Range<usize>,
}

impl Pager {
    /// The page that `page=` asks for, or the last one if there are fewer.
    pub(crate) fn new(ask: &Ask, items: usize, per_page: usize) -> Result<Self, Failure> {
        let pages = items.div_ceil(per_page).max(1);
        let page = ask.number::<usize>("page")?.unwrap_or(1).clamp(1, pages);
        let to = |page: usize| {
            let link = if page == 1 { Link::here(ask).without("page") } else { Link::here(ask).with("page", page) };
            link.to_string()
        };
        let first = (page - 1) * per_page;
        Ok(Self {
            page,
            pages,
            back: (page > 1).then(|| to(page - 1)),
            on: (page < pages).then(|| to(page + 1)),
            shown: first..items.min(first + per_page),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    #[test]
    fn pages_have_neighbours_and_a_last_one() {
        let of = |page: &str| Pager::new(&Ask::of("/x", &[("q", "a"), ("page", page)], Lang::Vi), 101, 50);
        let (first, last) = (of("1").unwrap(), of("9").unwrap());
        assert_eq!((first.back, first.on.as_deref(), first.shown), (None, Some("/x?q=a&page=2"), 0..50));
        assert_eq!((last.page, last.pages, last.shown), (3, 3, 100..101));
        assert_eq!((last.back.as_deref(), last.on), (Some("/x?q=a&page=2"), None));
        assert_eq!(of("0").unwrap().page, 1);
        assert!(of("hai").is_err());
        let none = Pager::new(&Ask::of("/x", &[], Lang::Vi), 0, 50).unwrap();
        assert_eq!((none.page, none.pages, none.shown), (1, 1, 0..0));
    }
}
