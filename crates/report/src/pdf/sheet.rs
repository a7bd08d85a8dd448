//! A page of pictures as PDF: the charts of a page under their headings, the same SVG that the page shows.

use super::Writer;
use base::{Failure, Lang};
use serde_json::{Value, json};

/// Pictures to be printed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The language of the words, for the reader's program.
    pub lang: Lang,
    /// Headline.
    pub title: String,
    /// Sentences under it.
    pub lead: Vec<String>,
    /// The banner of simulated data; none for real data.
    pub banner: Option<String>,
    /// The pictures from top to bottom.
    pub pictures: Vec<Picture>,
    /// Source, version and day of printing, at the foot of each page.
    pub provenance: String,
}

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Heading.
    pub heading: String,
    /// The SVG of a [`crate::chart::Chart`].
    pub svg: String,
    /// The same in words, for those who do not see it.
    pub alt: String,
    /// Part of the page's width in per cent.
    pub width: u8,
    /// What a reader must know, under it. May be empty.
    pub note: String,
}

impl Writer {
    /// The bytes of a sheet's PDF.
    pub fn write_sheet(&self, sheet: &Sheet) -> Result<Vec<u8>, Failure> {
        self.pdf(&self.sheet, &data(sheet), &sheet.title)
    }

    /// All words that a sheet prints outside its pictures.
    pub fn words_of_sheet(&self, sheet: &Sheet) -> Result<String, Failure> {
        self.printed(&self.sheet, &data(sheet))
    }
}

fn data(sheet: &Sheet) -> Value {
    let picture = |picture: &Picture| {
        json!({
            "heading": picture.heading,
            "svg": picture.svg,
            "alt": picture.alt,
            "width": picture.width.clamp(10, 100),
            "note": picture.note,
        })
    };
    json!({
        "lang": match sheet.lang { Lang::Vi => "vi", Lang::En => "en" },
        "title": sheet.title,
        "lead": sheet.lead,
        "banner": sheet.banner,
        "pictures": sheet.pictures.iter().map(picture).collect::<Vec<_>>(),
        "provenance": sheet.provenance,
    })
}
