//! What changed of a household since a version of it, by whom and when: told to whoever saves on top of it.

use super::{Field, Marking, MemberField};
use crate::sql::edit as sql;
use crate::{Row, Tx, Value};
use base::Failure;
use base16ct::lower::encode_string as hex;
use std::collections::{BTreeMap, BTreeSet};

/// A field that somebody else has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// Which.
    pub field: Field,
    /// Who did it last.
    pub by: String,
    /// When.
    pub at: String,
    /// The batch that did it.
    pub batch: i64,
}

/// The fields of a household, each as it compares.
type Snapshot = BTreeMap<Field, Value>;

/// Rows that said what holds now, whenever they said it.
struct Rows {
    states: Vec<Row>,
    members: Vec<Row>,
    persons: Vec<Row>,
}

/// The fields that differ between a version and now, each with the last batch that changed it. A batch that was undone
/// since has left no rows, and changed nothing.
pub(super) fn since(tx: &mut Tx<'_>, args: &[Value; 2], base: i64) -> Result<Vec<Since>, Failure> {
    let rows = Rows {
        states: tx.rows(sql::STATES_EVER, args)?,
        members: tx.rows(sql::MEMBERS_EVER, args)?,
        persons: tx.rows(sql::PERSONS_EVER, args)?,
    };
    let mut batches = BTreeSet::new();
    for row in rows.states.iter().chain(&rows.members).chain(&rows.persons) {
        batches.extend([Some(row.int(0)?), row.int_or_null(1)?].into_iter().flatten().filter(|batch| *batch > base));
    }
    let first = rows.at(base)?;
    let (mut before, mut last) = (first.clone(), BTreeMap::new());
    for batch in batches {
        let after = rows.at(batch)?;
        for field in before.keys().chain(after.keys()).filter(|field| before.get(*field) != after.get(*field)) {
            last.insert(field.clone(), batch);
        }
        before = after;
    }
    let mut told = Vec::new();
    for (field, batch) in last {
        // changed and changed back is not changed
        if first.get(&field) == before.get(&field) {
            continue;
        }
        let Some(who) = tx.row(sql::WHO, &[args[0].clone(), batch.into()])? else { continue };
        told.push(Since { field, by: who.text(0)?.to_owned(), at: who.text(1)?.to_owned(), batch });
    }
    Ok(told)
}

impl Rows {
    /// What the household was known as after a batch.
    fn at(&self, batch: i64) -> Result<Snapshot, Failure> {
        let mut snapshot = Snapshot::new();
        let stood =
            |row: &Row| Ok::<_, Failure>(row.int(0)? <= batch && row.int_or_null(1)?.is_none_or(|by| by > batch));
        for row in &self.states {
            if stood(row)? {
                snapshot.insert(Field::Village, row.text(2)?.into());
                let bits = row.int(3)?;
                snapshot.extend(Marking::ALL.map(|mark| (Field::Mark(mark), (bits & mark.bit()).into())));
            }
        }
        let mut present = BTreeSet::new();
        for row in &self.members {
            if stood(row)? {
                let member = hex(row.bytes(2)?);
                snapshot.insert(Field::Member(member.clone(), MemberField::Relation), row.int(3)?.into());
                snapshot.insert(Field::Member(member.clone(), MemberField::Presence), 1.into());
                present.insert(member);
            }
        }
        for row in &self.persons {
            let person = hex(row.bytes(2)?);
            if stood(row)? && present.contains(&person) {
                let fields = [
                    MemberField::Name,
                    MemberField::Sex,
                    MemberField::Birth,
                    MemberField::Ethnic,
                    MemberField::Cccd,
                    MemberField::Phone,
                ];
                let values = fields.into_iter().zip(&row.0[3..]);
                snapshot.extend(values.map(|(field, value)| (Field::Member(person.clone(), field), value.clone())));
            }
        }
        Ok(snapshot)
    }
}
