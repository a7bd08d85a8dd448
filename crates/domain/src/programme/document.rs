//! The register of documents that programmes, targets and decisions point to, and how they hang together.

use super::Quote;
use base::{Failure, Text};
use jiff::civil::Date;

/// How far a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Being written (dự thảo).
    Draft,
    /// Laid before who decides (đã trình).
    Submitted,
    /// Signed and issued (đã ban hành).
    Issued,
    /// No longer in force (hết hiệu lực).
    Expired,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Nghị quyết.
    Resolution,
    /// Chỉ thị.
    Directive,
    /// Quyết định.
    Decision,
    /// Kế hoạch.
    Plan,
    /// Kết luận.
    Conclusion,
    /// Tờ trình.
    Submission,
    /// Cuộc họp đã kết luận, không có văn bản mang số.
    Meeting,
}

/// How one document stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bond {
    /// Thực hiện.
    CarriesOut,
    /// Thay thế.
    Replaces,
    /// Sửa đổi, bổ sung, điều chỉnh.
    Amends,
    /// Thuộc, nằm trong.
    BelongsTo,
}

const STATES: [(State, &str, &str, &str); 4] = [
    (State::Draft, "draft", "dự thảo", "draft"),
    (State::Submitted, "submitted", "đã trình", "submitted"),
    (State::Issued, "issued", "đã ban hành", "issued"),
    (State::Expired, "expired", "hết hiệu lực", "expired"),
];

const KINDS: [(Kind, &str, &str, &str); 7] = [
    (Kind::Resolution, "resolution", "Nghị quyết", "Resolution"),
    (Kind::Directive, "directive", "Chỉ thị", "Directive"),
    (Kind::Decision, "decision", "Quyết định", "Decision"),
    (Kind::Plan, "plan", "Kế hoạch", "Plan"),
    (Kind::Conclusion, "conclusion", "Kết luận", "Conclusion"),
    (Kind::Submission, "submission", "Tờ trình", "Submission"),
    (Kind::Meeting, "meeting", "Cuộc họp", "Meeting"),
];

const BONDS: [(Bond, &str, &str, &str); 4] = [
    (Bond::CarriesOut, "carries_out", "thực hiện", "carries out"),
    (Bond::Replaces, "replaces", "thay thế", "replaces"),
    (Bond::Amends, "amends", "sửa đổi", "amends"),
    (Bond::BelongsTo, "belongs_to", "thuộc", "belongs to"),
];

/// Word, way back and name of a closed vocabulary, from its table.
macro_rules! vocabulary {
    ($name:ident, $table:ident) => {
        impl $name {
            /// The word used in files.
            pub fn word(self) -> &'static str {
                $table[self as usize].1
            }

            /// Reads the word used in files.
            pub fn from_word(word: &str) -> Option<Self> {
                $table.iter().find(|row| row.1 == word).map(|row| row.0)
            }

            /// As people read it.
            pub fn name(self) -> Text {
                Text::new($table[self as usize].2, $table[self as usize].3)
            }
        }
    };
}

vocabulary!(State, STATES);
vocabulary!(Kind, KINDS);
vocabulary!(Bond, BONDS);

impl State {
    /// Draft → submitted.
    pub fn submit(self) -> Result<Self, Failure> {
        self.go(Self::Submitted, &[Self::Draft])
    }

    /// Submitted → draft: whoever decides sends it back.
    pub fn send_back(self) -> Result<Self, Failure> {
        self.go(Self::Draft, &[Self::Submitted])
    }

    /// Draft or submitted → issued: some are signed by who wrote them.
    pub fn issue(self) -> Result<Self, Failure> {
        self.go(Self::Issued, &[Self::Draft, Self::Submitted])
    }

    /// Issued → expired.
    pub fn expire(self) -> Result<Self, Failure> {
        self.go(Self::Expired, &[Self::Issued])
    }

