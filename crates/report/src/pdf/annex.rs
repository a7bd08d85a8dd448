//! A table that goes with a decision, as an annex on paper (Decree 30/2020, Annex I): its heading, what it is attached to,
//! the table with its header on every page, notes.

use super::{Listing, Writer};
use base::{Failure, Lang};
use serde_json::{Value, json};

/// The annex of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annex {
    /// The language of the words.
    pub lang: Lang,
    /// The banner of simulated data; none for real data.
    pub banner: Option<String>,
    /// “Phụ lục”.
    pub label: String,
    /// What it is about; printed in capitals.
    pub title: String,
    /// What it is attached to; printed in brackets.
    pub attached: String,
    /// In what the table counts.
    pub unit: String,
    /// The table. Its heading is not printed; its note stands below, line by line.
    pub table: Listing,
    /// The last row.
    pub sum: Vec<String>,
    /// Where it comes from, at the foot of each page.
    pub provenance: String,
}

impl Writer {
    /// The bytes of an annex.
    pub fn write_annex(&self, annex: &Annex) -> Result<Vec<u8>, Failure> {
        self.pdf(&self.annex, &data(annex), &annex.title)
    }

    /// All words that an annex prints, page by page.
    pub fn words_of_annex(&self, annex: &Annex) -> Result<Vec<String>, Failure> {
        let document = self.lay_out(&self.annex, &data(annex))?;
        let page = |page: &typst_layout::Page| {
            let mut out = String::new();
            super::words(&page.frame, &mut out);
            out
        };
        Ok(document.pages().iter().map(page).collect())
    }
}

fn data(annex: &Annex) -> Value {
    let columns = annex.table.columns.iter();
    json!({
        "lang": match annex.lang { Lang::Vi => "vi", Lang::En => "en" },
        "banner": annex.banner,
        "label": annex.label,
        "title": annex.title,
        "attached": annex.attached,
        "unit": annex.unit,
        "columns": columns.clone().map(|one| one.heading.as_str()).collect::<Vec<_>>(),
        "shares": columns.clone().map(|one| one.share.max(1)).collect::<Vec<_>>(),
        "aligns": columns.map(|one| if one.figures { "right" } else { "left" }).collect::<Vec<_>>(),
        "cells": annex.table.rows.iter().flatten().collect::<Vec<_>>(),
        "sum": annex.sum,
        "notes": annex.table.note.lines().collect::<Vec<_>>(),
        "provenance": annex.provenance,
    })
}
