//! Households one by one with their members, for the detailed lists (forms 14 and 15).

use crate::counts::stage_flows;
use crate::read::{flags, no_review, review_row};
use crate::sql::{counts as flows, list as sql};
use crate::{Key, Movement, Row, Store, Tx, Value, View, code};
use base::{AreaKey, Failure};
use domain::register::{Cccd, Flow, Marks, Relation, Review, Sex, Support};
use engine::{AreaKind, Birth, Class, Flags};
use std::collections::{BTreeMap, BTreeSet};

/// A household of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Code of the household.
    pub code: String,
    /// Village, as written.
    pub village: String,
    /// Rural or urban.
    pub area_kind: AreaKind,
    /// Its class.
    pub class: Class,
    /// Deprived indicators.
    pub flags: Flags,
    /// Marks.
    pub marks: Marks,
    /// Ids of the causes.
    pub causes: BTreeSet<String>,
    /// Kinds of support.
    pub supports: BTreeSet<Support>,
    /// Persons as the review counted them.
    pub persons: u64,
    /// New, again, from the other class …; none when there is no movement to tell.
    pub flow: Option<Flow>,
    /// Who lived there on the day of the review, the head first.
    pub members: Vec<ListedMember>,
}

/// A member of a listed household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMember {
    /// Full name.
    pub name: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Birth.
    pub birth: Option<Birth>,
    /// Key of the ethnic group.
    pub ethnic: Option<String>,
    /// Relation to the head.
    pub relation: Relation,
    /// Personal number, decrypted.
    pub cccd: Option<Cccd>,
}

impl Store {
    /// The households of one commune and class, by village, then by name of the head in Vietnamese order.
    pub fn list(
        &mut self,
        view: impl Into<View>,
        review: &Review,
        movement: Option<&Movement>,
        commune: &AreaKey,
        class: Class,
    ) -> Result<Vec<Listed>, Failure> {
        let mut listed = Vec::new();
        self.list_each(view, review, movement, &[(commune.clone(), class)], |_, _, households| {
            listed = households;
            Ok(())
        })?;
        Ok(listed)
    }

    /// The same for many communes and classes; the movement is computed once.
    pub fn list_each(
        &mut self,
        view: impl Into<View>,
        review: &Review,
        movement: Option<&Movement>,
        lists: &[(AreaKey, Class)],
        mut each: impl FnMut(&AreaKey, Class, Vec<Listed>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let view = view.into();
        self.follow_key()?;
        let Self { db, key, .. } = self;
        db.read(|tx| {
            view.must_be_kept(tx)?;
            let row = review_row(tx, view.shard, review)?.ok_or_else(|| no_review(review))?;
            let number = row.int(0)?;
            let causes: Vec<&str> = row.text(3)?.split('|').collect();
            tx.execute(flows::FORGET_FLOWS, &[])?;
            if let Some(movement) = movement {
                stage_flows(tx, view, review, number, movement)?;
            }
            for (commune, class) in lists {
                let which = Which { view, review, number, commune, class: *class, told: movement.is_some() };
                each(commune, *class, which.read(tx, key, &causes)?)?;
            }
            Ok(())
        })
    }

    /// The communes that have households in a review.
    pub fn communes(&mut self, view: impl Into<View>, review: &Review) -> Result<Vec<AreaKey>, Failure> {
        let view = view.into();
        self.db.read(|tx| {
            view.must_be_kept(tx)?;
            let row = review_row(tx, view.shard, review)?.ok_or_else(|| no_review(review))?;
            let rows = tx.rows(sql::COMMUNES, &[view.shard.0.into(), row.int(0)?.into(), view.moment().into()])?;
            rows.iter().map(|row| crate::read::area(row, 0)).collect()
        })
    }
}

struct Which<'a> {
    view: View,
    review: &'a Review,
    number: i64,
    commune: &'a AreaKey,
    class: Class,
    told: bool,
}

impl Which<'_> {
    fn read(&self, tx: &mut Tx<'_>, key: &Key, causes: &[&str]) -> Result<Vec<Listed>, Failure> {
        let mut args: Vec<Value> = vec![
            self.view.shard.0.into(),
            self.number.into(),
            self.view.moment().into(),
            self.commune.code.as_str().into(),
            self.commune.valid_from.to_string().into(),
            code::class(self.class).into(),
        ];
        let mut places = BTreeMap::new();
        let mut households = Vec::new();
        tx.each(sql::HOUSEHOLDS, &args, |row| {
            places.insert(row.bytes(0)?.to_vec(), households.len());
            households.push(household(&row, causes, self.told)?);
            Ok(())
        })?;
        args.push(self.review.day.to_string().into());
        tx.each(sql::MEMBERS, &args, |row| {
            if let Some(&place) = places.get(row.bytes(0)?) {
                households[place].members.push(member(&row, key)?);
            }
            Ok(())
        })?;
        Ok(households)
    }
}

fn household(row: &Row, causes: &[&str], told: bool) -> Result<Listed, Failure> {
    let bits = row.int(7)?;
    let flow = row.int_or_null(10)?.filter(|_| told).and_then(code::flow_of);
    Ok(Listed {
        code: row.text(1)?.to_owned(),
        village: row.text(2)?.to_owned(),
        area_kind: code::area_kind_of(row.int(3)?),
        class: code::class_of(row.int(4)?),
        flags: flags(row.int(5)?),
        marks: code::marks_of(row.int(6)?),
        causes: causes
            .iter()
            .enumerate()
            .filter(|(bit, _)| bits >> bit & 1 == 1)
            .map(|(_, id)| (*id).to_owned())
            .collect(),
        supports: code::supports_of(row.int(8)?).collect(),
        persons: row.count(9)?,
        flow,
        members: Vec::new(),
    })
}

/// A member from columns 2 to 9 of the statements that list members.
pub(crate) fn member(row: &Row, key: &Key) -> Result<ListedMember, Failure> {
    let cccd = match (row.bytes_or_null(8)?, row.bytes_or_null(9)?) {
        (Some(cipher), Some(index)) => Some(key.reveal(cipher, index)?),
        _ => None,
    };
    Ok(ListedMember {
        name: row.text(2)?.to_owned(),
        sex: row.int_or_null(3)?.map(code::sex_of),
        birth: row.text_or_null(4)?.and_then(code::birth_of),
        ethnic: row.text_or_null(6)?.map(str::to_owned),
        relation: code::relation_of(row.int(7)?),
        cccd,
    })
}
