//! Tables whose headings sort them: by the word in the address, downwards or upwards.

use crate::ask::{Ask, unreadable};
use crate::link::Link;
use base::Failure;

/// A heading that sorts.
pub(crate) struct Heading {
    pub(crate) text: String,
    pub(crate) address: String,
    pub(crate) number: bool,
    /// What `aria-sort` says; empty for what is not sorted by.
    pub(crate) sorted: &'static str,
}

/// A column: its word in the address, the key of its heading, whether it is a figure.
pub(crate) type Column = (&'static str, &'static str, bool);

/// By which column, and whether downwards; the first one where the address names none.
pub(crate) fn order<'a>(ask: &'a Ask, columns: &[Column]) -> Result<(&'a str, bool), Failure> {
    let first = columns.first().map_or("", |(word, ..)| word);
    let sort = ask.value("sort").unwrap_or(first);
    if !columns.iter().any(|(word, ..)| *word == sort) {
        return Err(unreadable("sort", sort));
    }
    Ok((sort, ask.value("dir") == Some("down")))
}

/// The headings; figures are sorted downwards first. `place` is where on the page the table stands.
pub(crate) fn headings(ask: &Ask, columns: &[Column], (sort, down): (&str, bool), place: &str) -> Vec<Heading> {
    let heading = |(word, key, number): &Column| {
        let current = *word == sort;
        let next = if if current { !down } else { *number } { "down" } else { "up" };
        Heading {
            text: ask.words().t(key),
            address: format!("{}#{place}", Link::here(ask).with("sort", word).with("dir", next)),
            number: *number,
            sorted: match (current, down) {
                (false, _) => "",
                (true, true) => "descending",
                (true, false) => "ascending",
            },
        }
    };
    columns.iter().map(heading).collect()
}
