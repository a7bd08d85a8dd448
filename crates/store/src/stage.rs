//! From the entries of a review to rows of the staging tables, as they stream in.

use crate::ids::IdMaker;
use crate::sql::commit as sql;
use crate::value::digest_row;
use crate::{Bulk, Ids, Key, Tx, Value, answers, code, matching, names};
use base::Failure;
use domain::register::{HouseholdEntry, MemberEntry, RegisterEvent, Told};
use engine::rule::Truth;
use engine::{Household, Member, Pack};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// Below this age form 11 counts a member as a child.
const CHILD_BELOW: i16 = 16;

/// The indicators of which form 11 counts children, in the order of its columns.
const OF_CHILDREN: [&str; 3] = ["health_insurance", "nutrition", "school_attendance"];

/// Fills the staging tables of one commit.
pub(crate) struct Stager<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) day: Date,
    pub(crate) key: &'a Key,
    pub(crate) ids: &'a mut dyn Ids,
}

/// How much was staged.
pub(crate) struct Staged {
    pub(crate) households: i64,
    pub(crate) without_code: i64,
}

impl Stager<'_> {
    /// Streams everything in; answers how many households there were and how many of them have no code. A failure of
    /// the source ends the commit.
    pub(crate) fn fill(
        &mut self,
        tx: &mut Tx<'_>,
        entries: impl Iterator<Item = Result<HouseholdEntry, Failure>>,
        events: impl Iterator<Item = RegisterEvent>,
    ) -> Result<Staged, Failure> {
        for statement in tx.words().empty_stage {
            tx.execute(statement, &[])?;
        }
        let mut maker = IdMaker::new(self.ids);
        let mut households = Bulk::new(sql::STAGE_HOUSEHOLD);
        let mut members = Bulk::new(sql::STAGE_MEMBER);
        let (mut seq, mut without_code) = (0, 0);
        for entry in entries {
            let entry = entry?;
            seq += 1;
            without_code += i64::from(entry.code.is_empty());
            let id = maker.next(self.ids);
            let row = self.household(seq, id, &entry)?;
            households.push(tx, row)?;
            for (member, position) in entry.members.iter().zip(1..) {
                let id = maker.next(self.ids);
                let row = self.member(seq, position, id, member);
                members.push(tx, row)?;
            }
        }
        households.finish(tx)?;
        members.finish(tx)?;
        let mut staged = Bulk::new(sql::STAGE_EVENT);
        for event in events {
            let row = [event.household.into(), event.day.to_string().into(), code::event(event.kind).into()];
            staged.push(tx, row)?;
        }
        staged.finish(tx)?;
        for statement in tx.words().measure_stage {
            tx.execute(statement, &[])?;
        }
        Ok(Staged { households: seq, without_code })
    }

    fn household(&self, seq: i64, id: Vec<u8>, entry: &HouseholdEntry) -> Result<[Value; 33], Failure> {
        let (children, lacking, unanswered) = self.children(entry);
        let head = entry.members.first();
        let answers = answers::write(entry);
        let mut causes = 0;
        for cause in &entry.causes {
            let bit = self.pack.causes.iter().position(|known| known.id == *cause).ok_or_else(|| {
                Failure::new(
                    "CC-STORE-CAUSE",
                    format!("bộ chuẩn không có nguyên nhân “{cause}”"),
                    format!("the standard has no cause “{cause}”"),
                )
                .at(&entry.code)
            })?;
            causes |= 1_i64 << bit;
        }
        let members = i64::try_from(entry.persons()).expect("members fit in memory");
        let lacks = code::lacks(entry.flags_told != Told::Each, entry.members_told != Told::Each, unanswered);
        let deprived = entry.deprived().filter(|_| entry.flags_told != Told::Each).map(i64::from);
        let content: [Value; 21] = [
            entry.commune.code.as_str().into(),
            entry.commune.valid_from.to_string().into(),
            entry.village.as_str().into(),
            vntext::sort_key(&entry.village).into(),
            code::area_kind(entry.area_kind).into(),
            code::class(entry.class).into(),
            entry.means.b1.into(),
            entry.means.income.into(),
            i64::from(entry.flags.bits()).into(),
            self.basis(entry).into(),
            code::marks(entry.marks).into(),
            causes.into(),
            code::supports(&entry.supports).into(),
            members.into(),
            children.into(),
            lacking[0].into(),
            lacking[1].into(),
            lacking[2].into(),
            head.and_then(|head| head.sex).map(code::sex).into(),
            head.and_then(|head| head.ethnic.clone()).into(),
            vntext::sort_key(head.map_or("", |head| &head.name)).into(),
        ];
        // one digest tells whether anything of a result or of its answers changed
        let mut digest = Sha256::new();
        digest_row(&mut digest, &content);
        digest.update(answers.as_bytes());
        if lacks != 0 {
            digest_row(&mut digest, &[deprived.into(), lacks.into()]);
        }
        let mut row = [const { Value::Null }; 33];
        row[0] = seq.into();
        row[1] = id.into();
        row[2] = 0.into();
        row[3] = entry.code.as_str().into();
        for (place, value) in row[4..25].iter_mut().zip(content) {
            *place = value;
        }
        row[25] = digest.finalize().to_vec().into();
        row[26] = answers.into();
        row[27] = 0.into();
        row[28] = 0.into();
        let suggested = if entry.code.is_empty() { matching::suggested_code(entry) } else { String::new() };
        row[29] = i64::from(entry.flags.count()).into();
        row[30] = suggested.into();
        row[31] = deprived.into();
        row[32] = lacks.into();
        Ok(row)
    }

    fn member(&mut self, seq: i64, position: i64, id: Vec<u8>, member: &MemberEntry) -> [Value; 16] {
        let birth = member.birth.map(code::birth);
        let sealed = member.cccd.as_ref().map(|cccd| self.key.seal(cccd, self.ids));
        let (cipher, index) = sealed.map_or((None, None), |sealed| (Some(sealed.cipher), Some(sealed.index)));
        [
            seq.into(),
            position.into(),
            id.into(),
            0.into(),
            member.name.as_str().into(),
            vntext::fold_key(&member.name).into(),
            vntext::sort_key(&member.name).into(),
            member.sex.map(code::sex).into(),
            birth.as_ref().map(|(text, _)| text.clone()).into(),
            birth.map(|(_, precision)| precision).into(),
            member.ethnic.clone().into(),
            code::relation(member.relation).into(),
            cipher.into(),
            index.into(),
            0.into(),
            names::words(&member.name).into(),
        ]
    }

    /// What the class rests on; `recorded` where the standard gives another class, or none, for what is known.
    fn basis(&self, entry: &HouseholdEntry) -> &'static str {
        let verdict = entry.deprived().map(|deprived| self.pack.classify(entry.area_kind, entry.means, deprived));
        match verdict {
            Some(Ok(verdict)) if verdict.class == entry.class => verdict.basis.word(),
            _ => "recorded",
        }
    }

    /// Children, and how many of them alone would make the household deprived: the pack's own rule is asked about a
    /// household of that child. A child whose answers are missing is not counted as lacking, but told.
    fn children(&self, entry: &HouseholdEntry) -> (i64, [i64; 3], bool) {
        let (mut children, mut unanswered) = (0, false);
        let mut lacking = [0; 3];
        for member in &entry.members {
            let age = member.birth.and_then(|birth| birth.age_on(self.day));
            // a birth known by its year alone leaves two ages open: who may be a child is counted as one
            if age.is_none_or(|(youngest, _)| youngest >= CHILD_BELOW) {
                continue;
            }
            children += 1;
            if member.answers.is_empty() {
                unanswered = true;
                continue;
            }
            let child = Member { label: String::new(), birth: member.birth, answers: member.answers.clone() };
            let alone = Household { answers: entry.answers.clone(), members: vec![child] };
            for (count, id) in lacking.iter_mut().zip(OF_CHILDREN) {
                let indicator = self.pack.indicators.iter().find(|indicator| indicator.id == id);
                let truth =
                    indicator.and_then(|indicator| indicator.rule.as_ref()).map(|rule| rule.eval(&alone, self.day));
                *count += i64::from(matches!(truth, Some(Truth::Yes(_))));
            }
        }
        (children, lacking, unanswered)
    }
}
