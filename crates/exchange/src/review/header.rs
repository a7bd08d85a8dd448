//! Where the headings stand and what they mean. Titles above, one to three lines, merged cells, old encodings.

use super::field::Field;
use super::source::Sample;
use engine::Pack;
use std::collections::HashMap;
use vntext::legacy::{Encoding, decode};

/// Rows in which the headings are looked for.
const SCAN: usize = 40;
/// Lines of headings.
const DEEPEST: usize = 3;
/// Fewer known columns than this are a coincidence.
const FEWEST: usize = 3;

/// Texts whose meaning has been looked up: the same cells are tried in many combinations.
type Known = HashMap<String, Option<Field>>;

/// The headings of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Positions of the first and last heading line in the sample.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Heading of each column, decoded, lines joined by a space.
    pub(super) headings: Vec<String>,
    /// What each column means; a field stands in one column only.
    pub(super) fields: Vec<Option<Field>>,
    /// Encoding of the headings.
    pub(super) encoding: Encoding,
    /// Known columns.
    pub(super) score: usize,
}

/// Finds the headings: the lines with most known columns, the fewest lines and the plainest encoding among equals.
pub(super) fn find(sample: &Sample, pack: &Pack) -> Option<Header> {
    let mut best: Option<Header> = None;
    let mut known = Known::new();
    for encoding in [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni] {
        for first in 0..sample.rows.len().min(SCAN) {
            for last in first..sample.rows.len().min(first + DEEPEST) {
                // an empty row parts the titles from the headings
                if sample.rows[last].number - sample.rows[first].number > u32::try_from(last - first).unwrap_or(0) {
                    break;
                }
                let header = read(sample, first, last, encoding, pack, &mut known);
                let better = best.as_ref().is_none_or(|best| {
                    header.score > best.score || (header.score == best.score && last - first < best.last - best.first)
                });
                if header.score >= FEWEST && better {
                    best = Some(header);
                }
            }
        }
    }
    best.filter(|header| header.fields.iter().any(|field| matches!(field, Some(Field::Name | Field::HeadName))))
}

fn read(sample: &Sample, first: usize, last: usize, encoding: Encoding, pack: &Pack, known: &mut Known) -> Header {
    let rows = &sample.rows[first..=last];
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let text = |level: usize, column: usize| {
        rows[level].get(column).map(|cell| vntext::clean(&decode(&cell.text, encoding))).unwrap_or_default()
    };
    let mut headings: Vec<String> = Vec::with_capacity(width);
    let mut fields: Vec<Option<Field>> = Vec::with_capacity(width);
    let mut over = vec![String::new(); rows.len()];
    for column in 0..width {
        let own: Vec<String> = (0..rows.len()).map(|level| text(level, column)).collect();
        let mut lines = Vec::new();
        for level in 0..rows.len() {
            // a merged cell holds its text in its first column; those below it stand under the same heading
            let covered = own[level].is_empty() && own[level + 1..].iter().any(|below| !below.is_empty());
            if !own[level].is_empty() {
                over[level].clone_from(&own[level]);
                over[level + 1..].iter_mut().for_each(String::clear);
            }
            let line = if covered { &over[level] } else { &own[level] };
            if !line.is_empty() {
                lines.push(line.clone());
            }
        }
        let field =
            meaning(&lines, pack, known).filter(|field| *field == Field::Known || !fields.contains(&Some(*field)));
        headings.push(lines.join(" "));
        fields.push(field);
    }
    let score = fields.iter().flatten().filter(|field| **field != Field::Known).count();
    Header { first, last, headings, fields, encoding, score }
}

/// The whole heading first («Năm sinh» «Nam»), then its last lines alone.
fn meaning(lines: &[String], pack: &Pack, known: &mut Known) -> Option<Field> {
    (0..lines.len()).find_map(|from| {
        let heading = lines[from..].join(" ");
        *known.entry(heading).or_insert_with_key(|heading| Field::of_heading(heading, pack))
    })
}

/// Whether a row under the headings only numbers the columns: `A`, `(1)`, `2`.
pub(super) fn is_numbering<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut count = 0;
    for text in texts {
        let bare = text.trim().trim_matches(['(', ')', '[', ']']);
        let digits = bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
        let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic());
        if bare.is_empty() || !(digits || letter) {
            return false;
        }
        count += 1;
    }
    count >= 3
}
