//! Which keys of a target belong to which kinds: what a reader refuses in a file, a form hides.

const VALUED: [&str; 6] = ["level", "points_per_year", "relative", "coverage", "recognitions", "unquantified"];
const FIGURED: [&str; 8] =
    ["level", "points_per_year", "relative", "coverage", "recognitions", "unquantified", "comparator", "gap"];
const LIMITED: [&str; 7] = ["level", "points_per_year", "relative", "coverage", "recognitions", "unquantified", "gap"];

/// Keys that only some kinds take, with those kinds; every other key belongs to all.
const TAKES: [(&str, &[&str]); 17] = [
    ("unit", &FIGURED),
    ("bound", &FIGURED),
    ("value", &LIMITED),
    ("stretch", &["level", "points_per_year", "relative", "coverage", "recognitions", "gap"]),
    ("over", &["points_per_year"]),
    ("stage", &["milestone"]),
    ("comparator", &["comparator"]),
    ("against", &["gap"]),
    ("must", &["gap"]),
    ("waits_for", &["to_be_set"]),
    ("word", &["unquantified"]),
    ("counted_level", &["level"]),
    ("items", &["coverage"]),
    ("baseline", &FIGURED),
    ("path", &VALUED),
    ("points", &VALUED),
    (
        "series",
        &[
            "level",
            "points_per_year",
            "relative",
            "coverage",
            "recognitions",
            "unquantified",
            "comparator",
            "gap",
            "to_be_set",
        ],
    ),
];

/// The kinds, as files name them.
pub const KINDS: [&str; 11] = [
    "level",
    "points_per_year",
    "relative",
    "coverage",
    "recognitions",
    "comparator",
    "gap",
    "milestone",
    "unquantified",
    "to_be_set",
    "evidence",
];

/// The kinds that take a key of a file; a part of a key (`baseline.on`) goes with the whole.
pub fn kinds_with(key: &str) -> &'static [&'static str] {
    let whole = key.split('.').next().unwrap_or(key);
    TAKES.iter().find(|row| row.0 == whole).map_or(&KINDS, |row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_named_exists_and_words_without_a_figure_take_none() {
        assert!(TAKES.iter().flat_map(|row| row.1).all(|kind| KINDS.contains(kind)));
        assert_eq!(kinds_with("baseline.value"), FIGURED);
        assert_eq!(kinds_with("due.on"), KINDS);
        for key in ["value", "bound", "unit", "path", "points", "baseline.on"] {
            assert!(!kinds_with(key).contains(&"evidence") && !kinds_with(key).contains(&"milestone"), "{key}");
        }
    }
}
