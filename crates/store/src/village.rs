//! How many households of each class a commune's villages have.

use crate::read::{no_review, review_number};
use crate::sql::household as sql;
use crate::{Shard, Store, Value};
use base::{AreaKey, Failure};
use domain::form::Tally;
use domain::register::Review;

/// A village, as its name is written in the results of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageCounts {
    /// Its name.
    pub village: String,
    /// Poor households and the persons in them.
    pub poor: Tally,
    /// Near-poor households and the persons in them.
    pub near_poor: Tally,
}

impl Store {
    /// The villages of a commune that have poor or near-poor households, in Vietnamese order.
    pub fn villages(
        &mut self,
        shard: Shard,
        review: &Review,
        commune: &AreaKey,
    ) -> Result<Vec<VillageCounts>, Failure> {
        self.db.read(|tx| {
            let number = review_number(tx, shard, review)?.ok_or_else(|| no_review(review))?;
            let args: [Value; 4] =
                [shard.0.into(), number.into(), commune.code.as_str().into(), commune.valid_from.to_string().into()];
            let mut villages: Vec<VillageCounts> = Vec::new();
            for row in tx.rows(sql::VILLAGES, &args)? {
                let village = row.text(0)?;
                if villages.last().is_none_or(|last| last.village != village) {
                    let (poor, near_poor) = (Tally::default(), Tally::default());
                    villages.push(VillageCounts { village: village.to_owned(), poor, near_poor });
                }
                let Some(own) = villages.last_mut() else { continue };
                let line = if row.int(1)? == 0 { &mut own.poor } else { &mut own.near_poor };
                *line = Tally { households: row.count(2)?, persons: row.count(3)? };
            }
            Ok(villages)
        })
    }
}
