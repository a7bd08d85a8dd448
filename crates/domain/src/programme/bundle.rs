//! The documents and programmes that come with the program, and what is odd about their texts.

use super::{Actual, Document, Programme, Relation, Rules, Target, check, read, write_documents};
use crate::area::Areas;
use crate::result::Results;
use base::{AreaKey, Failure, Finding};
use jiff::civil::Date;
use std::sync::OnceLock;

/// The files of `data/programmes/`, by name.
const FILES: [(&str, &str); 6] = [
    ("thanh-hoa-qd-289-2016.toml", include_str!("../../../../data/programmes/thanh-hoa-qd-289-2016.toml")),
    ("thanh-hoa-vi-du.toml", include_str!("../../../../data/programmes/thanh-hoa-vi-du.toml")),
    ("ninh-thuan-2018.toml", include_str!("../../../../data/programmes/ninh-thuan-2018.toml")),
    ("ninh-binh-kh-151.toml", include_str!("../../../../data/programmes/ninh-binh-kh-151.toml")),
    ("thua-thien-hue-nq-11-2021.toml", include_str!("../../../../data/programmes/thua-thien-hue-nq-11-2021.toml")),
    ("ninh-thuan-ct-19-2021.toml", include_str!("../../../../data/programmes/ninh-thuan-ct-19-2021.toml")),
];

const DOCUMENTS: (&str, &str) = ("documents.toml", include_str!("../../../../data/programmes/documents.toml"));

const RULES: &str = include_str!("../../../../data/programmes/rules.toml");

/// All of it.
#[derive(Clone, Debug)]
pub struct Programmes {
    /// The register of documents.
    pub documents: Vec<Document>,
    /// The programmes, in the order in which they began.
    pub programmes: Vec<Programme>,
    /// The common rules of judging.
    pub rules: Rules,
}

impl Programmes {
    /// What comes with the program, on the bundled areas.
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Programmes> = OnceLock::new();
        BUNDLED.get_or_init(|| Self::load(Areas::bundled(), DOCUMENTS, &FILES).expect("a test reads the files"))
    }

    /// Reads documents and programmes, each a file name with its text.
    pub fn load(areas: &Areas, documents: (&str, &str), files: &[(&str, &str)]) -> Result<Self, Failure> {
        let documents = read::documents(documents.0, documents.1)?;
        let programmes = files.iter().map(|(file, text)| read::programme(file, text, areas, &documents));
        let programmes = programmes.collect::<Result<_, Failure>>()?;
        Ok(Self { documents, programmes, rules: Rules::bundled() })
    }

    /// These with a deployment's own: documents as `write_documents` writes each, programmes as their
    /// files, both with their ids. One of
    /// its own takes the place of the bundled one of the same id: a deployment may carry a bundled text on.
    pub fn with_own(
        &self,
        areas: &Areas,
        documents: &[(&str, &str)],
        programmes: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        let is_own = |one: &&Document| documents.iter().any(|(id, _)| *id == one.id);
        let kept: Vec<Document> = self.documents.iter().filter(|one| !is_own(one)).cloned().collect();
        let mut register = write_documents(&kept);
        for (_, text) in documents {
            register = register + "\n" + text;
        }
        let register = read::documents("documents", &register)?;
        let mut all = self.programmes.clone();
        for (id, text) in programmes {
            let read = read::programme(id, text, areas, &register)?;
            match all.iter_mut().find(|one| one.id == read.id) {
                Some(bundled) => *bundled = read,
                None => all.push(read),
            }
        }
        Ok(Self { documents: register, programmes: all, rules: self.rules.clone() })
    }

    /// The programme with this id.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    /// The document with this id.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The document with this number of this day, as a decision is named: `15/QĐ-UBND`. Numbers begin anew each year.
    pub fn numbered(&self, number: &str, day: Date) -> Option<&Document> {
        let same = |known: &str| vntext::fold(known.trim()) == vntext::fold(number.trim());
        self.documents
            .iter()
            .find(|one| one.number.as_deref().is_some_and(same) && one.date.is_some_and(|date| date == day))
    }

    /// The documents that a search finds, in the order of the register; all of them for an empty one.
    pub fn search(&self, search: &str) -> Vec<&Document> {
        self.documents.iter().filter(|document| document.speaks_of(search)).collect()
    }

    /// Who points to a document, and how: what carries it out, replaces or amends it, or belongs to it.
    pub fn pointing_to(&self, id: &str) -> Vec<(&Document, &Relation)> {
        let ties = self.documents.iter().flat_map(|one| one.relations.iter().map(move |relation| (one, relation)));
        ties.filter(|(_, relation)| relation.to == id).collect()
    }

    /// The day a document with this number was signed, when the register knows it: `QĐ 217/QĐ-BLĐTBXH`.
    pub fn signed(&self, number: &str) -> Option<Date> {
        let bare = number.split_once(' ').map_or(number, |(_, rest)| rest);
        let named = |document: &&Document| document.number.as_deref().is_some_and(|own| own == number || own == bare);
        self.documents.iter().find(named).and_then(|document| document.date)
    }

    /// The published results as actuals, each known from the day its decision was signed.
    pub fn published(&self, results: &Results) -> Vec<Actual> {
        results.facts.iter().map(|fact| Actual::from_fact(fact, |decision| self.signed(decision))).collect()
    }

    /// Every sum of every text that does not come out.
    pub fn check(&self) -> Vec<Finding> {
        self.programmes.iter().flat_map(check::check).collect()
    }
}

impl Rules {
    /// The rules that come with the program.
    pub fn bundled() -> Self {
        toml::from_str(RULES).expect("a test reads the file")
    }
}

/// Reads one programme of a deployment, whose documents are known.
pub fn read_programme(file: &str, text: &str, areas: &Areas, documents: &[Document]) -> Result<Programme, Failure> {
    read::programme(file, text, areas, documents)
}

/// Reads one target that a form wrote, each key as in the file of a programme of that area; `text` is what its words stand in.
/// The place of a failure is the key.
pub fn read_target(target: &str, area: &AreaKey, areas: &Areas, text: &str) -> Result<Target, Failure> {
    read::one_target(target, area, areas, text)
}

/// What a reader checks of a target, for one that a person changed: what does not belong together is refused. The place of a
/// failure is the key.
pub fn check_target(target: &Target, area: &AreaKey, areas: &Areas) -> Result<(), Failure> {
    read::check_target(target, area, areas)
}