    /// Whether nobody outside is bound by it yet: it may still be changed, or never be issued.
    pub fn is_draft(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted)
    }

    /// The step that leads to a state: each state is reached by one.
    pub fn step(self, to: Self) -> Result<Self, Failure> {
        match to {
            Self::Draft => self.send_back(),
            Self::Submitted => self.submit(),
            Self::Issued => self.issue(),
            Self::Expired => self.expire(),
        }
    }

    /// The states that one step leads to.
    pub fn next(self) -> Vec<Self> {
        STATES.iter().map(|row| row.0).filter(|to| self.step(*to).is_ok()).collect()
    }

    fn go(self, to: Self, from: &[Self]) -> Result<Self, Failure> {
        if from.contains(&self) {
            return Ok(to);
        }
        let (is, wanted) = (self.name(), to.name());
        Err(Failure::new(
            "CC-DOCUMENT-STATE",
            format!("văn bản đang “{}”, không chuyển thành “{}” được", is.vi, wanted.vi),
            format!("the document is “{}” and cannot become “{}”", is.en, wanted.en),
        )
        .remedy("xem lại trạng thái hiện tại của văn bản", "look at the document's present state"))
    }
}

/// A tie to another document, with the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// How.
    pub bond: Bond,
    /// Id of the other document.
    pub to: String,
    /// The clause that says it; empty only where a person has entered the tie.
    pub sentence: String,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Id inside the collection: `th-qd-289`.
    pub id: String,
    /// Number and sign (số, ký hiệu), as printed; a conclusion or a meeting may have none.
    pub number: Option<String>,
    /// Day of signature; `None` where the text gives none.
    pub date: Option<Date>,
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub title: Text,
    /// Who issues it.
    pub issuer: String,
    /// Who signed it; `None` where the text does not say.
    pub signer: Option<String>,
    /// Where the original is kept, as somebody wrote it down; its files lie in the database.
    pub file: Option<String>,
    /// How far it has come.
    pub state: State,
    /// Ties to others.
    pub relations: Vec<Relation>,
    /// The words it is known from.
    pub quote: Quote,
    /// What a reader must know.
    pub note: Option<Text>,
}

impl Document {
    /// Whether every word of a search stands in its number, title, issuer, signer or words, tone marks or not.
    pub fn speaks_of(&self, search: &str) -> bool {
        let signer = self.signer.as_deref().unwrap_or("");
        let number = self.number.as_deref().unwrap_or("");
        let all = [number, &self.name().vi, &self.title.vi, &self.title.en, &self.issuer, signer, &self.quote.words];
        let all = vntext::fold(&all.join(" "));
        vntext::fold(search).split_whitespace().all(|word| all.contains(word))
    }

    /// Whether number, day and issuer are those of another one, however they are spaced and capitalised. What has no number
    /// cannot be told apart so.
    pub fn is_same_paper(&self, other: &Self) -> bool {
        let plain = |text: &str| vntext::fold(&vntext::normal::clean(text));
        let number = |one: &Self| one.number.as_deref().map(plain).filter(|number| !number.is_empty());
        number(self).is_some()
            && (number(self), self.date) == (number(other), other.date)
            && plain(&self.issuer) == plain(&other.issuer)
    }

    /// `Quyết định 289-QĐ/TU`, or the title's own words when it has no number.
    pub fn name(&self) -> Text {
        let kind = self.kind.name();
        match &self.number {
            Some(number) => Text::new(format!("{} {number}", kind.vi), format!("{} {number}", kind.en)),
            None => self.title.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_row() {
        for (index, row) in STATES.iter().enumerate() {
            assert_eq!((row.0 as usize, State::from_word(row.1)), (index, Some(row.0)));
        }
        for (index, row) in KINDS.iter().enumerate() {
            assert_eq!((row.0 as usize, Kind::from_word(row.1)), (index, Some(row.0)));
        }
        for (index, row) in BONDS.iter().enumerate() {
            assert_eq!((row.0 as usize, Bond::from_word(row.1)), (index, Some(row.0)));
        }
    }

    #[test]
    fn a_document_goes_forward_and_an_issued_one_is_not_submitted_again() {
        let issued = State::Draft.submit().and_then(State::issue).unwrap();
        assert_eq!(issued.expire(), Ok(State::Expired));
        assert_eq!(State::Submitted.send_back(), Ok(State::Draft));
        assert_eq!(State::Draft.issue(), Ok(State::Issued));
        for refused in [issued.submit(), State::Expired.issue(), State::Draft.expire(), issued.send_back()] {
            assert_eq!(refused.unwrap_err().code, "CC-DOCUMENT-STATE");
        }
    }
}
