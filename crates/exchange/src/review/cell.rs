//! Cells and rows as any source gives them: text with the kind of cell it came from. Nothing is interpreted here.

/// What a cell was in the file. CSV knows only [`Kind::Text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, or only a format.
    #[default]
    Empty,
    /// Text.
    Text,
    /// A number; its text is the shortest decimal that reads back the same.
    Number,
    /// A number with a date format; its text is `1985-03-12`.
    Date,
    /// True or false: `TRUE`, `FALSE`.
    Bool,
    /// An error value, such as `#N/A`.
    Error,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value as text, as it stands in the file (old encodings are not yet decoded).
    pub text: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether the value is the cached result of a formula.
    pub formula: bool,
}

impl Cell {
    /// A cell of text; white space alone is an empty cell.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let kind = if text.trim().is_empty() { Kind::Empty } else { Kind::Text };
        Self { text, kind, formula: false }
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.kind == Kind::Empty
    }
}

/// A row with its place in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Position of the sheet in the workbook, from 0; always 0 in a CSV file.
    pub sheet: usize,
    /// Row number as the spreadsheet shows it, from 1. In a CSV file the line.
    pub number: u32,
    /// Cells from column A on, without empty ones at the end.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, if the row reaches so far and there is anything in it.
    pub(super) fn get(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }

    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// The letters of a column: 0 is A, 26 is AA.
pub fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// The column of these letters; none if they are no column of a spreadsheet.
pub fn column_of_letters(letters: &str) -> Option<usize> {
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let number = letters.bytes().fold(0, |sum, byte| sum * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some(number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (16_383, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_of_letters(letters), Some(column));
        }
        assert_eq!(column_of_letters("xfd"), Some(16_383));
        for wrong in ["", "1", "A1", "ABCD"] {
            assert_eq!(column_of_letters(wrong), None);
        }
    }
}
