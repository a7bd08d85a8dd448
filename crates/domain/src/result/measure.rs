//! What a published figure measures.

use base::Text;

/// A measure of the published results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Hộ nghèo.
    PoorHouseholds,
    /// Hộ cận nghèo.
    NearPoorHouseholds,
    /// Hộ nghèo và hộ cận nghèo.
    PoorNearPoorHouseholds,
    /// Hộ có mức sống trung bình.
    AverageHouseholds,
    /// Tổng số hộ dân cư: the denominator.
    TotalHouseholds,
    /// Tổng số nhân khẩu.
    TotalPersons,
    /// Nhân khẩu nghèo.
    PoorPersons,
    /// Nhân khẩu cận nghèo.
    NearPoorPersons,
    /// Tỷ lệ hộ nghèo, %.
    PoorRate,
    /// Tỷ lệ hộ cận nghèo, %.
    NearPoorRate,
    /// Tỷ lệ hộ nghèo và hộ cận nghèo, %.
    PoorNearPoorRate,
    /// Tỷ lệ hộ có mức sống trung bình, %.
    AverageRate,
    /// Số chỉ số thiếu hụt bình quân một hộ.
    MeanDeprivations,
}

use Measure as M;

/// Word in files, name for people, in one place.
const TABLE: [(M, &str, &str, &str); 13] = [
    (M::PoorHouseholds, "poor_households", "số hộ nghèo", "poor households"),
    (M::NearPoorHouseholds, "near_poor_households", "số hộ cận nghèo", "near-poor households"),
    (
        M::PoorNearPoorHouseholds,
        "poor_near_poor_households",
        "số hộ nghèo và cận nghèo",
        "poor and near-poor households",
    ),
    (
        M::AverageHouseholds,
        "average_households",
        "số hộ có mức sống trung bình",
        "households of average living standard",
    ),
    (M::TotalHouseholds, "total_households", "tổng số hộ", "all households"),
    (M::TotalPersons, "total_persons", "tổng số nhân khẩu", "all persons"),
    (M::PoorPersons, "poor_persons", "số nhân khẩu nghèo", "persons in poor households"),
    (M::NearPoorPersons, "near_poor_persons", "số nhân khẩu cận nghèo", "persons in near-poor households"),
    (M::PoorRate, "poor_rate", "tỷ lệ hộ nghèo", "rate of poor households"),
    (M::NearPoorRate, "near_poor_rate", "tỷ lệ hộ cận nghèo", "rate of near-poor households"),
    (
        M::PoorNearPoorRate,
        "poor_near_poor_rate",
        "tỷ lệ hộ nghèo và cận nghèo",
        "rate of poor and near-poor households",
    ),
    (
        M::AverageRate,
        "average_rate",
        "tỷ lệ hộ có mức sống trung bình",
        "rate of households of average living standard",
    ),
    (M::MeanDeprivations, "mean_deprivations", "số thiếu hụt bình quân", "mean number of deprivations"),
];

impl Measure {
    /// All measures, in the order of the file's documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static str) {
        // the enum's own order is the table's order; a test holds them together
        &TABLE[self as usize]
    }

    /// The word used in files and on the command line.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Reads the word used in files.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|measure| measure.word() == word)
    }

    /// The name a person reads.
    pub fn name(self) -> Text {
        Text::new(self.row().2, self.row().3)
    }

    /// Whether the value is a whole number of households or persons.
    pub fn is_count(self) -> bool {
        !self.is_rate() && self != M::MeanDeprivations
    }

    /// Whether the value is a share in per cent.
    pub fn is_rate(self) -> bool {
        self.numerator().is_some()
    }

    /// The count a rate is the share of; the whole is [`Measure::TotalHouseholds`].
    pub fn numerator(self) -> Option<Self> {
        match self {
            M::PoorRate => Some(M::PoorHouseholds),
            M::NearPoorRate => Some(M::NearPoorHouseholds),
            M::PoorNearPoorRate => Some(M::PoorNearPoorHouseholds),
            M::AverageRate => Some(M::AverageHouseholds),
            _ => None,
        }
    }

    /// The count that bounds this one from above.
    pub fn whole(self) -> Option<Self> {
        match self {
            M::PoorHouseholds | M::NearPoorHouseholds | M::PoorNearPoorHouseholds | M::AverageHouseholds => {
                Some(M::TotalHouseholds)
            }
            M::PoorPersons | M::NearPoorPersons => Some(M::TotalPersons),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_own_row_and_word() {
        for (index, measure) in Measure::all().enumerate() {
            assert_eq!(measure as usize, index);
            assert_eq!(Measure::from_word(measure.word()), Some(measure));
        }
        assert_eq!(Measure::all().filter(|m| m.is_count()).count(), 8);
        assert_eq!(Measure::all().filter(|m| m.is_rate()).count(), 4);
    }
}
