//! Time of the pages people open most, beside the plainest count of the same rows in SQL.

use super::{Scratch, forms, median};
use crate::cx::{Cx, Outcome, now};
use crate::interrupt;
use crate::say::{out, tell};
use app::demo::{Demo, open};
use app::{Desk, Opener};
use base::{Clock, Failure, Lang};
use domain::area::Areas;
use domain::result::Results;
use std::borrow::Cow;
use std::time::Duration;
use web::{Probe, Web};

/// Name and address of each page.
const PAGES: [(&str, &str); 8] = [
    ("cả nước / country", "/"),
    ("tỉnh / province", "/area/46?on=2025-07-01"),
    ("xã / commune", "/area/19777?on=2025-01-01"),
    ("hộ nghèo / poor households", "/households?class=poor"),
    ("tìm tên / search by name", "/households?class=poor&q=nguyen%20van"),
    ("gợi ý / suggestions", "/search/suggest?q=tran"),
    ("ô biểu 2 / cell of form 2", "/households?form=2&col=5&year=2023&area=46&on=2025-07-01"),
    ("biểu 2 / form 2", "/forms/2?year=2023"),
];

/// Makes the demonstration's register in a scratch folder, then asks each page three times, the first time apart.
pub(crate) fn run(cx: &Cx) -> Result<Outcome, Failure> {
    let dir = Scratch::new()?;
    let demo = Demo { dir: &dir.0, today: cx.today(), at: now(), cancel: interrupt::flag()? };
    let mut say = |step: &str| {
        if !cx.json {
            tell!("… {step}");
        }
    };
    let (mut store, ..) = demo.register(&mut say)?;
    let plain = median(|| store.db().read(|tx| tx.rows(forms::PLAIN, &[])).map(drop))?;
    let folder = dir.0.clone();
    let opener: Opener = Box::new(move || open(&folder));
    let areas = Areas::bundled();
    let desk = Desk::new(Some(opener), Cow::Borrowed(areas), Results::bundled(areas)?);
    let today = cx.today();
    let probe = Probe::new(
        Web {
            desk,
            today: Box::new(move || today),
            now: Box::new(crate::cx::moment),
            maps: Vec::new(),
            provider: None,
        },
        app::Caller::operator(),
    )?;
    let mut measured = Vec::new();
    for (name, address) in PAGES {
        let mut bytes = 0;
        let mut ask = || {
            let answer = probe.get(address, "vi", true)?;
            bytes = answer.bytes.len();
            if answer.status == 200 { Ok(()) } else { Err(broken(address, answer.status)) }
        };
        let first = super::timed(&mut ask)?;
        let again = median(&mut ask)?;
        measured.push((name, first, again, bytes));
    }
    print(plain, &measured, cx);
    Ok(Outcome::Done)
}

fn print(plain: Duration, measured: &[(&str, Duration, Duration, usize)], cx: &Cx) {
    let micros = |time: &Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    if cx.json {
        let pages: Vec<serde_json::Value> = measured
            .iter()
            .map(|(name, first, again, bytes)| {
                serde_json::json!({"page": name, "first_us": micros(first), "again_us": micros(again), "bytes": bytes})
            })
            .collect();
        out!("{}", serde_json::json!({"plain_us": micros(&plain), "pages": pages}));
        return;
    }
    match cx.lang {
        Lang::Vi => out!(
            "pages: một câu đếm SQL trần {} µs; mỗi trang: lần đầu, lần sau, gấp mấy lần câu ấy, byte nén",
            micros(&plain)
        ),
        Lang::En => out!(
            "pages: one plain SQL count {} µs; each page: first, again, times that count, bytes compressed",
            micros(&plain)
        ),
    }
    for (name, first, again, bytes) in measured {
        let tenths = 10 * micros(again) / micros(&plain).max(1);
        let (first, again) = (micros(first) / 1000, micros(again) / 1000);
        out!("  {name:<32} {first:>6} ms {again:>6} ms {:>6},{} × {bytes:>8}", tenths / 10, tenths % 10);
    }
}

fn broken(address: &str, status: u16) -> Failure {
    Failure::new("CC-BENCH-PAGE", format!("trang trả lời {status}"), format!("the page answered {status}")).at(address)
}
