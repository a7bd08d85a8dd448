//! `cancau import list`: every batch, of reviews and of published results.

use super::batches;
use crate::cx::{Cx, Outcome};
use crate::deployment;
use crate::say::out;
use app::intake::list_batches;
use base::{Dong, Failure, Lang};

/// Liệt kê các đợt nhập, cả rà soát và kết quả công bố.
#[derive(clap::Args)]
#[command(after_help = "Ví dụ:\n  cancau import list --data so-bo")]
pub(super) struct Args {}

pub(super) fn run(_: &Args, cx: &Cx) -> Result<Outcome, Failure> {
    let stored = match deployment::open_if_there(cx)? {
        Some(mut store) => list_batches(&mut store)?,
        None => Vec::new(),
    };
    let results = cx.data().map(batches::list).transpose()?.unwrap_or_default();
    if cx.json {
        let mut all: Vec<serde_json::Value> = stored
            .iter()
            .map(|(name, shard, batch)| {
                let (year, standard) = batch.review.clone().unzip();
                serde_json::json!({
                    "batch": name.to_string(), "kind": batch.command, "register": shard.name, "year": year,
                    "standard": standard, "route": batch.route, "households": batch.households,
                    "source": batch.source, "actor": batch.actor, "recorded_at": batch.recorded_at,
                    "undone_at": batch.undone_at,
                })
            })
            .collect();
        all.extend(results.iter().map(|id| serde_json::json!({"batch": id, "kind": "results"})));
        out!("{}", serde_json::json!({ "batches": all }));
        return Ok(Outcome::Done);
    }
    if stored.is_empty() && results.is_empty() {
        match cx.lang {
            Lang::Vi => out!("Chưa có đợt nhập nào"),
            Lang::En => out!("No batch was imported yet"),
        }
    }
    for (name, _, batch) in &stored {
        let what = match (&batch.review, cx.lang) {
            (Some((year, standard)), _) => format!("{year} {standard} {}", batch.route),
            (None, Lang::Vi) if batch.command == "edit_household" => "sửa hồ sơ hộ".to_owned(),
            (None, Lang::En) if batch.command == "edit_household" => "correction of a household".to_owned(),
            (None, Lang::Vi) => "số hộ dân cư".to_owned(),
            (None, Lang::En) => "all households".to_owned(),
        };
        let undone = match (&batch.undone_at, cx.lang) {
            (None, _) => String::new(),
            (Some(at), Lang::Vi) => format!("  ĐÃ BỎ {at}"),
            (Some(at), Lang::En) => format!("  UNDONE {at}"),
        };
        let households = Dong(i64::try_from(batch.households).unwrap_or(i64::MAX)).grouped();
        let (source, actor, at) = (&batch.source, &batch.actor, &batch.recorded_at);
        let unit = if cx.lang == Lang::Vi { "hộ" } else { "households" };
        out!("{name}  {what}  {households} {unit}  {source}  {actor}  {at}{undone}");
    }
    for id in &results {
        match cx.lang {
            Lang::Vi => out!("{id}  kết quả công bố"),
            Lang::En => out!("{id}  published results"),
        }
    }
    Ok(Outcome::Done)
}
