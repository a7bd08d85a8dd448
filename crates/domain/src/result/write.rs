//! Facts → the file they can be read from again.

use super::{COLUMNS, Fact};

/// The canonical file of some facts: sorted, so that equal facts give equal bytes whatever order they came in.
pub fn write(facts: &[Fact]) -> String {
    let mut rows: Vec<[String; COLUMNS.len()]> = facts.iter().map(row).collect();
    rows.sort();
    let mut out = COLUMNS.join(",");
    out.push('\n');
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            out.push_str(&quoted(cell));
        }
        out.push('\n');
    }
    out
}

fn row(fact: &Fact) -> [String; COLUMNS.len()] {
    [
        fact.area.code.clone(),
        fact.part.word().to_owned(),
        fact.year.to_string(),
        fact.measure.word().to_owned(),
        fact.value.to_string(),
        fact.standard.to_string(),
        fact.status.word().to_owned(),
        fact.source_kind.word().to_owned(),
        fact.decision.clone(),
        fact.source.clone(),
        fact.verified.word().to_owned(),
        fact.note.clone(),
    ]
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::Areas;
    use crate::result::{Results, read_strictly};

    #[test]
    fn what_is_written_reads_back_equal_in_any_order() {
        let areas = Areas::bundled();
        let mut facts = Results::bundled(areas).unwrap().facts;
        facts[0].note = "“a”, \"b\"; c\nd".to_owned();
        let text = write(&facts);
        let again = read_strictly("again.csv", text.as_bytes(), areas).unwrap();
        assert_eq!(again.len(), facts.len());
        facts.reverse();
        assert_eq!(write(&again), write(&facts));
        assert_eq!(write(&again), text);
    }
}
