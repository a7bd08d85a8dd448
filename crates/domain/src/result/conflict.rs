//! Incoming facts against those already there: known, new, or contradicting.

use super::check::Likeness;
use super::{Fact, Identity, Reading, Reject};
use base::Text;
use std::collections::HashMap;

/// Moves the facts of `reading` that contradict a known one to its rejects. Returns how many were known already.
///
/// The same figure of the same decision may come again (it changes nothing). Another figure under the same identity
/// cannot be true beside it; a corrected figure has a decision of its own, or the earlier batch is undone first.
pub fn refuse_contradictions(known: &[Fact], reading: &mut Reading) -> usize {
    let known: HashMap<Identity, &Fact> = known.iter().map(|fact| (fact.identity(), fact)).collect();
    let mut repeated = 0;
    let incoming = std::mem::take(&mut reading.facts);
    for fact in incoming {
        match known.get(&fact.identity()) {
            Some(there) if there.value != fact.value => reading.rejects.push(contradiction(&fact, there)),
            Some(_) => {
                repeated += 1;
                reading.facts.push(fact);
            }
            None => reading.facts.push(fact),
        }
    }
    reading.rejects.sort_by_key(|reject| reject.line);
    repeated
}

fn contradiction(fact: &Fact, there: &Fact) -> Reject {
    let (vi, en) = match Likeness::of(fact.value, there.value) {
        Some(likeness) => {
            let (vi, en) = likeness.words();
            (format!("; {vi}"), format!("; {en}"))
        }
        None => (String::new(), String::new()),
    };
    Reject {
        line: fact.line,
        column: "value",
        code: "CC-RESULT-CONFLICT",
        message: Text::new(
            format!(
                "{}: đã có số {} ({}) với cùng trạng thái và quyết định{vi}",
                fact.value.vietnamese(),
                there.value.vietnamese(),
                there.place()
            ),
            format!(
                "{}: there is already {} ({}) with the same status and decision{en}",
                fact.value.english(),
                there.value.english(),
                there.place()
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::Areas;
    use crate::result::{Results, read};

    #[test]
    fn the_same_figure_is_known_another_one_is_refused_and_another_decision_is_a_version() {
        let known = Results::bundled(Areas::bundled()).unwrap().facts;
        let text = "area_code,year,measure,value,standard,status,source_kind,decision,source\n\
            DBSH,2022,poor_households,69329,vn-2022,official,review,QĐ 71/QĐ-BLĐTBXH,x\n\
            DBSH,2022,near_poor_households,100327,vn-2022,official,review,QĐ 71/QĐ-BLĐTBXH,x\n\
            DBSH,2022,poor_households,69330,vn-2022,official,review,QĐ 99/QĐ-BLĐTBXH,x\n";
        let mut reading = read("t.csv", text.as_bytes(), Areas::bundled()).unwrap();
        assert_eq!(refuse_contradictions(&known, &mut reading), 1);
        assert_eq!((reading.facts.len(), reading.rejects.len()), (2, 1));
        let reject = &reading.rejects[0];
        assert_eq!((reject.line, reject.column, reject.code), (3, "value", "CC-RESULT-CONFLICT"));
        assert!(reject.message.vi.contains("100.237") && reject.message.vi.contains("đảo hai chữ số"));
    }
}
