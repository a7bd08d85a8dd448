//! How fast households are found in the demo's register: `search FOLDER`, in a release build, after `cancau demo`.

use app::Book;
use base::Failure;
use domain::area::Areas;
use domain::register::Flow;
use engine::Class;
use jiff::civil::date;
use store::{Direction, Filter, FlowColumn, Key, Page, RepeatableIds, Sort, SortKey, Store, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).ok_or("folder?")?);
    let key = Key::open(&folder.join("demo.key"))?;
    let mut store = Store::open(&Target::Sqlite(folder.join("cancau.sqlite3")), key, Box::new(RepeatableIds::new(1)))?;
    let shard = store.shards()?.first().ok_or("no register")?.shard;
    let mut book = Book { store: &mut store, view: shard.into(), areas: Areas::bundled() };
    let review = book.review(2024, None)?;
    let movement = book.movement(&review)?;
    let unit = book.areas.at("46", date(2025, 1, 1)).ok_or("46?")?.key.clone();
    let one = book.communes_of(&review, &unit, date(2025, 1, 1))?.into_iter().take(1).collect();

    let page = Page { offset: 0, limit: 50 };
    let down = |key| Sort { key, direction: Direction::Down };
    let poor = Filter { classes: [Class::Poor].into(), ..Filter::default() };
    let typed = |text: &str| Filter { text: text.into(), ..Filter::default() };
    let left = Filter { flow: Some(FlowColumn::Flow(Flow::ToPair)), ..poor.clone() };
    let searches = [
        ("all by name", Filter::default(), Sort::default()),
        ("all by deprivations", Filter::default(), down(SortKey::Deprivations)),
        ("all by village", Filter::default(), down(SortKey::Village)),
        ("poor by income", poor, down(SortKey::Income)),
        ("one commune", Filter { communes: Some(one), ..Filter::default() }, Sort::default()),
        ("form 2 column 2", left, Sort::default()),
        ("typed: nguyen", typed("nguyen"), Sort::default()),
        ("typed: thi dao", typed("thi dao"), Sort::default()),
        ("typed: nobody", typed("xyzzy"), Sort::default()),
    ];
    for (what, filter, sort) in searches {
        let movement = movement.as_ref().filter(|_| filter.flow.is_some());
        time(what, || Ok(book.store.search(shard, &review, movement, &filter, sort, page)?.households))?;
    }
    for text in ["n", "nguyen van", "thi dao", "xyzzy", "a luoi", "bieu 2"] {
        time(&format!("suggest: {text}"), || Ok(book.suggest(text, date(2025, 7, 1), 8)?.len() as u64))?;
    }
    let code = book.store.search(shard, &review, None, &Filter::default(), Sort::default(), page)?.rows[0].code.clone();
    time("one household", || Ok(book.story(&code)?.map_or(0, |story| story.told.len() as u64)))?;
    Ok(())
}

/// The fastest of five.
fn time(what: &str, mut work: impl FnMut() -> Result<u64, Failure>) -> Result<(), Failure> {
    let (mut best, mut found) = (u128::MAX, 0);
    for _ in 0..5 {
        #[expect(clippy::disallowed_methods, reason = "this program measures time")]
        let start = std::time::Instant::now();
        found = work()?;
        best = best.min(start.elapsed().as_micros());
    }
    println!("{what:<24} {found:>7} found, {:>5}.{} ms", best / 1000, best % 1000 / 100);
    Ok(())
}
