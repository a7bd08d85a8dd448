//! Names as they are searched: folded words, each found by its beginning, in any order.

use crate::sql::search as sql;
use crate::{Bulk, Tx};
use base::Failure;

/// How many words of a search are looked for anywhere in the name; further ones must follow the last of these.
pub(crate) const WORDS: usize = 6;

/// How many names are folded at a time.
const BLOCK: usize = 20_000;

/// The folded words of a name, each with a space before it.
pub(crate) fn words(name: &str) -> String {
    format!(" {}", vntext::fold(name))
}

/// Patterns that a name's [`words`] must all match, the longest word first because it refuses the most; none if
/// nothing was typed that could stand in a name.
pub(crate) fn patterns(text: &str) -> Option<[Option<String>; WORDS]> {
    let folded = vntext::fold(text);
    let mut typed: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if typed.is_empty() {
        return None;
    }
    let rest = if typed.len() > WORDS { typed.split_off(WORDS - 1) } else { Vec::new() };
    typed.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut patterns: Vec<String> = typed.iter().map(|word| format!("% {word}%")).collect();
    if !rest.is_empty() {
        patterns.push(format!("% {}%", rest.join("% ")));
    }
    let mut patterns = patterns.into_iter();
    Some(std::array::from_fn(|_| patterns.next()))
}

/// Gives persons that were recorded before there were words theirs.
pub(crate) fn fill(tx: &mut Tx<'_>) -> Result<(), Failure> {
    let mut staged = Bulk::new(sql::STAGE_NAME);
    let mut last = String::new();
    loop {
        let names =
            tx.rows(sql::NAMES_AFTER, &[last.as_str().into(), i64::try_from(BLOCK).unwrap_or(i64::MAX).into()])?;
        for row in &names {
            let name = row.text(0)?;
            staged.push(tx, [name.into(), words(name).into()])?;
            name.clone_into(&mut last);
        }
        if names.len() < BLOCK {
            break;
        }
    }
    staged.finish(tx)?;
    tx.execute(sql::FILL_WORDS, &[])?;
    tx.execute(sql::FORGET_NAMES, &[])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_for_in_any_order_and_the_longest_first() {
        assert_eq!(words("Nguyễn Thị Đào"), " nguyen thi dao");
        let found = patterns(" Đào  nguyễn").unwrap();
        assert_eq!(found[..3], [Some("% nguyen%".into()), Some("% dao%".into()), None]);
        assert_eq!(patterns(" - "), None);
        let long = patterns("a b c d e f g h").unwrap();
        assert_eq!(long[5], Some("% f% g% h%".into()));
    }
}
