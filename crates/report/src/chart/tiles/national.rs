//! The places of the provinces, drawn by hand: one table for each order of provinces.

use base::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Tables of places, whoever is in force; which one fits is seen from its codes.
const TABLES: [&str; 2] =
    [include_str!("../../../../../data/areas/tiles-34.csv"), include_str!("../../../../../data/areas/tiles-63.csv")];

/// The archipelagos, by their word in the tables.
const ISLANDS: [(&str, &str, &str); 2] = [
    ("hoang_sa", "Quần đảo Hoàng Sa", "Hoàng Sa archipelago"),
    ("truong_sa", "Quần đảo Trường Sa", "Trường Sa archipelago"),
];

/// An archipelago on a national cartogram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Islands {
    /// Its name.
    pub name: Text,
    /// Code of the province it belongs to.
    pub code: String,
    /// Column and row of its left end.
    pub at: (u16, u16),
}

/// Where provinces and archipelagos stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct National {
    /// Column and row by code.
    pub places: BTreeMap<String, (u16, u16)>,
    /// Always drawn.
    pub islands: Vec<Islands>,
}

/// The places for exactly these provinces; `None` if no table is made for them.
pub fn national<'a>(codes: impl IntoIterator<Item = &'a str>) -> Option<National> {
    let codes: BTreeSet<&str> = codes.into_iter().collect();
    TABLES.into_iter().map(read).find(|table| table.places.keys().map(String::as_str).eq(codes.iter().copied()))
}

fn read(table: &str) -> National {
    let mut out = National::default();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [code, column, line, word] = cells[..] else { continue };
        let (Ok(column), Ok(line)) = (column.parse(), line.parse()) else { continue };
        let (code, at) = (code.to_owned(), (column, line));
        match ISLANDS.into_iter().find(|islands| islands.0 == word) {
            None => drop(out.places.insert(code, at)),
            Some((_, vi, en)) => out.islands.push(Islands { name: Text::new(vi, en), code, at }),
        }
    }
    out
}
