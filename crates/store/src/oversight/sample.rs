//! A random sample of a commune's households that anybody can draw again.
//!
//! The households of the review stand in a list by their codes, byte by byte. The SHA-256 of `<seed>:<place in the list>`
//! orders them, and the first ones are drawn: no generator of any language is needed to repeat it, and no household is
//! likelier than another. The digest is the SHA-256 of the codes, each followed by a line end.

use super::{id, nothing};
use crate::ids::IdMaker;
use crate::read::{area, date, no_review, review_row, year};
use crate::sql::oversight as sql;
use crate::{At, Ctx, Deed, Row, Shard, Store, Subject, Tx, Value, View, code};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use domain::register::Review;
use engine::Class;
use sha2::{Digest, Sha256};

/// A sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its partition.
    pub shard: Shard,
    /// Its id, as addresses have it.
    pub id: String,
    /// Of which review.
    pub review: Review,
    /// Of which commune.
    pub commune: AreaKey,
    /// What it was drawn with.
    pub seed: String,
    /// How many households stood in the list.
    pub population: u64,
    /// The digest of the list, in hexadecimal digits.
    pub digest: String,
    /// When.
    pub drawn_at: String,
    /// By whom.
    pub drawn_by: String,
    /// How many were drawn.
    pub households: u64,
    number: i64,
}

/// A household that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its code.
    pub code: String,
    /// Its head on the day of the review; empty if there is none.
    pub head: String,
    /// Its village; empty if its result was taken back.
    pub village: String,
    /// What the review found; none if the result was taken back.
    pub class: Option<Class>,
    /// Persons.
    pub members: u64,
}

/// What drawing again gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// The same list, the same households.
    Same,
    /// The list has changed since; that of then gives the same households.
    ListChanged,
    /// The list of then cannot be shown any more: a batch that stood in it was undone.
    Untellable,
    /// Other households: the sample, the seed or the list was changed.
    Differs,
}

/// The places, from zero, that a seed draws from a list; in the order in which they are drawn.
pub fn draw(seed: &str, population: usize, size: usize) -> Vec<usize> {
    let ticket = |place: usize| Sha256::digest(format!("{seed}:{}", place + 1)).to_vec();
    let mut tickets: Vec<(Vec<u8>, usize)> = (0..population).map(|place| (ticket(place), place)).collect();
    tickets.sort_unstable();
    tickets.into_iter().take(size).map(|(_, place)| place).collect()
}

/// The digest of a list of codes.
fn digest_of_list<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut digest = Sha256::new();
    for code in codes {
        digest.update(code);
        digest.update("\n");
    }
    digest.finalize().to_vec()
}

impl Store {
    /// Draws `size` households of a commune of a review and keeps with what; without a seed, one is made.
    pub fn draw_sample(
        &mut self,
        ctx: &Ctx,
        view: View<'_>,
        review: &Review,
        commune: &AreaKey,
        size: usize,
        seed: Option<&str>,
    ) -> Result<String, Failure> {
        let Self { db, ids, .. } = self;
        let shard = view.at.shard;
        let seed = seed.map_or_else(
            || {
                let mut chance = [0; 16];
                ids.fill(&mut chance);
                hex(&chance)
            },
            str::to_owned,
        );
        let sample = IdMaker::new(ids.as_mut()).next(ids.as_mut());
        db.write(shard.0, |tx| {
            let number = review_row(tx, shard, review)?.ok_or_else(|| no_review(review))?.int(0)?;
            // a sample of a part of the commune would not be one of the commune
            let list =
                if view.scope.rows.has_whole(commune) { population(tx, view.at, number, commune)? } else { Vec::new() };
            if list.len() < size {
                return Err(too_few(commune, list.len()));
            }
            let digest = digest_of_list(list.iter().map(|(code, _)| code.as_str()));
            let row: [Value; 10] = [
                shard.0.into(),
                sample.as_slice().into(),
                number.into(),
                commune.code.as_str().into(),
                commune.valid_from.to_string().into(),
                seed.as_str().into(),
                i64::try_from(list.len()).unwrap_or(i64::MAX).into(),
                digest.as_slice().into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
            ];
            tx.execute(sql::INSERT_SAMPLE, &row)?;
            let mut deed = Deed::about(Subject::Area, commune.to_string());
            for (position, place) in (1_i64..).zip(draw(&seed, list.len(), size)) {
                let (code, household) = &list[place];
                let row: [Value; 4] =
                    [shard.0.into(), sample.as_slice().into(), position.into(), household.as_slice().into()];
                tx.execute(sql::INSERT_DRAWN, &row)?;
                deed = deed.and(Subject::Household, code.as_str());
            }
            let deed = deed
                .change("sample", None, Some(&hex(&sample)))
                .change("review", None, Some(&format!("{} {}", review.year, review.standard)))
                .change("seed", None, Some(&seed))
                .change("population", None, Some(&list.len().to_string()))
                .change("digest", None, Some(&hex(&digest)));
            deed.record(tx, shard.0, ctx, "draw_sample", None)?;
            Ok(hex(&sample))
        })
    }

