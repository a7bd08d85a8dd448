//! The rows of a household that hold now, changed in memory and put in place of what they were.

use super::{Edit, Field, Marking, MemberEdit, MemberField};
use crate::sql::edit as sql;
use crate::{Change, Deed, Ids, Key, Row, Tx, Value, code, names, read};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use domain::register::{Cccd, Phone, Relation};

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standing {
    pub(crate) commune: AreaKey,
    pub(super) village: String,
    area_kind: i64,
    marks: i64,
    valid_from: String,
    pub(super) members: Vec<Member>,
    /// The latest moment at which any of it was recorded.
    pub(super) recorded_at: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    person: Vec<u8>,
    relation: i64,
    position: i64,
    valid_from: String,
    name: String,
    sex: Option<i64>,
    birth: Option<(String, i64)>,
    ethnic: Option<String>,
    cccd: Option<(Vec<u8>, Vec<u8>)>,
    phone: Option<String>,
}

/// Whose rows are written, by which batch, when.
pub(super) struct Stamp<'a> {
    pub(super) shard: i64,
    pub(super) household: &'a [u8],
    pub(super) batch: i64,
    pub(super) at: &'a str,
}

impl Standing {
    /// What holds now; none for a household that lives nowhere any more.
    pub(super) fn read(tx: &mut Tx<'_>, args: &[Value; 2]) -> Result<Option<Self>, Failure> {
        let Some(state) = tx.row(sql::STATE, args)? else { return Ok(None) };
        let rows = tx.rows(sql::MEMBERS, args)?;
        let mut recorded_at = state.text(6)?.to_owned();
        for row in &rows {
            recorded_at = recorded_at.max(row.text(4)?.to_owned()).max(row.text(13)?.to_owned());
        }
        Ok(Some(Self {
            commune: read::area(&state, 0)?,
            village: state.text(2)?.to_owned(),
            area_kind: state.int(3)?,
            marks: state.int(4)?,
            valid_from: state.text(5)?.to_owned(),
            members: rows.iter().map(Member::read).collect::<Result<_, _>>()?,
            recorded_at,
        }))
    }

    /// Whether a mark is set.
    pub(crate) fn has(&self, mark: Marking) -> bool {
        self.marks & mark.bit() != 0
    }

    /// With new values.
    pub(super) fn with(&self, edits: &[Edit], key: &Key, ids: &mut dyn Ids) -> Result<(Self, Vec<Change>), Failure> {
        let (mut new, mut changes) = (self.clone(), Vec::new());
        for edit in edits {
            match edit {
                Edit::Village(village) => village.clone_into(&mut new.village),
                Edit::Mark(mark, set) => {
                    new.marks = if *set { new.marks | mark.bit() } else { new.marks & !mark.bit() };
                }
                Edit::Member(id, edit) => {
                    let member = new.members.iter_mut().find(|member| hex(&member.person) == *id);
                    member.ok_or_else(|| no_member(id))?.change(edit, key, ids)?;
                }
            }
        }
        new.put_head_first(self)?;
        changes.extend(change("village".to_owned(), Some(&self.village), Some(&new.village)));
        for mark in Marking::ALL {
            let said = |marks: i64| Some(if marks & mark.bit() == 0 { "0" } else { "1" });
            changes.extend(change(format!("mark.{}", mark.word()), said(self.marks), said(new.marks)));
        }
        for (old, new) in self.members.iter().zip(&new.members) {
            old.changes(new, key, &mut changes)?;
        }
        Ok((new, changes))
    }

    /// A household has one head, and the head stands first: lists and forms name it after whoever does.
    fn put_head_first(&mut self, old: &Self) -> Result<(), Failure> {
        if self.members.iter().zip(&old.members).all(|(new, old)| new.relation == old.relation) {
            return Ok(());
        }
        let head = code::relation(Relation::Head);
        let mut heads = self.members.iter().filter(|member| member.relation == head);
        let (Some(first), None) = (heads.next(), heads.next()) else {
            let place = self.members.iter().zip(&old.members).find(|(new, old)| new.relation != old.relation);
            let place = place.map_or_else(String::new, |(member, _)| member.field(MemberField::Relation).to_string());
            return Err(Failure::new("CC-EDIT-HEAD", "hộ phải có đúng một chủ hộ", "a household has exactly one head")
                .at(place)
                .remedy("chọn “chủ hộ” cho đúng một người", "choose “head” for exactly one person"));
        };
        let head = first.person.clone();
        let mut places: Vec<i64> = self.members.iter().map(|member| member.position).collect();
        places.sort_unstable();
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by_key(|&at| (self.members[at].person != head, self.members[at].position));
        for (place, at) in places.into_iter().zip(order) {
            self.members[at].position = place;
        }
        Ok(())
    }

