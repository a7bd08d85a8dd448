//! The looks of cells: Times New Roman throughout, roll-ups bold, counts and shares in Vietnamese number formats.

use crate::table::{Cell, Kind};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

/// Size of the body.
pub(super) const BODY_SIZE: f64 = 11.0;
/// Size of the titles of columns.
pub(super) const HEADER_SIZE: f64 = 11.0;
/// Size of the line of numbers and formulas.
pub(super) const LABEL_SIZE: f64 = 9.0;
/// Size of footnotes.
pub(super) const NOTE_SIZE: f64 = 10.0;

/// Vietnamese locale: points between thousands, a decimal comma, also where the computer speaks English.
/// `_)` keeps the last digit off the border.
const COUNT: &str = "[$-42A]#,##0_)";
const SHARE: &str = "[$-42A]0.00_)";

/// All formats of a form.
pub(super) struct Styles {
    pub(super) agency: Format,
    pub(super) motto: Format,
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) banner: Format,
    pub(super) header: Format,
    pub(super) label: Format,
    pub(super) note: Format,
    pub(super) note_head: Format,
    pub(super) date: Format,
    pub(super) signer: Format,
    pub(super) hint: Format,
    body: Vec<Format>,
}

impl Styles {
    pub(super) fn new() -> Self {
        let plain = |size: f64| Format::new().set_font_name("Times New Roman").set_font_size(size);
        let centred = |size: f64| {
            plain(size).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap()
        };
        let note = plain(NOTE_SIZE).set_text_wrap().set_align(FormatAlign::Top);
        Self {
            agency: centred(12.0).set_bold(),
            motto: centred(12.0).set_bold().set_underline(FormatUnderline::Single),
            title: centred(14.0).set_bold(),
            subtitle: centred(12.0).set_italic(),
            banner: centred(12.0).set_bold(),
            header: centred(HEADER_SIZE).set_bold().set_border(FormatBorder::Thin),
            label: centred(LABEL_SIZE).set_italic().set_border(FormatBorder::Thin),
            note_head: note.clone().set_bold(),
            note,
            date: centred(12.0).set_italic(),
            signer: centred(12.0).set_bold(),
            hint: centred(12.0).set_italic(),
            body: Place::ALL.into_iter().flat_map(|place| [body(place, false), body(place, true)]).collect(),
        }
    }

    /// The format of a cell of the body.
    pub(super) fn body(&self, kind: Kind, cell: &Cell, bold: bool) -> &Format {
        let place = match (kind, cell) {
            (_, Cell::Count(_)) => Place::Count,
            (_, Cell::Share(_)) => Place::Share,
            (Kind::Text, _) => Place::Left,
            (Kind::Number, _) => Place::Right,
            (Kind::Order | Kind::Mark, _) => Place::Centre,
        };
        &self.body[2 * place as usize + usize::from(bold)]
    }
}

/// The font of the workbook itself.
pub(super) fn default() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(BODY_SIZE)
}

#[derive(Clone, Copy)]
enum Place {
    Left,
    Centre,
    Right,
    Count,
    Share,
}

impl Place {
    const ALL: [Self; 5] = [Self::Left, Self::Centre, Self::Right, Self::Count, Self::Share];
}

fn body(place: Place, bold: bool) -> Format {
    let format = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(BODY_SIZE)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    let format = if bold { format.set_bold() } else { format };
    match place {
        Place::Left => format.set_indent(1).set_text_wrap(),
        Place::Centre => format.set_align(FormatAlign::Center).set_text_wrap(),
        Place::Right => format.set_align(FormatAlign::Right).set_text_wrap(),
        Place::Count => format.set_align(FormatAlign::Right).set_num_format(COUNT),
        Place::Share => format.set_align(FormatAlign::Right).set_num_format(SHARE),
    }
}