    /// The samples of communes inside the scope, the newest first.
    pub fn samples(&mut self, view: View<'_>) -> Result<Vec<Sample>, Failure> {
        self.db.read(|tx| samples(tx, view, None))
    }

    /// A sample with its households inside the scope, and what drawing again gives.
    pub fn sample(&mut self, view: View<'_>, text: &str) -> Result<(Sample, Vec<Drawn>, Repeat), Failure> {
        let wanted = id(text)?;
        let shard = view.at.shard;
        self.db.read(|tx| {
            let sample = samples(tx, view, Some(&wanted))?.into_iter().next().ok_or_else(|| nothing(text))?;
            let day = sample.review.day.to_string();
            let args = [shard.0.into(), wanted.into(), sample.number.into(), day.into()];
            let mut drawn: Vec<Drawn> = tx.rows(sql::DRAWN, &args)?.iter().map(drawn_of).collect::<Result<_, _>>()?;
            let repeat = repeat(tx, &sample, &drawn)?;
            drawn.retain(|one| {
                view.scope.rows.has_whole(&sample.commune) || view.scope.rows.has(&sample.commune, &one.village)
            });
            Ok((sample, drawn, repeat))
        })
    }
}

/// Codes and ids of the standing results of a commune, by code, byte by byte.
fn population(tx: &mut Tx<'_>, at: At, review: i64, commune: &AreaKey) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let since = commune.valid_from.to_string();
    let args: [Value; 5] =
        [at.shard.0.into(), review.into(), at.moment().into(), commune.code.as_str().into(), since.into()];
    let mut list = Vec::new();
    tx.each(sql::POPULATION, &args, |row| {
        list.push((row.text(1)?.to_owned(), row.bytes(0)?.to_vec()));
        Ok(())
    })?;
    // here and not in the statement: databases order texts in their own ways
    list.sort_unstable();
    Ok(list)
}

fn samples(tx: &mut Tx<'_>, view: View<'_>, wanted: Option<&[u8]>) -> Result<Vec<Sample>, Failure> {
    let shard = view.at.shard;
    let rows = tx.rows(sql::SAMPLES, &[shard.0.into(), wanted.into()])?;
    let mut samples = rows.iter().map(|row| sample(row, shard)).collect::<Result<Vec<_>, _>>()?;
    samples.retain(|sample| view.scope.rows.touches(&sample.commune));
    Ok(samples)
}

fn repeat(tx: &mut Tx<'_>, sample: &Sample, drawn: &[Drawn]) -> Result<Repeat, Failure> {
    let kept: Vec<&str> = drawn.iter().map(|one| one.code.as_str()).collect();
    let now = again(tx, sample.shard.into(), sample)?;
    if now.0 == sample.digest {
        return Ok(if now.1 == kept { Repeat::Same } else { Repeat::Differs });
    }
    let Ok(moment) = sample.drawn_at.parse() else { return Ok(Repeat::Differs) };
    let then = sample.shard.as_of(moment);
    if then.must_be_kept(tx).is_err() {
        return Ok(Repeat::Untellable);
    }
    let then = again(tx, then, sample)?;
    Ok(if then.0 == sample.digest && then.1 == kept { Repeat::ListChanged } else { Repeat::Differs })
}

