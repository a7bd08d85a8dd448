//! `cancau heads` and `cancau verify --heads`: a trail that was written anew since is found.

use crate::copy::fill;
use crate::support::{Deployment, names, on_both};
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

fn refused(deployment: &Deployment, line: &str, code: &str) {
    let ran = deployment.run(line);
    assert!(ran.code == 1 && ran.err.contains(code) && ran.err.contains("Cách sửa"), "{line}: {}{}", ran.out, ran.err);
}

/// What somebody would do who holds the database and knows how a chain is made: another reason in the first record, and
/// every hash after it made anew, so that the chain holds.
fn rewrite(deployment: &Deployment) {
    let mut store = deployment.store();
    let columns = "seq, at, actor, command, detail, reason, subject, digest, previous";
    let rows = format!("select {columns} from audit where shard = 1 order by seq");
    store
        .db()
        .write(1, |tx| {
            let mut previous = vec![0; 32];
            for mut row in tx.rows(&rows, &[])? {
                if row.int(0)? == 1 {
                    row.0[5] = "không có gì".into();
                }
                row.0[8] = previous.as_slice().into();
                let mut digest = Sha256::new();
                feed(&mut digest, &[1.into()]);
                feed(&mut digest, &row.0);
                previous = digest.finalize().to_vec();
                let change = "update audit set reason = $2, previous = $3, hash = $4 where shard = 1 and seq = $1";
                tx.execute(
                    change,
                    &[row.0[0].clone(), row.0[5].clone(), row.0[8].clone(), previous.as_slice().into()],
                )?;
            }
            tx.execute("update audit_head set hash = $1 where shard = 1", &[previous.into()]).map(drop)
        })
        .unwrap();
}

fn feed(digest: &mut Sha256, row: &[store::Value]) {
    digest.update((row.len() as u64).to_be_bytes());
    for value in row {
        let (kind, bytes) = match value {
            store::Value::Null => (0, None),
            store::Value::Int(int) => {
                digest.update([1]);
                digest.update(int.to_be_bytes());
                continue;
            }
            store::Value::Text(text) => (2, Some(text.as_bytes())),
            store::Value::Bytes(bytes) => (3, Some(bytes.as_slice())),
        };
        digest.update([kind]);
        if let Some(bytes) = bytes {
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
    }
}

#[test]
fn signed_heads_prove_that_a_chain_was_written_anew() {
    on_both(|deployment| {
        fill(deployment, 10);
        let key = deployment.json("heads key")["public_key"].as_str().unwrap().to_owned();
        assert_eq!(key.len(), 64);
        let told = deployment.json("heads export --output ngoai.json");
        assert_eq!(told["chains"], 1);
        // the chain grows, and what was signed stays true
        deployment.json("key rotate");
        deployment.json("heads export --output sau.json");
        let verified = deployment.json("verify --heads ngoai.json sau.json");
        assert_eq!(verified["heads"].as_array().unwrap().len(), 2);
        deployment.json(&format!("verify --heads ngoai.json --key {key}"));
        // another signer, a changed file
        let other = "00".repeat(32);
        refused(deployment, &format!("verify --heads ngoai.json --key {other}"), "CC-HEADS-OTHER-KEY");
        let text = std::fs::read_to_string(deployment.path("ngoai.json")).unwrap();
        deployment.write("sua.json", text.replace("\"seq\": ", "\"seq\": 1"));
        refused(deployment, "verify --heads sua.json", "CC-HEADS-SIGNATURE");
        deployment.write("sua.json", "{}");
        refused(deployment, "verify --heads sua.json", "CC-HEADS-SIGNATURE");
        rewrite(deployment);
        assert_eq!(deployment.run("verify").code, 0, "a chain that was written anew holds in itself");
        refused(deployment, "verify --heads ngoai.json", "CC-HEADS-REWRITTEN");
        refused(deployment, "verify --heads sau.json", "CC-HEADS-REWRITTEN");
    });
}

#[cfg(unix)]
#[test]
fn the_signing_key_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    let deployment = Deployment { dir, address: None };
    fill(&deployment, 3);
    deployment.json("heads export");
    let key = deployment.path("dl/signing.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(names(&deployment.path("dl/heads")).len(), 1);
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    refused(&deployment, "heads export", "CC-STORE-KEY-OPEN-TO-ALL");
}

#[test]
fn whoever_serves_the_pages_signs_once_a_day() {
    on_both(|deployment| {
        fill(deployment, 3);
        let serve = || {
            let mut child = deployment
                .program("serve --listen 127.0.0.1:0")
                .stderr(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
            assert!(lines.any(|line| line.contains("http://127.0.0.1")));
            child
        };
        let mut child = serve();
        let folder = deployment.path("dl/heads");
        let signed = || std::fs::read_dir(&folder).ok()?.flatten().map(|entry| entry.path()).find(|path| is_json(path));
        let (_never, wait) = mpsc::channel::<()>();
        let tries = std::iter::repeat_with(|| {
            let _ = wait.recv_timeout(Duration::from_millis(50));
            signed()
        });
        let path = tries.take(1_200).flatten().next();
        child.kill().unwrap();
        child.wait().unwrap();
        let path = path.expect("the heads of today");
        let text = std::fs::read_to_string(&path).unwrap();
        let verified = deployment.json(&format!("verify --heads {}", path.display()));
        assert_eq!(verified["heads"].as_array().unwrap().len(), 1);
        // the file of a day that is there stays as it is
        let mut child = serve();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    });
}

fn is_json(path: &Path) -> bool {
    let unfinished = path.file_name().unwrap().to_string_lossy().starts_with('.');
    path.extension().is_some_and(|extension| extension == "json") && !unfinished
}
