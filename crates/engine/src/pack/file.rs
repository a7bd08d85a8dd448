//! How a pack is written in `standards/*.toml`. Nothing is checked here beyond the shape.

use super::Per;
use crate::classify::Measure;
use crate::law::Citation;
use crate::rule::RuleFile;
use base::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file form of a pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    pub(super) id: String,
    pub(super) name: Text,
    /// Pack whose missing parts this one takes over (lines, dimensions, indicators, classes, causes, groups).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) extends: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) beside: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) province: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) per: Option<Per>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unknown: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) method: Option<MethodFile>,
    #[serde(default)]
    pub(super) sources: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) validity: Vec<ValidityFile>,
    #[serde(default)]
    pub(super) line: Vec<LineFile>,
    #[serde(default)]
    pub(super) dimension: Vec<NamedFile>,
    #[serde(default)]
    pub(super) indicator: Vec<IndicatorFile>,
    #[serde(default)]
    pub(super) class: Vec<ClassFile>,
    #[serde(default)]
    pub(super) cause: Vec<NamedFile>,
    #[serde(default)]
    pub(super) group: Vec<NamedFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MethodFile {
    pub(super) precedence: Measure,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) points_per_indicator: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) point_regions: Vec<String>,
    pub(super) law: Citation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValidityFile {
    pub(super) from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<String>,
    pub(super) law: Citation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineFile {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) rural: i64,
    pub(super) urban: i64,
    pub(super) law: Citation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) b1: Option<CutOffFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CutOffFile {
    pub(super) rural: i64,
    pub(super) urban: i64,
    pub(super) law: Citation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedFile {
    pub(super) id: String,
    pub(super) name: Text,
    pub(super) law: Citation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorFile {
    pub(super) id: String,
    pub(super) dimension: String,
    pub(super) name: Text,
    pub(super) threshold: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<RuleOrUnknown>,
    pub(super) law: Citation,
}

/// `rule = "unknown"` where the text is not at hand, else the rule itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum RuleOrUnknown {
    Word(String),
    Rule(Box<RuleFile>),
}

// written by hand because an untagged enum would lose the message that names the wrong key
impl<'de> Deserialize<'de> for RuleOrUnknown {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = RuleOrUnknown;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a rule or \"unknown\"")
            }

            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Self::Value, E> {
                Ok(RuleOrUnknown::Word(word.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let rule = RuleFile::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RuleOrUnknown::Rule(Box::new(rule)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassFile {
    pub(super) id: crate::Class,
    pub(super) name: Text,
    #[serde(default)]
    pub(super) when: Vec<WayFile>,
    pub(super) law: Citation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WayFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) above: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_most: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deprived: Option<CountFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_least: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) below: Option<u32>,
}

impl PackFile {
    /// Takes over what the overlay leaves out. An income line of its own never inherits a B1 cut-off:
    /// points that stand for the national line do not stand for another one.
    pub(super) fn complete_from(mut self, base: &Self) -> Self {
        fn inherit<T: Clone>(own: &mut Vec<T>, base: &[T]) {
            if own.is_empty() {
                own.extend_from_slice(base);
            }
        }
        self.extends = None;
        self.per = self.per.or(base.per);
        for (name, source) in &base.sources {
            self.sources.entry(name.clone()).or_insert_with(|| source.clone());
        }
        inherit(&mut self.line, &base.line);
        inherit(&mut self.dimension, &base.dimension);
        inherit(&mut self.indicator, &base.indicator);
        inherit(&mut self.class, &base.class);
        inherit(&mut self.cause, &base.cause);
        inherit(&mut self.group, &base.group);
        self
    }
}
