//! What is told of programmes to those who may not know every document.

use super::{Programme, Programmes};
use std::collections::BTreeSet;

/// What stands in the place of such a document's name.
const DRAFT: &str = "văn bản dự thảo";

impl Programmes {
    /// These without some documents, by their ids, and without the ties to them. What rests on one of them stays, by a
    /// stand-in that no document has, and quotes it under no name.
    #[must_use]
    pub fn without(&self, hidden: &BTreeSet<String>) -> Self {
        let is_hidden = |id: &str| hidden.contains(id);
        let names = self.documents.iter().filter(|one| is_hidden(&one.id)).map(|one| one.name().vi);
        let names: BTreeSet<String> = names.collect();
        let mut all = self.clone();
        all.documents.retain(|one| !is_hidden(&one.id));
        all.documents.iter_mut().for_each(|one| one.relations.retain(|relation| !is_hidden(&relation.to)));
        for programme in &mut all.programmes {
            stand_in(programme, hidden);
            texts(programme).filter(|text| names.contains(*text)).for_each(|text| DRAFT.clone_into(text));
        }
        all
    }
}

/// Ids of documents are made of letters, digits and dashes: none begins like these.
fn stand_in(programme: &mut Programme, hidden: &BTreeSet<String>) {
    let mut known: Vec<String> = Vec::new();
    let versions = programme.versions.iter_mut().map(|one| &mut one.document);
    let targets = programme.targets.iter_mut().map(|one| &mut one.version);
    for id in versions.chain(targets).filter(|id| hidden.contains(*id)) {
        let at = known.iter().position(|one| one == id).unwrap_or_else(|| {
            known.push(id.clone());
            known.len() - 1
        });
        *id = format!("#{at}");
    }
}

/// The names of all texts that a programme quotes.
fn texts(programme: &mut Programme) -> impl Iterator<Item = &mut String> {
    let quotes = programme.versions.iter_mut().map(|one| &mut one.quote);
    let quotes = quotes.chain(programme.targets.iter_mut().map(|one| &mut one.quote));
    let quotes = quotes.chain(programme.statements.iter_mut().map(|one| &mut one.quote));
    let quotes = quotes.chain(programme.bodies.iter_mut().map(|one| &mut one.quote));
    let quotes = quotes.chain(programme.tasks.iter_mut().map(|one| &mut one.quote));
    let quotes = quotes.chain(programme.priorities.iter_mut().map(|one| &mut one.quote));
    std::iter::once(&mut programme.text).chain(quotes.map(|quote| &mut quote.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_a_hidden_document_stays_and_does_not_name_it() {
        let all = Programmes::bundled();
        let hidden = BTreeSet::from(["hue-nq-11".to_owned(), "hue-kh-121".to_owned()]);
        assert!(hidden.iter().all(|id| all.document(id).is_some()), "{hidden:?}");
        let told = all.without(&hidden);
        assert_eq!(told.documents.len(), all.documents.len() - 2);
        let ties = |of: &Programmes| of.documents.iter().flat_map(|one| one.relations.clone()).collect::<Vec<_>>();
        assert!(
            ties(all).iter().any(|tie| hidden.contains(&tie.to))
                && !ties(&told).iter().any(|tie| hidden.contains(&tie.to))
        );
        let id = "thua-thien-hue-nq-11-2021";
        let (before, after) = (all.programme(id).unwrap(), told.programme(id).unwrap());
        assert_eq!(after.targets.len(), before.targets.len());
        let written = format!("{after:?}");
        assert!(hidden.iter().all(|id| !written.contains(&format!("\"{id}\""))), "{written}");
        // a target still belongs to the version that set it, so the same ones are in force
        let day = jiff::civil::date(2023, 4, 1);
        let of = |programme: &Programme| {
            let version = programme.version_on(day).unwrap().document.clone();
            programme.targets.iter().filter(|one| one.version == version).map(|one| one.id.clone()).collect::<Vec<_>>()
        };
        assert!(!of(before).is_empty() && of(before) == of(after), "{:?}", of(after));
        assert_eq!(all.without(&BTreeSet::new()).documents, all.documents);
    }

    #[test]
    fn a_text_that_is_the_name_of_a_hidden_document_is_not_told() {
        let mut all = Programmes::bundled().clone();
        let name = all.document("nb-kh-151").unwrap().name().vi;
        let programme = all.programmes.iter_mut().find(|one| one.id == "ninh-binh-kh-151").unwrap();
        programme.text.clone_from(&name);
        programme.targets[0].quote.text.clone_from(&name);
        let told = all.without(&BTreeSet::from(["nb-kh-151".to_owned()]));
        let programme = told.programme("ninh-binh-kh-151").unwrap();
        assert_eq!((&*programme.text, &*programme.targets[0].quote.text), (DRAFT, DRAFT));
        assert_eq!(programme.versions[0].document, "#0");
    }
}
