//! A citation as the pages show it: the clause, whether anybody has checked it, what is doubtful, where it was read.

use engine::{Citation, Pack};

/// See the module.
pub(crate) struct Law {
    pub(crate) clause: String,
    pub(crate) verified: bool,
    /// What is doubtful; the packs say it in Vietnamese only.
    pub(crate) note: String,
    /// Short name of the source; empty when none is at hand.
    pub(crate) source: String,
    /// Address of the source.
    pub(crate) address: String,
}

impl Law {
    pub(crate) fn of(pack: &Pack, law: &Citation) -> Self {
        Self {
            clause: law.clause.clone(),
            verified: law.verified,
            note: law.note.clone(),
            source: law.source.clone(),
            address: pack.sources.get(&law.source).cloned().unwrap_or_default(),
        }
    }
}
