//! Shapes that several answers share.

use super::read::Day;
use crate::serve::Web;
use base::{AreaKey, Text};
use domain::area::Unit;
use domain::form::Tally;
use engine::Citation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in both languages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Bilingual {
    /// Vietnamese.
    vi: String,
    /// English.
    en: String,
}

impl Bilingual {
    pub(super) fn of(text: &Text) -> Self {
        Self { vi: text.vi.clone(), en: text.en.clone() }
    }
}

/// The clause that something rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Law {
    /// Instrument and article, as people cite it.
    clause: String,
    /// Where the text was read; empty when no source is at hand.
    source: String,
    /// Whether it was read in the source, word for word. If not, it is not to be presented as law.
    verified: bool,
    /// What is doubtful, in Vietnamese.
    note: String,
}

impl Law {
    pub(super) fn of(law: &Citation) -> Self {
        Self { clause: law.clause.clone(), source: law.source.clone(), verified: law.verified, note: law.note.clone() }
    }
}

/// A unit at a time: a code alone may have meant several.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Place {
    /// Official code, with its leading zeros.
    #[schema(example = "46")]
    code: String,
    /// First day on which the code meant this unit.
    valid_from: Day,
    /// Full name; the code where the unit is not in the list.
    name: String,
}

impl Place {
    pub(super) fn of(web: &Web, key: &AreaKey) -> Self {
        let name = web.desk.areas().get(key).map_or_else(|| key.code.clone(), |unit| unit.name.clone());
        Self { code: key.code.clone(), valid_from: Day(key.valid_from), name }
    }
}

/// An administrative unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Area {
    #[serde(flatten)]
    place: Place,
    /// Last day; null while it exists.
    valid_to: Option<Day>,
    /// Whether `valid_from` is its true first day, or only the first that the list vouches for.
    from_known: bool,
    /// Where in the tree it stands.
    level: &'static str,
    /// What it is called by law.
    kind: &'static str,
    /// Name without its kind.
    short_name: String,
    /// The unit above; null for the country.
    parent: Option<Place>,
    /// Degrees north of a point inside.
    lat: Option<f64>,
    /// Degrees east of a point inside.
    lon: Option<f64>,
}

impl Area {
    pub(super) fn of(web: &Web, unit: &Unit) -> Self {
        Self {
            place: Place::of(web, &unit.key),
            valid_to: unit.valid_to.map(Day),
            from_known: unit.from_known,
            level: unit.level.word(),
            kind: unit.kind.word(),
            short_name: unit.short_name.clone(),
            parent: unit.parent.as_ref().map(|key| Place::of(web, key)),
            lat: unit.lat,
            lon: unit.lon,
        }
    }
}

/// Households and the persons in them.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(super) struct Tallied {
    /// Hộ.
    households: u64,
    /// Nhân khẩu.
    persons: u64,
}

impl Tallied {
    pub(super) fn of(tally: Tally) -> Self {
        Self { households: tally.households, persons: tally.persons }
    }
}

/// A class of households.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ClassWord {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
    /// Hộ có mức sống trung bình.
    Average,
    /// Hộ không nghèo.
    NotPoor,
}
