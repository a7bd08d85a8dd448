//! What went wrong, where, and how to mend it, for the person who asked.

use crate::{Lang, Text};
use std::fmt::Write;

/// A failure a person can act on: a stable code, a sentence, the place, the remedy.
///
/// Codes start with `CC-` and never change meaning; scripts may rely on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable code, for example `CC-FILE-NOT-FOUND`.
    pub code: &'static str,
    /// What happened, one sentence.
    pub message: Text,
    /// Where: a file, a line, a column, an item. Empty when the command itself is the place.
    pub place: String,
    /// What the person can do about it.
    pub remedy: Text,
}

impl Failure {
    /// A failure with its sentence in both languages.
    pub fn new(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, message: Text::new(vi, en), place: String::new(), remedy: Text::new("", "") }
    }

    /// Says where it happened.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn remedy(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.remedy = Text::new(vi, en);
        self
    }

    /// The failure as a person reads it on a terminal: one to three lines.
    pub fn render(&self, lang: Lang) -> String {
        let (error, place, remedy) = match lang {
            Lang::Vi => ("Lỗi", "Ở", "Cách sửa"),
            Lang::En => ("Error", "At", "To mend"),
        };
        let mut out = format!("{error} {}: {}", self.code, self.message.get(lang));
        if !self.place.is_empty() {
            // writing to a string does not fail
            let _ = write!(out, "\n  {place}: {}", self.place);
        }
        if !self.remedy.get(lang).is_empty() {
            let _ = write!(out, "\n  {remedy}: {}", self.remedy.get(lang));
        }
        out
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(Lang::Vi))
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_where_and_how_to_mend_it() {
        let failure = Failure::new("CC-TEST", "không đọc được tệp", "cannot read the file")
            .at("a.csv, dòng 3")
            .remedy("mở lại tệp và lưu dạng CSV", "open the file again and save it as CSV");
        assert_eq!(
            failure.render(Lang::Vi),
            "Lỗi CC-TEST: không đọc được tệp\n  Ở: a.csv, dòng 3\n  Cách sửa: mở lại tệp và lưu dạng CSV"
        );
        assert!(failure.render(Lang::En).starts_with("Error CC-TEST: cannot read the file\n  At: a.csv"));
    }
}
