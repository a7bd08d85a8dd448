//! Colours of the charts, and how wide words are.
//!
//! Colours stand as hex in the picture, so that screen and paper are alike. All pairs that meet in one chart stay apart
//! for colour-blind readers; red is kept for what must be done and does not occur.

/// Ink of text and of the zero line.
pub(super) const INK: &str = "#15232d";
/// Softer ink, for labels of axes.
pub(super) const SOFT: &str = "#44535e";
/// The softest ink that is still read easily.
pub(super) const FAINT: &str = "#5e6d78";
/// Lines of the grid.
pub(super) const GRID: &str = "#e1e7ea";
/// Reference paths and frames.
pub(super) const REFERENCE: &str = "#8796a0";
/// Paper, and text on dark colours.
pub(super) const PAPER: &str = "#ffffff";

/// From few to many.
pub(super) const SEQUENTIAL: [&str; 8] =
    ["#f3f0e4", "#dde8dc", "#b9d6cc", "#8abcbd", "#62a0b0", "#2c6d8e", "#174c72", "#0b2c4c"];
/// From bad to good.
pub(super) const DIVERGING: [&str; 7] = ["#8a4b08", "#c98a3b", "#ebd3a9", "#f0f0ec", "#b7dad7", "#4e9e9b", "#0b5d5b"];

/// What a colour stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Poor households.
    #[default]
    Poor,
    /// Near-poor households.
    Near,
    /// A plain quantity.
    Plain,
    /// Better than asked, or leaving poverty.
    Good,
    /// Worse than asked, or falling into poverty.
    Bad,
    /// Something to compare with.
    Reference,
}

impl Tone {
    /// The colour of lines and areas.
    pub(super) fn fill(self) -> &'static str {
        match self {
            Self::Poor => "#174c72",
            Self::Near => "#a8620b",
            Self::Plain => "#2c6d8e",
            Self::Good => "#4e9e9b",
            Self::Bad => "#c98a3b",
            Self::Reference => REFERENCE,
        }
    }

    /// The colour of words: dark enough to be read on paper.
    pub(super) fn ink(self) -> &'static str {
        match self {
            Self::Good => "#0b5d5b",
            Self::Bad => "#8a4b08",
            Self::Reference => FAINT,
            tone => tone.fill(),
        }
    }
}

/// The colour of text on `fill`.
pub(super) fn on(fill: &str) -> &'static str {
    let dark = SEQUENTIAL[5..].contains(&fill) || fill == DIVERGING[0] || fill == DIVERGING[6];
    if dark { PAPER } else { INK }
}

/// Width of words in units, a little on the wide side: the real face is only known where the picture is shown.
pub(super) fn width(words: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = words.chars().map(em).sum();
    ems * size * if bold { 1.03 } else { 1.0 }
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' | 'j' | 'l' | '.' | ',' | '\'' | ':' | ';' | '|' | '!' | '·' | 'I' => {
            0.3
        }
        ' ' | '\u{a0}' => 0.24,
        'f' | 'r' | 't' | '(' | ')' | '/' => 0.43,
        's' | 'z' => 0.53,
        'm' | 'w' | '%' | '→' | 'M' | 'W' => 0.89,
        '0'..='9' => 0.68,
        '\u{300}'..='\u{36f}' => 0.0,
        _ if letter.is_uppercase() => 0.74,
        _ => 0.62,
    }
}

/// Breaks words into lines of at most `limit` units; a word longer than that stands alone.
pub(super) fn wrap(words: &str, size: f64, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line, size, false) + width(word, size, false) + em(' ') * size <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
