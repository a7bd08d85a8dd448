//! Which partition is read, as it was known when, and by whom.

use crate::sql::register as sql;
use crate::{Scope, Shard, Tx, Value};
use base::Failure;
use jiff::Timestamp;

/// Later than any moment of a row: the register as it is known now.
const NOW: &str = "9999";

/// A partition as it was known at a moment (record time); a plain [`Shard`] is the partition as it is known now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The partition.
    pub shard: Shard,
    /// The moment; none for the present.
    pub as_of: Option<Timestamp>,
}

/// The citizens of a partition as one scope lets them be seen. Only [`Scope::of`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Which partition, known when.
    pub at: At,
    /// Whose rows, and what of them.
    pub scope: &'a Scope,
}

impl From<View<'_>> for At {
    fn from(view: View<'_>) -> Self {
        view.at
    }
}

impl From<Shard> for At {
    fn from(shard: Shard) -> Self {
        Self { shard, as_of: None }
    }
}

impl Shard {
    /// The partition as it was known at `moment`: with the rows that were recorded by then and not superseded yet.
    pub fn as_of(self, moment: Timestamp) -> At {
        At { shard: self, as_of: Some(moment) }
    }
}

impl At {
    /// The moment as rows keep theirs: whole seconds in UTC.
    pub(crate) fn moment(self) -> String {
        let Some(moment) = self.as_of else { return NOW.to_owned() };
        Timestamp::from_second(moment.as_second()).unwrap_or(moment).to_string()
    }

    /// Refuses a past that the register cannot show: an undone batch left no rows, so what was known while it stood is
    /// not known any more.
    pub(crate) fn must_be_kept(self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        if self.as_of.is_none() {
            return Ok(());
        }
        let args: [Value; 2] = [self.shard.0.into(), self.moment().into()];
        let Some(row) = tx.row(sql::UNDONE_SINCE, &args)? else { return Ok(()) };
        let (batch, entered, undone) = (row.int(0)?, row.text(1)?, row.text(2)?);
        Err(Failure::new(
            "CC-AS-OF-UNDONE",
            format!("không dựng lại được sổ bộ lúc đó: đợt nhập {batch} nhập lúc {entered} đã bị huỷ lúc {undone}"),
            format!("the register of that moment cannot be shown: batch {batch} of {entered} was undone at {undone}"),
        )
        .at(self.moment())
        .remedy(
            format!("chọn lúc trước {entered} hoặc từ {undone} trở đi"),
            format!("choose a moment before {entered} or from {undone} on"),
        ))
    }
}
