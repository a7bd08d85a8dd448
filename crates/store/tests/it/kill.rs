//! A process that is killed in the middle of a commit leaves the database as it was.
//!
//! The test starts itself again as a child, which commits until it is told to stop in the middle, says so, and waits
//! to be killed.

use crate::engines::{Place, key, on_both};
use crate::register::{commit, ctx, everything, household, identity, number, open, pack, review};
use engine::Class::Poor;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use store::{RepeatableIds, Shard, Store, Target};

const HOUSEHOLDS: u32 = 3_000;
const CHILD: &str = "CANCAU_STORE_TEST_CHILD";

/// Not a story of its own: the child's part. Without its orders it does nothing.
#[test]
fn child() {
    let Some(orders) = std::env::var_os(CHILD) else { return };
    let orders = orders.into_string().unwrap();
    let mut words = orders.splitn(3, '|');
    let (moment, engine, place) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
    let target = if engine == "sqlite" { Target::Sqlite(place.into()) } else { Target::Postgres(place.into()) };
    let mut store = Store::open(&target, key(), Box::new(RepeatableIds::new(9))).unwrap();
    if moment == "rows" {
        let changes = ["delete from answers", "update result set class = 3", "delete from audit"];
        store
            .db()
            .write(1, |tx| {
                for change in changes {
                    tx.execute(change, &[])?;
                }
                wait_for_death();
                Ok(())
            })
            .unwrap();
    }
    let entries = (0..HOUSEHOLDS).map(|number| household(number, 1, Poor));
    let events = std::iter::from_fn(|| {
        wait_for_death();
        None
    });
    let half = entries.clone().take(2_000).chain(std::iter::once_with(|| {
        wait_for_death();
        household(0, 1, Poor)
    }));
    let (shard, review, identity) = (Shard(1), review(2023), identity("killed"));
    if moment == "half" {
        let none = std::iter::empty();
        store.commit_review(&ctx(3), shard, &review, pack(), half, none, &identity).unwrap();
    } else {
        store.commit_review(&ctx(3), shard, &review, pack(), entries, events, &identity).unwrap();
    }
}

fn wait_for_death() {
    // written past the test runner, which would keep it until the end
    println!("in the middle");
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

fn kill_at(moment: &str, place: &Place) {
    let (engine, address) = match &place.target {
        Target::Sqlite(path) => ("sqlite", path.display().to_string()),
        Target::Postgres(address) => ("postgres", address.clone()),
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child", "--nocapture"])
        .env(CHILD, format!("{moment}|{engine}|{address}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reached = lines.map_while(Result::ok).any(|line| line.contains("in the middle"));
    assert!(reached, "the child ended before its middle");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_killed_commit_leaves_the_database_as_it_was() {
    on_both(|place| {
        let (mut store, shard) = open(place);
        commit(&mut store, shard, 2022, "a", &[household(1, 1, Poor), household(2, 1, Poor)]);
        let before = everything(&mut store);
        let records = number(&mut store, "select count(*) from audit");
        for moment in ["half", "staged", "rows"] {
            kill_at(moment, place);
            assert_eq!(everything(&mut store), before, "{moment}");
            let mut reopened = place.store();
            assert_eq!(everything(&mut reopened), before, "{moment}");
            assert_eq!(number(&mut reopened, "select count(*) from audit"), records);
            reopened.verify().unwrap();
        }
        let entries: Vec<_> = (0..HOUSEHOLDS).map(|number| household(number, 1, Poor)).collect();
        let report = commit(&mut store, shard, 2023, "killed", &entries);
        assert_eq!((report.households, report.new_households), (3_000, 2_998));
        store.verify().unwrap();
    });
}
