//! A deployment's own texts as they lie in its database: what another version of the program wrote may be unreadable.

use super::{Document, Programmes};
use crate::area::Areas;
use base::{Failure, Text};

/// A stored text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Whether it is a document; else it is a programme.
    pub document: bool,
    /// Its id.
    pub id: String,
    /// Why.
    pub failure: Failure,
}

impl Programmes {
    /// The same as [`Programmes::with_own`] as far as the texts can be read. What cannot, and what names it, is left out and
    /// told: a programme also when one of its id comes with the program, since that is not what holds any more. A document that
    /// comes with the program stays, because programmes rest on it, with a note that there is a newer text of it.
    pub fn with_stored(
        &self,
        areas: &Areas,
        documents: &[(&str, &str)],
        programmes: &[(&str, &str)],
    ) -> (Self, Vec<Unreadable>) {
        if let Ok(all) = self.with_own(areas, documents, programmes) {
            return (all, Vec::new());
        }
        // a document may name one that was saved later: those that wait are tried again after others came in
        let mut all = self.clone();
        let (mut waiting, mut told): (Vec<(&str, &str)>, Vec<Unreadable>) = (documents.to_vec(), Vec::new());
        loop {
            let before = waiting.len();
            told.clear();
            waiting.retain(|&(id, text)| match all.with_own(areas, &[(id, text)], &[]) {
                Ok(more) => {
                    all = more;
                    false
                }
                Err(failure) => {
                    told.push(Unreadable { document: true, id: id.to_owned(), failure });
                    true
                }
            });
            if waiting.len() == before {
                break;
            }
        }
        for one in &told {
            all.documents.iter_mut().filter(|document| document.id == one.id).for_each(outdated);
        }
        for &(id, text) in programmes {
            match all.with_own(areas, &[], &[(id, text)]) {
                Ok(more) => all = more,
                Err(failure) => {
                    all.programmes.retain(|programme| programme.id != id);
                    told.push(Unreadable { document: false, id: id.to_owned(), failure });
                }
            }
        }
        (all, told)
    }
}

/// Says that there is a newer text.
fn outdated(document: &mut Document) {
    let note = Text::new(
        "hệ thống có bản mới hơn của mục này mà phiên bản phần mềm đang chạy không đọc được; đây là bản đi kèm phần mềm",
        "the deployment has a newer text of this, which this version of the program cannot read; this is the one that comes \
         with the program",
    );
    document.note = Some(match document.note.take() {
        Some(known) => Text::new(format!("{}; {}", known.vi, note.vi), format!("{}; {}", known.en, note.en)),
        None => note,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Bond, DocumentState, Relation, write_documents, write_programme};

    #[test]
    fn what_cannot_be_read_is_left_out_and_told_and_the_rest_is_there() {
        let (areas, bundled) = (Areas::bundled(), Programmes::bundled());
        let document = |id: &str, to: Option<&str>| {
            let mut document = bundled.document("nb-kh-151").unwrap().clone();
            let tie = |to: &str| Relation { bond: Bond::Amends, to: to.to_owned(), sentence: String::new() };
            document.relations = to.map(tie).into_iter().collect();
            document.id = id.to_owned();
            document
        };
        let written = |document: &Document| write_documents(std::slice::from_ref(document));
        let programme = |id: &str| {
            let mut programme = bundled.programme("ninh-binh-kh-151").unwrap().clone();
            programme.id = id.to_owned();
            programme
        };
        let broken = |text: String| text.replace("state = ", "stand = ").replace("[[version]]", "[[edition]]");
        let ids = |all: &[Unreadable]| all.iter().map(|one| (one.document, one.id.clone())).collect::<Vec<_>>();

        // first names second, which was saved after it; gone cannot be read, and after names it
        let (first, second) = (written(&document("first", Some("second"))), written(&document("second", None)));
        let (gone, after) = (broken(written(&document("gone", None))), written(&document("after", Some("gone"))));
        let mut expired = bundled.document("hue-kh-121").unwrap().clone();
        expired.state = DocumentState::Expired;
        let newer = broken(written(&expired));
        let documents =
            [("first", &*first), ("after", &*after), ("second", &*second), ("gone", &*gone), ("hue-kh-121", &*newer)];
        let (own, lost) = (write_programme(&programme("own")), broken(write_programme(&programme("lost"))));
        let amended = broken(write_programme(bundled.programme("thanh-hoa-vi-du").unwrap()));
        let programmes = [("lost", &*lost), ("own", &*own), ("thanh-hoa-vi-du", &*amended)];
        assert!(bundled.with_own(areas, &documents, &programmes).is_err());
        let (all, told) = bundled.with_stored(areas, &documents, &programmes);
        let expected =
            [(true, "after"), (true, "gone"), (true, "hue-kh-121"), (false, "lost"), (false, "thanh-hoa-vi-du")];
        assert_eq!(ids(&told), expected.map(|(document, id)| (document, id.to_owned())));
        assert!(told.iter().all(|one| one.failure.code.starts_with("CC-PROGRAMME")), "{told:?}");
        assert!(all.document("first").is_some() && all.document("second").is_some() && all.document("after").is_none());
        let kept = all.document("hue-kh-121").unwrap();
        let note = kept.note.as_ref().unwrap();
        assert!(kept.state == DocumentState::Issued && note.vi.contains("bản mới hơn"), "not silently: {note:?}");
        assert!(all.programme("own").is_some() && all.programme("lost").is_none());
        assert!(all.programme("thanh-hoa-vi-du").is_none(), "what holds no more is not shown in its place");
        assert_eq!(all.programmes.len(), bundled.programmes.len());
        // nothing is told where all can be read
        assert_eq!(bundled.with_stored(areas, &documents[..1], &[]).1.len(), 1);
        assert_eq!(bundled.with_stored(areas, &[documents[0], documents[2]], &programmes[1..2]).1, []);
    }
}
