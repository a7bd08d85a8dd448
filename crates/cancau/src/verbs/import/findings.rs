//! Findings as a person reads them, and as a program does.

use crate::say::tell;
use base::{Finding, Lang, Severity};
use std::fmt::Write;

/// Findings by severity, for a summary line: errors, warnings, notes.
pub(crate) fn count(findings: &[Finding]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|finding| finding.severity == severity).count())
}

/// Prints findings on stderr, the gravest first.
pub(crate) fn print(findings: &[Finding], lang: Lang) {
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    for finding in findings {
        let severity = match (finding.severity, lang) {
            (Severity::Error, Lang::Vi) => "Sai",
            (Severity::Error, Lang::En) => "Wrong",
            (Severity::Warning, Lang::Vi) => "Nghi",
            (Severity::Warning, Lang::En) => "Doubtful",
            (Severity::Note, Lang::Vi) => "Lưu ý",
            (Severity::Note, Lang::En) => "Note",
        };
        tell!("  {severity} {} [{}] {}", finding.code, finding.place, finding.message.get(lang));
    }
}

/// Findings as a JSON array.
pub(super) fn json(findings: &[Finding], lang: Lang) -> String {
    let items: Vec<String> = findings
        .iter()
        .map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            format!(
                "{{\"code\":\"{}\",\"severity\":\"{severity}\",\"place\":{},\"message\":{}}}",
                finding.code,
                json_text(&finding.place),
                json_text(finding.message.get(lang))
            )
        })
        .collect();
    format!("[{}]", items.join(","))
}

/// A JSON string.
pub(crate) fn json_text(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                // writing into a string cannot fail
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_backslashes_and_controls_are_escaped() {
        assert_eq!(json_text("a\"b\\c\nđ"), "\"a\\\"b\\\\c\\u000ađ\"");
    }
}
