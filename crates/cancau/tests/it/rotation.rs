//! `cancau key rotate`: the register goes on under the new key, wherever the rotation is cut off.

use crate::copy::fill;
use crate::support::{Deployment, on_both};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use store::{Key, Shard, Target};

fn found(deployment: &Deployment, number: u32) -> usize {
    let mut store = opened(deployment);
    store.suggest(store::Scope::everything().of(Shard(1)), &format!("046{number:09}"), 5).unwrap().len()
}

/// Opened as the program opens it.
fn opened(deployment: &Deployment) -> store::Store {
    let target = match &deployment.address {
        Some(address) => Target::Postgres(address.clone()),
        None => Target::Sqlite(deployment.path("dl/cancau.sqlite3")),
    };
    let ids = Box::new(store::RepeatableIds::new(1));
    store::Store::open_with_key_file(&target, &deployment.path("dl/cancau.key"), ids).unwrap()
}

#[test]
fn numbers_are_found_as_before_and_the_old_key_opens_nothing() {
    on_both(|deployment| {
        fill(deployment, 300);
        let old = std::fs::read_to_string(deployment.path("dl/cancau.key")).unwrap();
        let records = deployment.json("verify")["shards"][0]["records"].as_u64().unwrap();
        let told = deployment.json("key rotate --actor An --reason bàn-giao");
        assert_eq!(
            (told["numbers"].as_u64(), told["batches"].as_u64(), told["chains"].as_u64()),
            // the chain of the deployment itself, too
            (Some(300), Some(1), Some(2))
        );
        assert_ne!(std::fs::read_to_string(deployment.path("dl/cancau.key")).unwrap(), old);
        assert!(!deployment.path("dl/cancau.key.next").exists());
        let verified = deployment.json("verify");
        assert_eq!(verified["shards"][0]["records"].as_u64(), Some(records + 1));
        assert_eq!((found(deployment, 7), found(deployment, 300)), (1, 0));
        // the same list again is the same batch, and its numbers are recognised
        assert_eq!(deployment.json(crate::copy::IMPORT)["state"], "unchanged");
        let again = crate::copy::IMPORT.replace("2025", "2026");
        deployment.write("ds.csv", crate::copy::list(300));
        let told = deployment.json(&again);
        assert_eq!((told["matched_by_number"].as_u64(), told["new_persons"].as_u64()), (Some(300), Some(0)), "{told}");
        let newer = deployment.path("dl/cancau.key");
        std::fs::remove_file(&newer).unwrap();
        store::secret::create(&newer, &old).unwrap();
        let ran = deployment.run("verify");
        assert!(ran.code == 1 && ran.err.contains("CC-STORE-KEY-OTHER"), "{}", ran.err);
    });
}

#[test]
fn a_rotation_that_is_killed_between_its_steps_is_finished_or_taken_back() {
    on_both(|deployment| {
        fill(deployment, 2_000);
        for word in ["ghi khoá mới", "mã hoá lại", "thay tệp khoá"] {
            let mut child =
                deployment.program("key rotate").stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
            let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
            let reached = lines.any(|line| line.contains(word));
            child.kill().unwrap();
            child.wait().unwrap();
            assert!(reached, "the rotation ended before “{word}”");
            assert_eq!(deployment.run("verify").code, 0, "{word}");
            assert_eq!(found(deployment, 1_999), 1, "{word}");
        }
        // the last step cut off exactly: the database has taken up a key that still lies in the second file
        let (file, next) = (deployment.path("dl/cancau.key"), deployment.path("dl/cancau.key.next"));
        let old = std::fs::read_to_string(&file).unwrap();
        deployment.json("key rotate");
        std::fs::rename(&file, &next).unwrap();
        store::secret::create(&file, &old).unwrap();
        assert_eq!(deployment.run("verify").code, 0);
        assert!(!next.exists() && Key::open(&file).is_ok());
        assert_eq!(found(deployment, 1_999), 1);
        deployment.json("key rotate");
        assert_eq!(deployment.run("verify").code, 0);
    });
}

#[test]
fn one_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    let deployment = Deployment { dir, address: None };
    fill(&deployment, 3);
    let lock = std::fs::File::create(deployment.path("dl/.lock")).unwrap();
    lock.lock().unwrap();
    store::secret::create(&deployment.path("mk.txt"), "một mật khẩu đủ dài\n").unwrap();
    for line in ["key rotate", "backup b.age --passphrase-file mk.txt"] {
        let ran = deployment.run(line);
        assert!(ran.code == 1 && ran.err.contains("CC-BUSY"), "{line}: {}", ran.err);
    }
    drop(lock);
    assert_eq!(deployment.run("key rotate").code, 0);
}
