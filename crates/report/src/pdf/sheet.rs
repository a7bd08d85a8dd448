//! A page of tables and pictures as PDF: what a page tells, the charts the same SVG that it shows.

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
    /// Tables, before the pictures.
    pub listings: Vec<Listing>,
    /// The pictures from top to bottom.
    pub pictures: Vec<Picture>,
    /// Source, version and day of printing, at the foot of each page.
    pub provenance: String,
}

/// One table of words and figures as they are to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Heading.
    pub heading: String,
    /// The columns.
    pub columns: Vec<ListingColumn>,
    /// Rows, each with a text for every column.
    pub rows: Vec<Vec<String>>,
    /// What a reader must know, under it. May be empty.
    pub note: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingColumn {
    /// Heading.
    pub heading: String,
    /// Its part of the width.
    pub share: u8,
    /// Whether figures stand in it, to the right.
    pub figures: bool,
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
    let listing = |listing: &Listing| {
        let columns = listing.columns.iter();
        json!({
            "heading": listing.heading,
            "columns": columns.clone().map(|one| one.heading.as_str()).collect::<Vec<_>>(),
            "shares": columns.clone().map(|one| one.share.max(1)).collect::<Vec<_>>(),
            "aligns": columns.map(|one| if one.figures { "right" } else { "left" }).collect::<Vec<_>>(),
            "cells": listing.rows.iter().flatten().collect::<Vec<_>>(),
            "note": listing.note,
        })
    };
    json!({
        "lang": match sheet.lang { Lang::Vi => "vi", Lang::En => "en" },
        "title": sheet.title,
        "lead": sheet.lead,
        "banner": sheet.banner,
        "listings": sheet.listings.iter().map(listing).collect::<Vec<_>>(),
        "pictures": sheet.pictures.iter().map(picture).collect::<Vec<_>>(),
        "provenance": sheet.provenance,
    })
}
