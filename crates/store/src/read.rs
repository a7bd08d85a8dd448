//! Plain readings: shards, reviews, batches, denominators, and the answers behind a past result.

use crate::sql::{list, register};
use crate::{At, Denominator, Reach, Row, Shard, Store, Tx, View, answers, code};
use base::{AreaKey, Failure};
use domain::form::Tally;
use domain::register::Review;
use engine::{AreaKind, Class, Flags, Household, Means};
use jiff::civil::Date;

/// A partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardRow {
    /// Its number.
    pub shard: Shard,
    /// Official code of the province when it was opened.
    pub code: String,
    /// Its name then.
    pub name: String,
    /// The day on which the code is read.
    pub opened_on: Date,
}

/// A batch, live or undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its number in the shard.
    pub batch: i64,
    /// `commit_review`, `set_denominators` or `edit_household`.
    pub command: String,
    /// Year and standard of its review, if it has one.
    pub review: Option<(i16, String)>,
    /// Digest that names it.
    pub digest: String,
    /// Where it came from.
    pub source: String,
    /// Who entered it.
    pub actor: String,
    /// When.
    pub recorded_at: String,
    /// How many households it held.
    pub households: u64,
    /// When it was undone.
    pub undone_at: Option<String>,
    /// Route of its results.
    pub route: String,
}

/// What was recorded of a household in a review: enough to compute the result again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Code of the household.
    pub code: String,
    /// Answers and births.
    pub household: Household,
    /// Income and points.
    pub means: Means,
    /// Rural or urban.
    pub area_kind: AreaKind,
    /// The recorded deprivations.
    pub flags: Flags,
    /// The recorded class.
    pub class: Class,
    /// What the class rests on: a basis of the engine, or `recorded`.
    pub basis: String,
}

impl Store {
    /// All partitions.
    pub fn shards(&mut self) -> Result<Vec<ShardRow>, Failure> {
        self.db.read(|tx| {
            let rows = tx.rows(register::SHARDS, &[])?;
            rows.iter()
                .map(|row| {
                    Ok(ShardRow {
                        shard: Shard(row.int(0)?),
                        code: row.text(1)?.to_owned(),
                        name: row.text(2)?.to_owned(),
                        opened_on: date(row.text(3)?)?,
                    })
                })
                .collect()
        })
    }

    /// The reviews of which something is known, oldest first.
    pub fn reviews(&mut self, at: impl Into<At>) -> Result<Vec<Review>, Failure> {
        let at = at.into();
        self.db.read(|tx| {
            at.must_be_kept(tx)?;
            let rows = tx.rows(register::REVIEWS, &[at.shard.0.into(), at.moment().into()])?;
            rows.iter()
                .map(|row| {
                    Ok(Review { year: year(row, 0)?, standard: row.text(1)?.to_owned(), day: date(row.text(2)?)? })
                })
                .collect()
        })
    }

    /// The batches of a shard, oldest first.
    pub fn batches(&mut self, shard: Shard) -> Result<Vec<BatchRow>, Failure> {
        self.db.read(|tx| tx.rows(register::BATCHES, &[shard.0.into()])?.iter().map(batch).collect())
    }

    /// Streams what a review recorded, household by household, so that its pack can compute it again: answers of the
    /// whole partition, for whoever may read all of them.
    pub fn answers_of(
        &mut self,
        view: View<'_>,
        review: &Review,
        mut each: impl FnMut(Recorded) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let View { at, scope } = view;
        if [&scope.rows, &scope.health].iter().any(|reach| **reach != Reach::All) {
            return Err(crate::scope::sensitive());
        }
        self.db.read(|tx| {
            at.must_be_kept(tx)?;
            let Some(number) = review_number(tx, at.shard, review)? else { return Err(no_review(review)) };
            tx.each(list::ANSWERS, &[at.shard.0.into(), number.into(), at.moment().into()], |row| {
                each(Recorded {
                    code: row.text(0)?.to_owned(),
                    area_kind: code::area_kind_of(row.int(1)?),
                    means: Means { b1: row.int_or_null(2)?, income: row.int_or_null(3)? },
                    flags: flags(row.int(4)?),
                    class: code::class_of(row.int(5)?),
                    basis: row.text(6)?.to_owned(),
                    household: answers::read(row.text(7)?)?,
                })
            })
        })
    }
}

/// A batch, as the statements on batches tell it.
pub(crate) fn batch(row: &Row) -> Result<BatchRow, Failure> {
    let review = row.text_or_null(3)?.map(|standard| Ok::<_, Failure>((year(row, 2)?, standard.to_owned())));
    Ok(BatchRow {
        batch: row.int(0)?,
        command: row.text(1)?.to_owned(),
        review: review.transpose()?,
        digest: row.text(4)?.to_owned(),
        source: row.text(5)?.to_owned(),
        actor: row.text(6)?.to_owned(),
        recorded_at: row.text(7)?.to_owned(),
        households: row.count(8)?,
        undone_at: row.text_or_null(9)?.map(str::to_owned),
        route: row.text(10)?.to_owned(),
    })
}

/// The number of a review in its shard, if it was opened.
pub(crate) fn review_number(tx: &mut Tx<'_>, shard: Shard, review: &Review) -> Result<Option<i64>, Failure> {
    review_row(tx, shard, review)?.map(|row| row.int(0)).transpose()
}

pub(crate) fn review_row(tx: &mut Tx<'_>, shard: Shard, review: &Review) -> Result<Option<Row>, Failure> {
    tx.row(register::REVIEW, &[shard.0.into(), i64::from(review.year).into(), review.standard.as_str().into()])
}

pub(crate) fn no_review(review: &Review) -> Failure {
    Failure::new("CC-STORE-NO-REVIEW", "chưa có đợt rà soát này", "there is no such review")
        .at(format!("{} {}", review.year, review.standard))
}

pub(crate) fn denominators(tx: &mut Tx<'_>, at: At, year: i16) -> Result<Vec<Denominator>, Failure> {
    let args = [at.shard.0.into(), i64::from(year).into(), at.moment().into()];
    let rows = tx.rows(register::DENOMINATORS, &args)?;
    let read = |row: &Row| {
        let tally = |at: usize| Ok::<_, Failure>(Tally { households: row.count(at)?, persons: row.count(at + 1)? });
        let by_ethnicity = match row.int_or_null(4)? {
            Some(_) => Some([tally(4)?, tally(6)?, tally(8)?]),
            None => None,
        };
        Ok(Denominator {
            year,
            area: area(row, 0)?,
            all: tally(2)?,
            by_ethnicity,
            status: row.text(10)?.to_owned(),
            source: row.text(11)?.to_owned(),
        })
    };
    rows.iter().map(read).collect()
}

/// A unit in two columns: code and first day.
pub(crate) fn area(row: &Row, column: usize) -> Result<AreaKey, Failure> {
    Ok(AreaKey { code: row.text(column)?.to_owned(), valid_from: date(row.text(column + 1)?)? })
}

pub(crate) fn flags(bits: i64) -> Flags {
    Flags::from_bits(u32::try_from(bits).unwrap_or_default())
}

pub(crate) fn date(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| {
        Failure::new("CC-STORE-SHAPE", "cơ sở dữ liệu có ngày không hợp lệ", "the database holds a date that is none")
            .at(text)
    })
}

pub(crate) fn year(row: &Row, column: usize) -> Result<i16, Failure> {
    i16::try_from(row.int(column)?).map_err(|_| {
        Failure::new("CC-STORE-SHAPE", "cơ sở dữ liệu có năm không hợp lệ", "the database holds a year that is none")
    })
}
