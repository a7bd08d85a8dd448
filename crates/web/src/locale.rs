//! The texts of the pages in both languages, from `locales/`.

use base::Lang;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid};
use std::borrow::Cow;
use std::collections::HashMap;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "vi",
        // marks of direction around every value would stand in copied text and in tests
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Encloses the key of a text that a language lacks; no page may hold it.
pub(crate) const MISSING: char = '⟦';

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Lang);

impl Words {
    /// The text of a key.
    pub(crate) fn t(self, key: &str) -> String {
        self.find(key, None)
    }

    /// The text of a key with its values; numbers arrive as they are to be read.
    pub(crate) fn with(self, key: &str, values: &[(&'static str, &str)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
            values.iter().map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value))).collect();
        self.find(key, Some(&values))
    }

    /// The text of a key that may be unknown, such as a word of the database.
    pub(crate) fn known(self, key: &str) -> Option<String> {
        Some(self.t(key)).filter(|text| !text.starts_with(MISSING))
    }

    fn find(self, key: &str, values: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
        let id: LanguageIdentifier = match self.0 {
            Lang::Vi => langid!("vi"),
            Lang::En => langid!("en"),
        };
        // without the fallback: a text that English lacks must be seen, not read in Vietnamese
        LOCALES.lookup_single_language(&id, key, values).unwrap_or_else(|_| format!("{MISSING}{key}⟧"))
    }
}
