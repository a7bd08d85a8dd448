//! What one item alone does not show: ids stand once, what is named exists, versions are in order.

use super::parse::At;
use crate::programme::{Document, Programme, Sum, Target};
use base::Failure;
use std::collections::HashSet;

/// The register of documents.
pub(super) fn documents(file: &str, documents: &[Document]) -> Result<(), Failure> {
    once(file, documents.iter().map(|document| document.id.as_str()))?;
    for document in documents {
        let at = At::new(file, &document.id);
        for relation in &document.relations {
            if relation.to == document.id || !documents.iter().any(|other| other.id == relation.to) {
                return Err(at.unknown(&relation.to));
            }
        }
    }
    Ok(())
}

/// One programme.
pub(super) fn programme(file: &str, programme: &Programme, documents: &[Document]) -> Result<(), Failure> {
    let at = At::new(file, &programme.id);
    once(file, programme.versions.iter().map(|version| version.document.as_str()))?;
    once(file, programme.bodies.iter().map(|body| body.id.as_str()))?;
    once(file, programme.statements.iter().map(|statement| statement.id.as_str()))?;
    once(file, programme.targets.iter().map(|target| target.id.as_str()))?;
    once(file, programme.tasks.iter().map(|task| task.id.as_str()))?;
    if programme.versions.is_empty() {
        return Err(at.missing("version"));
    }
    for pair in programme.versions.windows(2) {
        if pair[1].date.is_none() || pair[0].date > pair[1].date || pair[1].why.is_none() {
            return Err(at.failure(
                format!("phiên bản {}: cần ngày sau phiên bản trước và lý do", pair[1].document),
                format!("version {}: it needs a later day than the one before and a reason", pair[1].document),
            ));
        }
    }
    for version in &programme.versions {
        if !programme.synthetic && !documents.iter().any(|document| document.id == version.document) {
            return Err(at.unknown(&version.document));
        }
        let known = |id: &&String| programme.target(id).is_some_and(|target| target.version != version.document);
        if let Some(id) = version.ends.iter().find(|id| !known(id)) {
            return Err(at.unknown(id));
        }
    }
    for check in &programme.checks {
        let named = match &check.sum {
            Sum::Difference { from, to, stated } | Sum::MeanPerYear { from, to, stated } => vec![from, to, stated],
            Sum::Part { part, whole } => vec![part, whole],
        };
        if let Some(id) = named.into_iter().find(|id| programme.statement(id).is_none()) {
            return Err(At::new(file, &check.id).unknown(id));
        }
    }
    let leads = programme.tasks.iter().map(|task| (&task.id, &task.lead));
    for (id, lead) in leads.chain(programme.targets.iter().map(|target| (&target.id, &target.lead))) {
        if let Some(body) = lead.iter().find(|lead| !programme.bodies.iter().any(|body| body.id == **lead)) {
            return Err(At::new(file, id).unknown(body));
        }
    }
    if let Some(table) = &programme.units {
        once(file, table.rows.iter().map(|row| row.code.as_str()))?;
        if let Some(row) = table.rows.iter().find(|row| !table.groups.iter().any(|group| group.id == row.group)) {
            return Err(At::new(file, &row.code).unknown(&row.group));
        }
    }
    programme.targets.iter().try_for_each(|target| self::target(file, programme, target))
}

fn target(file: &str, programme: &Programme, target: &Target) -> Result<(), Failure> {
    let at = At::new(file, &target.id);
    if !programme.versions.iter().any(|version| version.document == target.version) {
        return Err(at.unknown(&target.version));
    }
    if let Some(replaced) = target.replaces.as_ref().filter(|id| programme.target(id).is_none_or(|t| t.id == target.id))
    {
        return Err(at.unknown(replaced));
    }
    Ok(())
}

fn once<'a>(file: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(At::new(file, id).failure(format!("“{id}” có hai lần"), format!("“{id}” stands twice")));
        }
    }
    Ok(())
}