    /// Puts the rows in place of those of `old`.
    pub(super) fn write(&self, tx: &mut Tx<'_>, old: &Self, stamp: &Stamp<'_>) -> Result<(), Failure> {
        let (shard, household) = (Value::from(stamp.shard), Value::from(stamp.household));
        let (at, batch) = (Value::from(stamp.at), Value::from(stamp.batch));
        if (&self.village, self.marks) != (&old.village, old.marks) {
            let since = Value::from(self.valid_from.as_str());
            let gone = [shard.clone(), household.clone(), since.clone(), at.clone(), batch.clone()];
            one(tx.execute(sql::SUPERSEDE_STATE, &gone)?)?;
            let row = [
                shard.clone(),
                household.clone(),
                self.commune.code.as_str().into(),
                self.commune.valid_from.to_string().into(),
                self.village.as_str().into(),
                self.area_kind.into(),
                self.marks.into(),
                since,
                batch.clone(),
                at.clone(),
            ];
            one(tx.execute(sql::INSERT_STATE, &row)?)?;
        }
        for (new, old) in self.members.iter().zip(&old.members) {
            let person = Value::from(new.person.as_slice());
            if (new.relation, new.position) != (old.relation, old.position) {
                let gone = [shard.clone(), household.clone(), person.clone(), at.clone(), batch.clone()];
                one(tx.execute(sql::SUPERSEDE_MEMBERSHIP, &gone)?)?;
                let row = [
                    shard.clone(),
                    household.clone(),
                    person.clone(),
                    new.relation.into(),
                    new.position.into(),
                    new.valid_from.as_str().into(),
                    batch.clone(),
                    at.clone(),
                ];
                one(tx.execute(sql::INSERT_MEMBERSHIP, &row)?)?;
            }
            if !new.is_same_person(old) {
                one(tx.execute(sql::SUPERSEDE_PERSON, &[shard.clone(), person.clone(), at.clone(), batch.clone()])?)?;
                one(tx.execute(sql::INSERT_PERSON, &new.row(&shard, &person, &batch, &at))?)?;
            }
        }
        // after all of them: two members may have had each other's number
        for (new, old) in self.members.iter().zip(&old.members) {
            if let Some((_, index)) = new.cccd.as_ref().filter(|sealed| old.cccd.as_ref() != Some(sealed))
                && tx.row(sql::BEARERS, &[shard.clone(), index.as_slice().into()])?.map_or(Ok(0), |row| row.int(0))? > 1
            {
                return Err(Failure::new(
                    "CC-EDIT-CCCD-TAKEN",
                    "số định danh này là của một người khác trong sổ bộ",
                    "another person of the register has this number",
                )
                .at(new.field(MemberField::Cccd).to_string())
                .remedy("kiểm tra lại số trên giấy tờ", "check the number on the papers"));
            }
        }
        Ok(())
    }

    /// Whom the record of a correction is about.
    pub(super) fn deed(&self, code: &str, changes: Vec<Change>) -> Deed {
        Deed { changes, ..Deed::household(code, &self.commune) }
    }
}

impl Member {
    fn read(row: &Row) -> Result<Self, Failure> {
        let sealed = row.bytes_or_null(10)?.zip(row.bytes_or_null(11)?);
        Ok(Self {
            person: row.bytes(0)?.to_vec(),
            relation: row.int(1)?,
            position: row.int(2)?,
            valid_from: row.text(3)?.to_owned(),
            name: row.text(5)?.to_owned(),
            sex: row.int_or_null(6)?,
            birth: row.text_or_null(7)?.map(str::to_owned).zip(row.int_or_null(8)?),
            ethnic: row.text_or_null(9)?.map(str::to_owned),
            cccd: sealed.map(|(cipher, index)| (cipher.to_vec(), index.to_vec())),
            phone: row.text_or_null(12)?.map(str::to_owned),
        })
    }

    fn field(&self, field: MemberField) -> Field {
        Field::Member(hex(&self.person), field)
    }

    fn is_same_person(&self, old: &Self) -> bool {
        Self { relation: old.relation, position: old.position, ..self.clone() } == *old
    }