/// The digest of the list of a moment, and the codes that the seed draws from it.
fn again(tx: &mut Tx<'_>, at: At, sample: &Sample) -> Result<(String, Vec<String>), Failure> {
    let list = population(tx, at, sample.number, &sample.commune)?;
    let size = usize::try_from(sample.households).unwrap_or_default();
    let drawn = draw(&sample.seed, list.len(), size).into_iter().map(|place| list[place].0.clone()).collect();
    Ok((hex(&digest_of_list(list.iter().map(|(code, _)| code.as_str()))), drawn))
}

fn sample(row: &Row, shard: Shard) -> Result<Sample, Failure> {
    Ok(Sample {
        shard,
        id: hex(row.bytes(0)?),
        review: Review { year: year(row, 1)?, standard: row.text(2)?.to_owned(), day: date(row.text(3)?)? },
        commune: area(row, 4)?,
        seed: row.text(6)?.to_owned(),
        population: row.count(7)?,
        digest: hex(row.bytes(8)?),
        drawn_at: row.text(9)?.to_owned(),
        drawn_by: row.text(10)?.to_owned(),
        households: row.count(11)?,
        number: row.int(12)?,
    })
}

fn drawn_of(row: &Row) -> Result<Drawn, Failure> {
    Ok(Drawn {
        code: row.text(0)?.to_owned(),
        village: row.text_or_null(1)?.unwrap_or_default().to_owned(),
        class: row.int_or_null(2)?.map(code::class_of),
        members: u64::try_from(row.int_or_null(3)?.unwrap_or_default()).unwrap_or_default(),
        head: row.text_or_null(4)?.unwrap_or_default().to_owned(),
    })
}

fn too_few(commune: &AreaKey, households: usize) -> Failure {
    Failure::new(
        "CC-SAMPLE-SMALL",
        format!("xã này chỉ có {households} hộ trong đợt rà soát, không đủ để rút mẫu"),
        format!("this commune has only {households} households in the review, too few to draw from"),
    )
    .at(commune.to_string())
    .remedy("rút ít hộ hơn, hoặc chọn xã khác", "draw fewer, or choose another commune")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_another_seed_others() {
        let drawn = draw("giám sát 2025", 100, 7);
        assert_eq!(drawn, draw("giám sát 2025", 100, 7));
        assert_eq!(drawn[..3], draw("giám sát 2025", 100, 3), "fewer are the first of more");
        assert_ne!(drawn, draw("giám sát 2026", 100, 7));
        let mut places = drawn.clone();
        places.sort_unstable();
        places.dedup();
        assert!(places.len() == 7 && places.iter().all(|place| *place < 100), "each once: {drawn:?}");
    }

    #[test]
    fn no_place_of_the_list_is_favoured() {
        let mut times = [0_u32; 10];
        for seed in 0..2000 {
            for place in draw(&seed.to_string(), 10, 3) {
                times[place] += 1;
            }
        }
        assert!(times.iter().all(|times| (500..700).contains(times)), "600 each, more or less: {times:?}");
    }

    #[test]
    fn the_draw_can_be_repeated_with_the_tools_of_any_machine() {
        // printf 'a:1' | sha256sum, and so on: the order of the hashes of a:1 to a:4
        let mut by_hand: Vec<(String, usize)> =
            (0..4).map(|place| (hex(&Sha256::digest(format!("a:{}", place + 1))), place)).collect();
        by_hand.sort();
        assert_eq!(draw("a", 4, 4), by_hand.iter().map(|(_, place)| *place).collect::<Vec<_>>());
        assert_eq!(by_hand[0].0.len(), 64);
        assert_eq!(
            hex(&digest_of_list(["H1", "H2"].into_iter())),
            hex(&Sha256::digest("H1\nH2\n")),
            "printf 'H1\\nH2\\n' | sha256sum"
        );
    }
}
