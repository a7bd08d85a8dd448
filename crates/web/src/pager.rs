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
    /// The first page, the last, and those around this one.
    pub(crate) near: Vec<PageLink>,
    /// Places of the items shown.
    pub(crate) shown: Range<usize>,
}

/// A page of the list; without an address, the gap between two that are told.
pub(crate) struct PageLink {
    pub(crate) text: String,
    pub(crate) address: String,
    pub(crate) current: bool,
}

/// How many pages on either side of the current one are told.
const AROUND: usize = 2;

impl Pager {
    /// The page that `page=` asks for, or the last one if there are fewer.
    pub(crate) fn new(ask: &Ask, items: usize, per_page: usize) -> Result<Self, Failure> {
        let pages = items.div_ceil(per_page).max(1);
        let page = ask.number::<usize>("page")?.unwrap_or(1).clamp(1, pages);
        let to = |page: usize| {
            let link = if page == 1 { Link::here(ask).without("page") } else { Link::here(ask).with("page", page) };
            link.to_string()
        };
        let mut near: Vec<PageLink> = Vec::new();
        let mut before = 0;
        let told = (page.saturating_sub(AROUND)..=page + AROUND).filter(|one| (2..pages).contains(one));
        for one in std::iter::once(1).chain(told).chain((pages > 1).then_some(pages)) {
            if one > before + 1 {
                near.push(PageLink { text: "…".to_owned(), address: String::new(), current: false });
            }
            near.push(PageLink { text: ask.figures().count(one as u64), address: to(one), current: one == page });
            before = one;
        }
        let first = (page - 1) * per_page;
        Ok(Self {
            page,
            pages,
            back: (page > 1).then(|| to(page - 1)),
            on: (page < pages).then(|| to(page + 1)),
            near,
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
        let told = |page: &str, items: usize| {
            let pager = Pager::new(&Ask::of("/x", &[("page", page)], Lang::Vi), items, 50).unwrap();
            pager.near.iter().map(|link| link.text.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told("5", 1000), "1 … 3 4 5 6 7 … 20");
        assert_eq!((told("1", 1000), told("2", 101), told("1", 3)), ("1 2 3 … 20".into(), "1 2 3".into(), "1".into()));
        assert!(of("hai").is_err());
        let none = Pager::new(&Ask::of("/x", &[], Lang::Vi), 0, 50).unwrap();
        assert_eq!((none.page, none.pages, none.shown), (1, 1, 0..0));
    }
}