    fn change(&mut self, edit: &MemberEdit, key: &Key, ids: &mut dyn Ids) -> Result<(), Failure> {
        match edit {
            MemberEdit::Relation(relation) => self.relation = code::relation(*relation),
            MemberEdit::Name(name) => name.clone_into(&mut self.name),
            MemberEdit::Sex(sex) => self.sex = sex.map(code::sex),
            MemberEdit::Birth(birth) => self.birth = birth.map(code::birth),
            MemberEdit::Ethnic(ethnic) => ethnic.clone_into(&mut self.ethnic),
            MemberEdit::Phone(phone) => self.phone = phone.as_ref().map(|phone| phone.reveal().to_owned()),
            MemberEdit::Cccd(None) => self.cccd = None,
            MemberEdit::Cccd(Some(cccd)) => {
                // the same number sealed anew would look like another one
                if self.number(key)?.as_ref() != Some(cccd) {
                    let sealed = key.seal(cccd, ids);
                    self.cccd = Some((sealed.cipher, sealed.index));
                }
            }
        }
        Ok(())
    }

    fn number(&self, key: &Key) -> Result<Option<Cccd>, Failure> {
        self.cccd.as_ref().map(|(cipher, index)| key.reveal(cipher, index)).transpose()
    }

    /// What differs in `new`, as the trail tells it: numbers masked.
    fn changes(&self, new: &Self, key: &Key, changes: &mut Vec<Change>) -> Result<(), Failure> {
        let field = |field: MemberField| format!("members.{}.{}", self.position, field.word());
        let relation = |code: i64| code::relation_of(code).word();
        let sex = |code: Option<i64>| code.map(|code| code::sex_of(code).word());
        let birth = |member: &Self| member.birth.as_ref().map(|(text, _)| text.clone());
        changes.extend(change(
            field(MemberField::Relation),
            Some(relation(self.relation)),
            Some(relation(new.relation)),
        ));
        changes.extend(change(field(MemberField::Name), Some(&self.name), Some(&new.name)));
        changes.extend(change(field(MemberField::Sex), sex(self.sex), sex(new.sex)));
        changes.extend(change(field(MemberField::Birth), birth(self).as_deref(), birth(new).as_deref()));
        changes.extend(change(field(MemberField::Ethnic), self.ethnic.as_deref(), new.ethnic.as_deref()));
        if self.cccd != new.cccd {
            let masked = |member: &Self| Ok::<_, Failure>(member.number(key)?.map(|cccd| cccd.masked()));
            // two numbers may end alike: masked they look the same and differ all the same
            changes.push(Change { field: field(MemberField::Cccd), before: masked(self)?, after: masked(new)? });
        }
        if self.phone != new.phone {
            let masked = |member: &Self| {
                let known = member.phone.as_deref();
                known.map(|phone| Phone::new(phone).map_or_else(|| "•••".to_owned(), |phone| phone.masked()))
            };
            changes.push(Change { field: field(MemberField::Phone), before: masked(self), after: masked(new) });
        }
        Ok(())
    }

    fn row(&self, shard: &Value, person: &Value, batch: &Value, at: &Value) -> [Value; 15] {
        let (birth, precision) = self.birth.clone().unzip();
        let (cipher, index) = self.cccd.clone().unzip();
        [
            shard.clone(),
            person.clone(),
            self.name.as_str().into(),
            vntext::fold_key(&self.name).into(),
            vntext::sort_key(&self.name).into(),
            self.sex.into(),
            birth.into(),
            precision.into(),
            self.ethnic.clone().into(),
            cipher.into(),
            index.into(),
            names::words(&self.name).into(),
            self.phone.clone().into(),
            batch.clone(),
            at.clone(),
        ]
    }
}

fn change(field: String, before: Option<&str>, after: Option<&str>) -> Option<Change> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    (before != after).then(|| Change { field, before: owned(before), after: owned(after) })
}

/// Every write of a correction is about one row that is there.
fn one(touched: u64) -> Result<(), Failure> {
    if touched == 1 {
        return Ok(());
    }
    Err(Failure::new(
        "CC-STORE-EDIT",
        format!("việc sửa đụng đến {touched} dòng thay vì một; chưa ghi gì"),
        format!("the correction touched {touched} rows instead of one; nothing was saved"),
    ))
}

fn no_member(id: &str) -> Failure {
    Failure::new("CC-EDIT-MEMBER", "hộ không có thành viên này", "the household has no such member").at(id)
}
