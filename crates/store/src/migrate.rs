//! Forward-only migrations: numbered files, applied in one transaction, never edited once released.

use crate::tx::Tx;
use crate::{names, sql, trail};
use base::Failure;

/// A step: its name, its statements, and what only the program can fill in after them.
type Step = (&'static str, &'static str, fn(&mut Tx<'_>) -> Result<(), Failure>);

/// The schema's steps in order; the number of a step is its place.
pub(crate) const MIGRATIONS: &[Step] = &[
    ("0001_register", include_str!("../migrations/0001_register.sql"), |_| Ok(())),
    ("0002_route", include_str!("../migrations/0002_route.sql"), |_| Ok(())),
    ("0003_search", include_str!("../migrations/0003_search.sql"), names::fill),
    ("0004_told", include_str!("../migrations/0004_told.sql"), |_| Ok(())),
    ("0005_access", include_str!("../migrations/0005_access.sql"), |_| Ok(())),
    ("0006_oversight", include_str!("../migrations/0006_oversight.sql"), |_| Ok(())),
    ("0007_trail", include_str!("../migrations/0007_trail.sql"), trail::index::fill),
    ("0008_token", include_str!("../migrations/0008_token.sql"), |_| Ok(())),
    ("0009_programme", include_str!("../migrations/0009_programme.sql"), |_| Ok(())),
    ("0010_document_file", include_str!("../migrations/0010_document_file.sql"), |_| Ok(())),
    ("0011_report_group", include_str!("../migrations/0011_report_group.sql"), |_| Ok(())),
];

/// Whether nothing is to be done; fails on a database without any step.
pub(crate) fn is_current(tx: &mut Tx<'_>) -> Result<bool, Failure> {
    let applied = tx.row(sql::APPLIED_MIGRATIONS, &[])?.map_or(Ok(0), |row| row.int(0))?;
    Ok(usize::try_from(applied).is_ok_and(|applied| applied == MIGRATIONS.len()))
}

/// Applies the steps that the database lacks.
pub(crate) fn migrate(tx: &mut Tx<'_>) -> Result<(), Failure> {
    tx.script(sql::CREATE_MIGRATION)?;
    let applied = tx.row(sql::APPLIED_MIGRATIONS, &[])?.map_or(Ok(0), |row| row.int(0))?;
    let applied = usize::try_from(applied).unwrap_or(usize::MAX);
    if applied > MIGRATIONS.len() {
        return Err(Failure::new(
            "CC-STORE-NEWER",
            format!(
                "cơ sở dữ liệu thuộc phiên bản mới hơn chương trình (bước {applied}, chương trình biết {})",
                MIGRATIONS.len()
            ),
            format!("the database is newer than the program (step {applied}, the program knows {})", MIGRATIONS.len()),
        )
        .remedy("dùng phiên bản mới của chương trình", "use the newer program"));
    }
    for (index, (name, script, fill)) in MIGRATIONS.iter().enumerate().skip(applied) {
        tx.script(script)?;
        fill(tx)?;
        let number = i64::try_from(index + 1).expect("there are few migrations");
        tx.execute(sql::RECORD_MIGRATION, &[number.into(), (*name).into()])?;
    }
    tx.script(tx.words().after_migrations)
}
