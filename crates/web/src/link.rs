//! Addresses within the pages, with their values escaped.

use crate::ask::Ask;
use domain::register::Cccd;
use std::fmt::Write;

/// An address under construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    path: String,
    values: Vec<(String, String)>,
}

impl Link {
    /// An address without values.
    pub(crate) fn to(path: impl Into<String>) -> Self {
        Self { path: path.into(), values: Vec::new() }
    }

    /// The address at which a household is corrected.
    pub(crate) fn edit(shard: app::Shard, code: &str) -> String {
        format!("/households/{}/{code}/edit", shard.0)
    }

    /// The address that was asked for, without a personal number that was looked for: addresses stay in histories.
    pub(crate) fn here(ask: &Ask) -> Self {
        let kept = ask.values.iter().filter(|(_, value)| Cccd::new(value).is_none());
        Self { path: ask.path.clone(), values: kept.cloned().collect() }
    }

    /// With a value, in place of one of the same name; an empty one goes.
    #[expect(clippy::needless_pass_by_value, reason = "a value is made in the call")]
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.retain(|(known, _)| known != name);
        let value = value.to_string();
        if !value.is_empty() {
            self.values.push((name.to_owned(), value));
        }
        self
    }

    /// Without a value.
    pub(crate) fn without(self, name: &str) -> Self {
        self.with(name, "")
    }

    /// The same values on another path.
    pub(crate) fn on(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&escaped(&self.path, true))?;
        for (place, (name, value)) in self.values.iter().enumerate() {
            let mark = if place == 0 { '?' } else { '&' };
            write!(f, "{mark}{}={}", escaped(name, false), escaped(value, false))?;
        }
        Ok(())
    }
}

fn escaped(text: &str, slashes: bool) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || (slashes && byte == b'/') {
            all.push(char::from(byte));
        } else {
            // writing to a string does not fail
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    #[test]
    fn values_are_escaped_replaced_and_removed() {
        let ask = Ask::of("/households", &[("q", "Hồ & An"), ("page", "3")], Lang::Vi);
        let link = Link::here(&ask).with("page", 4);
        assert_eq!(link.to_string(), "/households?q=H%E1%BB%93%20%26%20An&page=4");
        assert_eq!(link.without("page").without("q").to_string(), "/households");
    }
}
