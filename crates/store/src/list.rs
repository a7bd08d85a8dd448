//! Households one by one with their members, for the detailed lists (forms 14 and 15).

use crate::counts::stage_flows;
use crate::read::{flags, no_review, review_row};
use crate::sql::{counts as flows, list as sql};
use crate::{Key, Movement, Reach, Row, Scope, Store, Tx, Value, View, code};
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
    /// Deprived indicators; none where the scope does not show them.
    pub flags: Option<Flags>,
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
    /// Personal number, decrypted; none where the scope does not show it.
    pub cccd: Option<Cccd>,
    /// Telephone number; none where the scope does not show it.
    pub phone: Option<String>,
    /// What of the above is kept from the reader.
    pub masked: Masked,
}

/// What of a member the scope keeps from the reader, where there is something to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// The ethnic group.
    pub ethnicity: bool,
    /// The personal number.
    pub cccd: bool,
    /// The telephone number.
    pub phone: bool,
}

/// Which sensitive data of a household's members a scope shows.
#[derive(Default)]
pub(crate) struct Sight {
    pub(crate) ethnicity: bool,
    pub(crate) cccd: bool,
    pub(crate) phone: bool,
}

impl Sight {
    pub(crate) fn of(scope: &Scope, commune: &AreaKey, village: &str) -> Self {
        let shows = |reach: &Reach| reach.has(commune, village);
        Self { ethnicity: shows(&scope.ethnicity), cccd: shows(&scope.cccd), phone: shows(&scope.phone) }
    }
}

impl Store {
    /// The households of one commune and class that lie in the scope, by village, then by name of the head in Vietnamese order.
    pub fn list(
        &mut self,
        view: View<'_>,
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
        view: View<'_>,
        review: &Review,
        movement: Option<&Movement>,
        lists: &[(AreaKey, Class)],
        mut each: impl FnMut(&AreaKey, Class, Vec<Listed>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.follow_key()?;
        let Self { db, key, .. } = self;
        let at = view.at;
        db.read(|tx| {
            at.must_be_kept(tx)?;
            let row = review_row(tx, at.shard, review)?.ok_or_else(|| no_review(review))?;
            let number = row.int(0)?;
            let causes: Vec<&str> = row.text(3)?.split('|').collect();
            tx.execute(flows::FORGET_FLOWS, &[])?;
            if let Some(movement) = movement {
                stage_flows(tx, at, review, number, movement)?;
            }
            for (commune, class) in lists {
                let which = Which { view, review, number, commune, class: *class, told: movement.is_some() };
                each(commune, *class, which.read(tx, key, &causes)?)?;
            }
            Ok(())
        })
    }

    /// The communes inside the scope, at least in part, that have households in a review.
    pub fn communes(&mut self, view: View<'_>, review: &Review) -> Result<Vec<AreaKey>, Failure> {
        let View { at, scope } = view;
        self.db.read(|tx| {
            at.must_be_kept(tx)?;
            let row = review_row(tx, at.shard, review)?.ok_or_else(|| no_review(review))?;
            let rows = tx.rows(sql::COMMUNES, &[at.shard.0.into(), row.int(0)?.into(), at.moment().into()])?;
            let mut communes: Vec<AreaKey> =
                rows.iter().map(|row| crate::read::area(row, 0)).collect::<Result<_, _>>()?;
            communes.retain(|commune| scope.rows.touches(commune));
            Ok(communes)
        })
    }
}

struct Which<'a> {
    view: View<'a>,
    review: &'a Review,
    number: i64,
    commune: &'a AreaKey,
    class: Class,
    told: bool,
}

impl Which<'_> {
    fn read(&self, tx: &mut Tx<'_>, key: &Key, causes: &[&str]) -> Result<Vec<Listed>, Failure> {
        let mut args: Vec<Value> = vec![
            self.view.at.shard.0.into(),
            self.number.into(),
            self.view.at.moment().into(),
            self.commune.code.as_str().into(),
            self.commune.valid_from.to_string().into(),
            code::class(self.class).into(),
        ];
        let mut places = BTreeMap::new();
        let mut households = Vec::new();
        let scope = self.view.scope;
        tx.each(sql::HOUSEHOLDS, &args, |row| {
            if !scope.rows.has(self.commune, row.text(2)?) {
                return Ok(());
            }
            places.insert(row.bytes(0)?.to_vec(), households.len());
            households.push(self.household(&row, causes)?);
            Ok(())
        })?;
        args.push(self.review.day.to_string().into());
        tx.each(sql::MEMBERS, &args, |row| {
            if let Some(&place) = places.get(row.bytes(0)?) {
                let household = &mut households[place];
                household.members.push(member(&row, key, &Sight::of(scope, self.commune, &household.village))?);
            }
            Ok(())
        })?;
        Ok(households)
    }

    fn household(&self, row: &Row, causes: &[&str]) -> Result<Listed, Failure> {
        let (bits, village) = (row.int(7)?, row.text(2)?);
        let scope = self.view.scope;
        let health = scope.health.has(self.commune, village);
        let flow = row.int_or_null(10)?.filter(|_| self.told).and_then(code::flow_of);
        Ok(Listed {
            code: row.text(1)?.to_owned(),
            village: village.to_owned(),
            area_kind: code::area_kind_of(row.int(3)?),
            class: code::class_of(row.int(4)?),
            flags: if health { Some(flags(row.int(5)?)) } else { None },
            marks: marks(row.int(6)?, scope, self.commune, village),
            causes: causes
                .iter()
                .enumerate()
                .filter(|(bit, _)| health && bits >> bit & 1 == 1)
                .map(|(_, id)| (*id).to_owned())
                .collect(),
            supports: code::supports_of(row.int(8)?).collect(),
            persons: row.count(9)?,
            flow,
            members: Vec::new(),
        })
    }
}

/// The marks, without those that tell what is not shown.
pub(crate) fn marks(bits: i64, scope: &Scope, commune: &AreaKey, village: &str) -> Marks {
    let marks = code::marks_of(bits);
    let (ethnicity, health) = (scope.ethnicity.has(commune, village), scope.health.has(commune, village));
    Marks {
        ethnic_minority: marks.ethnic_minority && ethnicity,
        indigenous: marks.indigenous && ethnicity,
        no_labour_capacity: marks.no_labour_capacity && health,
        ..marks
    }
}

/// A member from columns 2 to 10 of the statements that list members.
pub(crate) fn member(row: &Row, key: &Key, sight: &Sight) -> Result<ListedMember, Failure> {
    let sealed = row.bytes_or_null(8)?.zip(row.bytes_or_null(9)?);
    let cccd = sealed.filter(|_| sight.cccd).map(|(cipher, index)| key.reveal(cipher, index)).transpose()?;
    let (ethnic, phone) = (row.text_or_null(6)?, row.text_or_null(10)?);
    let masked = Masked {
        ethnicity: ethnic.is_some() && !sight.ethnicity,
        cccd: sealed.is_some() && !sight.cccd,
        phone: phone.is_some() && !sight.phone,
    };
    Ok(ListedMember {
        name: row.text(2)?.to_owned(),
        sex: row.int_or_null(3)?.map(code::sex_of),
        birth: row.text_or_null(4)?.and_then(code::birth_of),
        ethnic: ethnic.filter(|_| sight.ethnicity).map(str::to_owned),
        relation: code::relation_of(row.int(7)?),
        cccd,
        phone: phone.filter(|_| sight.phone).map(str::to_owned),
        masked,
    })
}
