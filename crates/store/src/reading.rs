//! Sensitive data in the clear: who was shown them is noted, and one datum that a role does not show is shown by an act
//! with a reason, on record.

use crate::edit::Marking;
use crate::sql::reading as sql;
use crate::{Ctx, Deed, Scope, Shard, Store, Tx, Value, View, edit, household};
use base::Failure;
use domain::register::Review;
use engine::Flags;
use jiff::civil::Date;

/// A kind of sensitive data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitive {
    /// Ethnic group.
    Ethnicity,
    /// Answers, deprivations, loss of the capacity for labour.
    Health,
    /// Telephone number.
    Phone,
    /// Personal number.
    Cccd,
}

/// A datum that was unmasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A key, a number; none where nothing is known.
    Text(Option<String>),
    /// What the newest review found, if there is one; whether the household is marked as without capacity for labour.
    Health(Option<(Review, Flags)>, bool),
}

impl Sensitive {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Ethnicity, Self::Health, Self::Phone, Self::Cccd];

    /// The word in addresses and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ethnicity => "ethnicity",
            Self::Health => "health",
            Self::Phone => "phone",
            Self::Cccd => "cccd",
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its bit in the log of readings.
    pub fn bit(self) -> i64 {
        match self {
            Self::Ethnicity => 1,
            Self::Health => 2,
            Self::Phone => 4,
            Self::Cccd => 8,
        }
    }

    /// The bits of several kinds.
    pub fn bits(kinds: &[Self]) -> i64 {
        kinds.iter().fold(0, |bits, kind| bits | kind.bit())
    }
}

impl Store {
    /// Notes that an account was shown these kinds of a household's data on a day, at a moment.
    pub fn note_reading(
        &mut self,
        shard: Shard,
        household: &str,
        day: Date,
        login: &str,
        kinds: &[Sensitive],
        at: &str,
    ) -> Result<(), Failure> {
        // a lock of its own: whoever reads does not wait for an import of the province
        self.db.write(-shard.0, |tx| note(tx, shard, household, day, login, kinds, at))
    }

    /// Shows one datum of a household that lives inside the scope, whatever else of it the scope shows; of a member, by
    /// id, unless it is the household's. It is told only together with the record of the telling.
    pub fn unmask(
        &mut self,
        ctx: &Ctx,
        view: View<'_>,
        code: &str,
        kind: Sensitive,
        member: Option<&str>,
        day: Date,
    ) -> Result<Shown, Failure> {
        self.follow_key()?;
        let Self { db, key, .. } = self;
        let shard = view.at.shard;
        let all = Scope { rows: view.scope.rows.clone(), ..Scope::everything().clone() };
        db.write(shard.0, |tx| {
            let (_, home) = edit::home(tx, view, code)?.ok_or_else(|| household::no_household(code))?;
            let story = household::story(tx, key, all.of(shard), code)?.ok_or_else(|| household::no_household(code))?;
            let found = story.members.iter().zip(1..).find(|(one, _)| Some(one.id.as_str()) == member);
            let (shown, whose) = match (kind, found) {
                (Sensitive::Health, _) => {
                    let standing = story.results.iter().filter(|result| result.superseded.is_none());
                    let newest = standing.max_by_key(|result| (result.review.year, result.review.standard.clone()));
                    let flags = newest.and_then(|result| Some((result.review.clone(), result.flags?)));
                    (Shown::Health(flags, home.has(Marking::NoLabourCapacity)), String::new())
                }
                (_, None) => {
                    return Err(Failure::new(
                        "CC-UNMASK-MEMBER",
                        "hộ không có thành viên này",
                        "the household has no such member",
                    )
                    .at(code)
                    .remedy("mở lại trang của hộ", "open the page of the household again"));
                }
                (kind, Some((one, place))) => {
                    let text = match kind {
                        Sensitive::Cccd => one.person.cccd.as_ref().map(|cccd| cccd.reveal().to_owned()),
                        Sensitive::Phone => one.person.phone.clone(),
                        _ => one.person.ethnic.clone(),
                    };
                    (Shown::Text(text), format!(" {place}"))
                }
            };
            let deed = Deed::household(code, &home.commune).note(format!("{}{whose}: {}", kind.word(), ctx.reason));
            deed.record(tx, shard.0, ctx, "unmask", None)?;
            note(tx, shard, code, day, &ctx.actor, &[kind], &ctx.at)?;
            Ok(shown)
        })
    }
}

fn note(
    tx: &mut Tx<'_>,
    shard: Shard,
    household: &str,
    day: Date,
    login: &str,
    kinds: &[Sensitive],
    at: &str,
) -> Result<(), Failure> {
    let row: [Value; 6] = [
        shard.0.into(),
        household.into(),
        day.to_string().into(),
        login.into(),
        Sensitive::bits(kinds).into(),
        at.into(),
    ];
    tx.execute(sql::NOTE, &row).map(drop)
}
