//! What makes records of the chains quick to find: their words, and the places they belong to.
//!
//! Both only repeat what the record says, or the rows of its batch; they stay outside of the hash.

use super::is_batch;
use crate::audit::Record;
use crate::sql::trail as sql;
use crate::{Ctx, Deed, Subject, Tx, Value, names};
use base::{AreaKey, Failure};

/// The folded words of a record.
pub(crate) fn words(actor: &str, detail: &str, reason: &str) -> String {
    let mut text = format!("{actor} {reason}");
    let mut add = |word: &str| {
        text.push(' ');
        text.push_str(word);
    };
    match Deed::read(detail) {
        // what else is JSON is for the program, not for people
        None if detail.starts_with('{') => {}
        None => add(detail),
        Some(deed) => {
            deed.about.iter().for_each(|(_, id)| add(id));
            for change in &deed.changes {
                [Some(&change.field), change.before.as_ref(), change.after.as_ref()]
                    .into_iter()
                    .flatten()
                    .for_each(|word| add(word));
            }
            add(&deed.note);
        }
    }
    names::words(&text)
}

/// Writes down where a record of a batch belongs; others have their places by whom they are about.
pub(crate) fn place_batch(
    tx: &mut Tx<'_>,
    shard: i64,
    seq: i64,
    command: &str,
    batch: Option<i64>,
) -> Result<(), Failure> {
    let Some(batch) = batch else { return Ok(()) };
    let statement = match command {
        "undo_batch" => sql::PLACE_UNDONE,
        command if is_batch(command) => sql::PLACE_BATCH,
        _ => return Ok(()),
    };
    tx.execute(statement, &[shard.into(), seq.into(), batch.into()]).map(drop)
}

/// Writes down where a deed belongs: the unit it is about, the home of the household on the day. The chain of the
/// deployment has no places.
pub(crate) fn place_deed(tx: &mut Tx<'_>, shard: i64, seq: i64, at: &str, deed: &Deed) -> Result<(), Failure> {
    if shard == 0 {
        return Ok(());
    }
    for (kind, id) in &deed.about {
        match kind {
            Subject::Area => {
                if let Ok(area) = id.parse::<AreaKey>() {
                    let key: [Value; 2] = [area.code.into(), area.valid_from.to_string().into()];
                    let [code, from] = key;
                    tx.execute(sql::PLACE_AREA, &[shard.into(), seq.into(), code, from])?;
                }
            }
            Subject::Household => {
                let day = at.get(..10).unwrap_or(at);
                tx.execute(sql::PLACE_HOUSEHOLD, &[shard.into(), seq.into(), id.as_str().into(), day.into()])?;
            }
            Subject::Account | Subject::Agency | Subject::Programme | Subject::Document => {}
        }
    }
    Ok(())
}

/// Gives records of earlier schemas their words and places.
pub(crate) fn fill(tx: &mut Tx<'_>) -> Result<(), Failure> {
    for row in tx.rows(sql::OLD_RECORDS, &[])? {
        let (shard, seq, at, command) = (row.int(0)?, row.int(1)?, row.text(2)?, row.text(4)?);
        let words = words(row.text(3)?, row.text(5)?, row.text(6)?);
        tx.execute(sql::SET_WORDS, &[shard.into(), seq.into(), words.into()])?;
        place_batch(tx, shard, seq, command, row.int_or_null(7)?)?;
        if let Some(deed) = Deed::read(row.text(5)?) {
            place_deed(tx, shard, seq, at, &deed)?;
        }
    }
    Ok(())
}

/// Whether a record has exactly the communes that the rows of its batch lie in, besides those that its deed names: whoever
/// takes one away would hide the record from those who answer for the commune.
pub(crate) fn batch_is_placed(
    tx: &mut Tx<'_>,
    shard: i64,
    seq: i64,
    batch: i64,
    detail: &str,
) -> Result<bool, Failure> {
    let keys = |rows: Vec<crate::Row>| rows.iter().map(|row| crate::read::area(row, 0)).collect::<Result<Vec<_>, _>>();
    let mut told = keys(tx.rows(sql::PLACES, &[shard.into(), seq.into()])?)?;
    let mut known = keys(tx.rows(sql::PLACES_OF_ROWS, &[shard.into(), batch.into()])?)?;
    let deed = Deed::read(detail);
    let about_household = deed.iter().flat_map(|deed| &deed.about).any(|(kind, _)| *kind == Subject::Household);
    known.extend(deed.iter().flat_map(|deed| &deed.about).filter_map(|(kind, id)| match kind {
        Subject::Area => id.parse().ok(),
        _ => None,
    }));
    if about_household {
        // the home of the day is not known any more once the household has moved on; it may only add a place
        return Ok(known.iter().all(|key| told.contains(key)));
    }
    for keys in [&mut told, &mut known] {
        keys.sort();
        keys.dedup();
    }
    Ok(told == known)
}

/// Where a new record is found, besides its number.
pub(crate) fn words_of(ctx: &Ctx, record: &Record) -> String {
    words(&ctx.actor, &record.detail, &ctx.reason)
}
