//! Whether a page is well formed: every element that is opened is closed, in order. Enough to find a template that
//! forgot one; not a validator.

/// Elements that have no end.
const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "col", "wbr"];

/// The first fault of a page, or none.
pub(crate) fn fault(page: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let before: String = rest[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        rest = &rest[at + 1..];
        if rest.starts_with('!') {
            continue;
        }
        let Some(end) = end_of_tag(rest) else { return Some(format!("a tag never ends after …{before}")) };
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name.trim() => {}
                last => return Some(format!("</{name}> closes {last:?} after …{before}")),
            }
            continue;
        }
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
        if name == "script" || name == "style" {
            rest = &rest[rest.find("</").unwrap_or(0)..];
        }
    }
    open.pop().map(|name| format!("<{name}> is never closed"))
}

/// Where the tag ends; a `>` within quotes does not end it.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

#[test]
fn faults_of_markup_are_found() {
    assert_eq!(fault("<!doctype html><p class=\"a>b\">x<br><svg><path d=\"M0\"/></svg></p>"), None);
    assert!(fault("<p><b>x</p></b>").unwrap().contains("</p> closes"));
    assert!(fault("<p>x").unwrap().contains("never closed"));
    assert!(fault("<p>x</p></div>").unwrap().contains("</div>"));
}
