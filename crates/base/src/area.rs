//! How an administrative unit is named in a fact: an official code is no key, because codes are reused.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A level of the administrative tree. `District` ended on 1 July 2025; `Region` groups provinces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The whole country (cả nước).
    Country,
    /// A socio-economic region (vùng).
    Region,
    /// A province or centrally run city (tỉnh, thành phố trực thuộc trung ương).
    Province,
    /// A district (huyện, quận, thị xã), until 30 June 2025.
    District,
    /// A commune, ward or special zone (xã, phường, thị trấn, đặc khu).
    Commune,
    /// A village (thôn, bản, tổ dân phố).
    Village,
}

impl Level {
    /// All levels from the widest to the narrowest.
    pub const ALL: [Self; 6] =
        [Self::Country, Self::Region, Self::Province, Self::District, Self::Commune, Self::Village];

    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Village => "village",
        }
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// The key of an administrative unit: its official code *and* the day from which that code meant it.
///
/// Code 15 is Yên Bái until 30/6/2025 and Lào Cai from 1/7/2025: two keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AreaKey {
    /// Official code as text with its leading zeros: 2 digits province, 3 district, 5 commune; `VN` the country.
    pub code: String,
    /// First day on which the code meant this unit.
    pub valid_from: Date,
}

/// Reads what `Display` writes, `19777@2025-07-01`.
impl std::str::FromStr for AreaKey {
    type Err = crate::Failure;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = text.split_once('@').and_then(|(code, from)| Some((code.to_owned(), from.parse().ok()?)));
        let (code, valid_from) = key.ok_or_else(|| {
            crate::Failure::new("CC-AREA-CODE", "không có đơn vị này", "there is no such unit").at(text)
        })?;
        Ok(Self { code, valid_from })
    }
}

impl std::fmt::Display for AreaKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.code, self.valid_from)
    }
}
