//! Forward-only migrations: numbered files, applied in one transaction, never edited once released.

use crate::sql;
use crate::tx::Tx;
use base::Failure;

/// The schema's steps in order; the number of a step is its place.
pub(crate) const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_register", include_str!("../migrations/0001_register.sql")),
    ("0002_route", include_str!("../migrations/0002_route.sql")),
    ("0003_told", include_str!("../migrations/0003_told.sql")),
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
    for (index, (name, script)) in MIGRATIONS.iter().enumerate().skip(applied) {
        tx.script(script)?;
        let number = i64::try_from(index + 1).expect("there are few migrations");
        tx.execute(sql::RECORD_MIGRATION, &[number.into(), (*name).into()])?;
    }
    tx.script(tx.words().after_migrations)
}
