//! What a review recorded, written in the columns that `classify` reads, so that anybody can compute it again.

use crate::Book;
use base::Failure;
use domain::register::Review;
use engine::pack;
use std::fmt::Write as _;

impl Book<'_> {
    /// Streams the households of a review as CSV lines, the header first: code, kind of area, means, and one column of
    /// 0 and 1 per indicator. No names, no numbers of persons. How many households there were.
    pub fn answers(
        &mut self,
        review: &Review,
        mut write: impl FnMut(&str) -> Result<(), Failure>,
    ) -> Result<u64, Failure> {
        let pack = pack::find(&review.standard)?;
        let ids: Vec<&str> = pack.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
        write(&format!("household_id,area_kind,income,b1,{}\n", ids.join(",")))?;
        let (mut households, mut line, view) = (0, String::new(), self.view());
        self.store.answers_of(view, review, |recorded| {
            let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
            let (income, b1) = (number(recorded.means.income), number(recorded.means.b1));
            line.clear();
            // writing into a string cannot fail
            let _ = write!(line, "{},{},{income},{b1}", quoted(&recorded.code), recorded.area_kind.word());
            for index in 0..ids.len() {
                line.push_str(if recorded.flags.has(index) { ",1" } else { ",0" });
            }
            line.push('\n');
            households += 1;
            write(&line)
        })?;
        Ok(households)
    }
}

/// Codes come from files of other systems and may hold anything.
fn quoted(code: &str) -> String {
    if code.contains([',', '"', '\n', ';']) { format!("\"{}\"", code.replace('"', "\"\"")) } else { code.to_owned() }
}
