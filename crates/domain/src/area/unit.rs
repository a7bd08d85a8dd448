//! One administrative unit in one unchanged state.

use base::{AreaKey, Lang, Level, Period};
use jiff::civil::Date;

/// What a unit is called by law (loại hình đơn vị hành chính).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The country.
    Country,
    /// Vùng.
    Region,
    /// Tỉnh.
    Province,
    /// Thành phố trực thuộc trung ương.
    CentralCity,
    /// Quận.
    UrbanDistrict,
    /// Huyện.
    RuralDistrict,
    /// Thị xã.
    Town,
    /// Thành phố thuộc tỉnh.
    ProvincialCity,
    /// Xã.
    Commune,
    /// Phường.
    Ward,
    /// Thị trấn.
    Township,
    /// Đặc khu.
    SpecialZone,
    /// Thôn, bản, ấp, buôn, tổ dân phố.
    Village,
}

/// Kind, word in files, level, Vietnamese and English.
const KINDS: [(Kind, &str, Level, &str, &str); 13] = [
    (Kind::Country, "quoc_gia", Level::Country, "Quốc gia", "country"),
    (Kind::Region, "vung", Level::Region, "Vùng", "region"),
    (Kind::Province, "tinh", Level::Province, "Tỉnh", "province"),
    (Kind::CentralCity, "thanh_pho_tw", Level::Province, "Thành phố", "centrally run city"),
    (Kind::UrbanDistrict, "quan", Level::District, "Quận", "urban district"),
    (Kind::RuralDistrict, "huyen", Level::District, "Huyện", "district"),
    (Kind::Town, "thi_xa", Level::District, "Thị xã", "town"),
    (Kind::ProvincialCity, "thanh_pho", Level::District, "Thành phố", "provincial city"),
    (Kind::Commune, "xa", Level::Commune, "Xã", "commune"),
    (Kind::Ward, "phuong", Level::Commune, "Phường", "ward"),
    (Kind::Township, "thi_tran", Level::Commune, "Thị trấn", "township"),
    (Kind::SpecialZone, "dac_khu", Level::Commune, "Đặc khu", "special zone"),
    (Kind::Village, "thon", Level::Village, "Thôn", "village"),
];

impl Kind {
    fn row(self) -> &'static (Kind, &'static str, Level, &'static str, &'static str) {
        KINDS.iter().find(|row| row.0 == self).expect("every kind has its row")
    }

    /// The word used in files.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        KINDS.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// The words of the kinds that a level has.
    pub(super) fn words_of(level: Level) -> Vec<&'static str> {
        KINDS.iter().filter(|row| row.2 == level).map(|row| row.1).collect()
    }

    /// The level at which this kind exists.
    pub fn level(self) -> Level {
        self.row().2
    }

    /// The kind as people say it; in Vietnamese also the beginning of the full name.
    pub fn name(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.row().3,
            Lang::En => self.row().4,
        }
    }
}

/// A unit as it was on each day of its validity.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Code and first day.
    pub key: AreaKey,
    /// Level of the tree.
    pub level: Level,
    /// What it is called by law.
    pub kind: Kind,
    /// Full name: `Tỉnh Yên Bái`.
    pub name: String,
    /// Name without its kind: `Yên Bái`; numbered units keep it (`Phường 1`).
    pub short_name: String,
    /// The unit above; only the country has none.
    pub parent: Option<AreaKey>,
    /// Last day; `None` while it exists.
    pub valid_to: Option<Date>,
    /// Whether `key.valid_from` is its true first day. If not, it is only the day from which the list vouches for it.
    pub from_known: bool,
    /// Latitude of a point inside, degrees north.
    pub lat: Option<f64>,
    /// Longitude of a point inside, degrees east.
    pub lon: Option<f64>,
    /// Where the row comes from: marks explained in `data/areas/SOURCES.md`.
    pub source: String,
}

impl Unit {
    /// First and last day.
    pub fn period(&self) -> Period {
        Period { from: self.key.valid_from, to: self.valid_to }
    }

    /// Whether the unit existed in this state on `day`.
    pub fn valid_on(&self, day: Date) -> bool {
        self.period().contains(day)
    }
}
