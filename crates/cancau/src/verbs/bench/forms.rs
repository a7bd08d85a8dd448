//! Time of counting a province and of making its forms, beside the plainest count of the same rows in SQL.

use super::{Scratch, median};
use crate::cx::{Cx, Outcome, now};
use crate::interrupt;
use crate::say::{out, tell};
use app::demo::{self, Demo};
use app::{Book, Caller, Forms};
use base::{Clock, Failure, Lang};
use domain::area::Areas;
use std::time::Duration;

/// The summary forms.
const FORMS: std::ops::RangeInclusive<u8> = 1..=13;
/// The year that is measured: with movement and look-back.
const YEAR: i16 = 2023;
/// Counting the poor by commune, as one would by hand.
pub(super) const PLAIN: &str = "\
select commune_code, count(*)
  from result r
  join review v on v.shard = r.shard and v.id = r.review
 where v.year = 2023 and v.standard = 'vn-2022' and r.class = 0 and r.superseded_at is null
 group by commune_code";

/// Makes the demonstration's register in a scratch folder, then counts and lays out its forms three times.
pub(crate) fn run(cx: &Cx) -> Result<Outcome, Failure> {
    let dir = Scratch::new()?;
    let demo = Demo { dir: &dir.0, today: cx.today(), at: now(), cancel: interrupt::flag()? };
    let mut say = |step: &str| {
        if !cx.json {
            tell!("… {step}");
        }
    };
    let (mut store, shard, _) = demo.register(&mut say)?;
    let plain = median(|| store.db().read(|tx| tx.rows(PLAIN, &[])).map(drop))?;
    let caller = Caller::operator();
    let mut book = Book { store: &mut store, at: shard.into(), areas: Areas::bundled(), caller: &caller };
    let review = book.review(YEAR, None)?;
    let request = demo::request(&review);
    let count = median(|| book.forms(&request).map(drop))?;
    let forms = book.forms(&request)?;
    let writer = report::pdf::Writer::new();
    let today = cx.today();
    let each = |write: &dyn Fn(&report::table::Table) -> Result<Vec<u8>, Failure>, forms: &Forms| {
        FORMS.into_iter().try_for_each(|number| write(&forms.table(number, &[], today)?).map(drop))
    };
    let xlsx = median(|| each(&|table| report::xlsx::write(table, today), &forms))?;
    let pdf = median(|| each(&|table| writer.write(table), &forms))?;
    let number = FORMS.count();
    print(plain, count, xlsx, pdf, number, cx);
    Ok(Outcome::Done)
}

fn print(plain: Duration, count: Duration, xlsx: Duration, pdf: Duration, number: usize, cx: &Cx) {
    let tenths = |time: Duration| time.as_micros() * 10 / plain.as_micros().max(1);
    let rate = |time: Duration| {
        let tenths = number as u128 * 10_000 / time.as_millis().max(1);
        format!("{},{}", tenths / 10, tenths % 10)
    };
    if cx.json {
        let value = serde_json::json!({
            "forms": number, "plain_us": micros(plain), "count_us": micros(count), "xlsx_us": micros(xlsx),
            "pdf_us": micros(pdf),
        });
        out!("{value}");
        return;
    }
    let times = |time: Duration| format!("{},{}", tenths(time) / 10, tenths(time) % 10);
    let (plain_ms, count_ms, xlsx_ms, pdf_ms) =
        (micros(plain) / 1000, micros(count) / 1000, micros(xlsx) / 1000, micros(pdf) / 1000);
    match cx.lang {
        Lang::Vi => out!(
            "forms: {number} biểu của 133 xã, rà soát 2023; một câu đếm SQL trần {plain_ms} ms; đếm đủ cho các biểu \
             {count_ms} ms (gấp {} lần); XLSX {xlsx_ms} ms = {} biểu/giây (gấp {} lần); PDF {pdf_ms} ms = {} biểu/giây \
             (gấp {} lần)",
            times(count),
            rate(xlsx),
            times(xlsx),
            rate(pdf),
            times(pdf),
        ),
        Lang::En => out!(
            "forms: {number} forms of 133 communes, review of 2023; one plain SQL count {plain_ms} ms; counting for all \
             forms {count_ms} ms ({} times); XLSX {xlsx_ms} ms = {} forms/s ({} times); PDF {pdf_ms} ms = {} forms/s \
             ({} times)",
            times(count),
            rate(xlsx),
            times(xlsx),
            rate(pdf),
            times(pdf),
        ),
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
