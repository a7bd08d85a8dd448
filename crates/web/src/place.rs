//! The unit of a line of a table as an address names it.
//!
//! A village has no code: it is its commune's code and its own name. Villages of communes that were merged may share a
//! name, so such a village is named by the commune it is recorded under, on a day when that commune existed.

use crate::link::Link;
use base::AreaKey;
use domain::area::Areas;
use jiff::civil::Date;

/// See the module.
pub(crate) struct Place<'a> {
    pub(crate) code: &'a str,
    /// Empty for a unit with a code.
    pub(crate) village: &'a str,
    pub(crate) on: Date,
}

impl<'a> Place<'a> {
    /// The place of the unit of a line, in a table on the boundaries of `on`.
    pub(crate) fn of(areas: &Areas, line: &'a AreaKey, on: Date) -> Self {
        let Some((code, village)) = line.code.split_once('/') else {
            return Self { code: &line.code, village: "", on };
        };
        let commune = areas.get(&AreaKey { code: code.to_owned(), valid_from: line.valid_from });
        let last =
            commune.filter(|commune| !commune.valid_on(on)).map(|commune| commune.valid_to.unwrap_or(line.valid_from));
        Self { code, village, on: last.unwrap_or(on) }
    }

    /// The link to what the place has.
    pub(crate) fn of_link(&self, link: Link) -> Link {
        link.with("area", self.code).with("on", self.on).with("village", self.village)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_village_of_a_merged_commune_is_named_by_that_commune_while_it_existed() {
        let areas = Areas::bundled();
        let today = date(2025, 7, 1);
        let old = areas.at("20056", date(2025, 1, 1)).unwrap();
        let line = AreaKey { code: format!("{}/Thôn 1", old.key.code), valid_from: old.key.valid_from };
        let place = Place::of(areas, &line, today);
        assert_eq!((place.code, place.village, place.on), ("20056", "Thôn 1", date(2025, 6, 30)));
        assert_eq!(areas.at(place.code, place.on).unwrap().key, old.key);
        assert_ne!(areas.at(place.code, today).unwrap().key, old.key, "the code now means another commune");
        assert_eq!(Place::of(areas, &line, date(2025, 1, 1)).on, date(2025, 1, 1));
    }
}
