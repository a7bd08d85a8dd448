//! `cancau backup` and `cancau restore`: while others write, encrypted, whole or not at all, into an empty place only.

use crate::copy::{IMPORT, fill, list};
use crate::support::{Deployment, Ran, names, on_both};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const PASSPHRASE: &str = "ngựa pin đúng kẹp giấy\n";

/// A pair of keys, the secret one in `k.txt`; the recipient.
fn recipient(deployment: &Deployment) -> String {
    deployment.json("backup --new-identity k.txt")["recipient"].as_str().unwrap().to_owned()
}

/// Writes a file that only its owner may read.
fn secret(deployment: &Deployment, name: &str, text: &str) {
    let _ = std::fs::remove_file(deployment.path(name));
    store::secret::create(&deployment.path(name), text).unwrap();
}

fn restore(deployment: &Deployment, line: &str) -> Ran {
    crate::support::cancau(deployment.dir.path(), &format!("restore {line}"))
}

fn refused(ran: &Ran, code: &str) {
    assert!(ran.code == 1 && ran.err.contains(code) && ran.err.contains("Cách sửa"), "{code}: {}{}", ran.out, ran.err);
}

#[test]
fn a_backup_is_restored_with_everything_that_lay_in_the_folder() {
    on_both(|deployment| {
        fill(deployment, 200);
        secret(deployment, "mk.txt", PASSPHRASE);
        deployment.write("dl/forms.toml", "ethnic = [\"taoi\"]\n");
        std::fs::create_dir_all(deployment.path("dl/maps")).unwrap();
        deployment.write("dl/maps/xã.geojson", "{}");
        deployment.write("dl/of-tomorrow.toml", "[anything]\n");
        let recipient = recipient(deployment);
        let told = deployment.json(&format!("backup b1.age --recipient {recipient}"));
        assert_eq!((told["read_back"].as_bool(), told["encrypted_for"].as_str()), (Some(true), Some("recipient")));
        let told = deployment.json("backup b2.age --passphrase-file mk.txt");
        assert_eq!(told["encrypted_for"], "passphrase");
        let verified = deployment.json("verify");
        for (file, key, to) in
            [("b1.age", "--identity k.txt", "moi-1"), ("b2.age", "--passphrase-file mk.txt", "moi-2")]
        {
            let bytes = std::fs::read(deployment.path(file)).unwrap();
            assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
            let ran = restore(deployment, &format!("{file} {key} --data {to}"));
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(ran.out.contains("household ") && ran.out.contains("200"), "{}", ran.out);
            let found = crate::support::cancau(deployment.dir.path(), &format!("verify --json --data {to}"));
            assert_eq!(serde_json::from_str::<serde_json::Value>(&found.out).unwrap(), verified);
            let there = names(&deployment.path(to));
            assert_eq!(there, ["cancau.key", "cancau.sqlite3", "forms.toml", "maps", "of-tomorrow.toml"]);
            for name in ["cancau.key", "forms.toml", "maps/xã.geojson", "of-tomorrow.toml"] {
                let read = |folder: &str| std::fs::read(deployment.path(folder).join(name)).unwrap();
                assert_eq!(read(to), read("dl"), "{name}");
            }
        }
        // nothing is left behind, neither in the folder nor beside it
        assert!(!names(&deployment.path("dl")).contains(&".backup".to_owned()));
        let beside = names(deployment.dir.path());
        assert!(beside.iter().all(|name| !name.starts_with('.')), "{beside:?}");
    });
}

#[test]
fn a_backup_goes_to_a_server_too() {
    on_both(|deployment| {
        fill(deployment, 50);
        let recipient = recipient(deployment);
        deployment.json(&format!("backup b.age --recipient {recipient}"));
        let address = pgtest::database();
        let run = |data: &str| {
            let mut command = crate::support::program(deployment.dir.path());
            let line = format!("restore b.age --identity k.txt --data {data}");
            command.args(line.split_whitespace()).args(["--database", &address]);
            Ran::from(command.output().unwrap())
        };
        let ran = run("moi");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(names(&deployment.path("moi")), ["cancau.key"]);
        let mut verify = crate::support::program(deployment.dir.path());
        verify.args(["verify", "--json", "--data", "moi", "--database", &address]);
        let verified = Ran::from(verify.output().unwrap());
        let verified: serde_json::Value = serde_json::from_str(&verified.out).unwrap();
        assert_eq!(verified, deployment.json("verify"));
        // a server that holds something is refused, and no folder is made
        refused(&run("nua"), "CC-COPY-NOT-EMPTY");
        assert!(!deployment.path("nua").exists());
    });
}

#[test]
fn a_backup_is_made_while_another_process_writes() {
    on_both(|deployment| {
        fill(deployment, 20);
        let recipient = recipient(deployment);
        deployment.write("lon.csv", list(20_000));
        let line = IMPORT.replace("ds.csv", "lon.csv");
        let mut child = deployment.program(&line).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let writing = lines.any(|line| line.contains("đang chép hộ vào"));
        let before = deployment.json(&format!("backup b.age --recipient {recipient}"));
        assert!(writing);
        for _ in lines {}
        assert!(child.wait().unwrap().success());
        let ran = restore(deployment, "b.age --identity k.txt --data moi");
        assert_eq!(ran.code, 0, "{}", ran.err);
        // of one moment: either without the whole import or with it
        let households = ran.out.lines().find(|line| line.starts_with("household ")).unwrap().to_owned();
        assert!(households.contains(" 20 ") || households.contains(" 20.000 "), "{households}");
        assert_eq!(before["chains"].as_array().unwrap().len(), 1);
        assert_eq!(deployment.run("verify").code, 0);
    });
}

#[test]
fn what_cannot_be_opened_or_was_changed_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    let deployment = Deployment { dir, address: None };
    fill(&deployment, 30);
    secret(&deployment, "mk.txt", PASSPHRASE);
    secret(&deployment, "sai.txt", "mật khẩu khác hẳn\n");
    let recipient = recipient(&deployment);
    deployment.json("backup --new-identity k2.txt");
    deployment.json("backup mk.age --passphrase-file mk.txt");
    deployment.json(&format!("backup k.age --recipient {recipient}"));
    let before = names(deployment.dir.path());
    refused(&restore(&deployment, "mk.age --passphrase-file sai.txt --data moi"), "CC-BACKUP-LOCKED");
    refused(&restore(&deployment, "mk.age --identity k.txt --data moi"), "CC-BACKUP-LOCKED");
    refused(&restore(&deployment, "k.age --identity k2.txt --data moi"), "CC-BACKUP-LOCKED");
    refused(&restore(&deployment, "k.age --identity mk.txt --data moi"), "CC-BACKUP-IDENTITY");
    refused(&restore(&deployment, "ds.csv --identity k.txt --data moi"), "CC-BACKUP-FORMAT");
    refused(&restore(&deployment, "khong-co.age --identity k.txt --data moi"), "CC-FILE-NOT-FOUND");
    // one bit, anywhere in what is encrypted, and every way of cutting it short
    let sealed = std::fs::read(deployment.path("k.age")).unwrap();
    let try_with = |bytes: &[u8]| {
        deployment.write("hong.age", bytes);
        let ran = restore(&deployment, "hong.age --identity k.txt --data moi");
        assert!(ran.code == 1 && ran.err.contains("CC-BACKUP-"), "{}", ran.err);
        std::fs::remove_file(deployment.path("hong.age")).unwrap();
    };
    for at in [30, 300, sealed.len() / 2, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        try_with(&changed);
    }
    for length in [0, 10, sealed.len() / 2, sealed.len() - 1] {
        try_with(&sealed[..length]);
    }
    try_with(&[&sealed[..], b"x"].concat());
    assert_eq!(names(deployment.dir.path()), before);
    // data that are there are never touched
    let chain = deployment.json("verify");
    refused(&restore(&deployment, "mk.age --passphrase-file mk.txt --data dl"), "CC-RESTORE-NOT-EMPTY");
    assert_eq!(deployment.json("verify"), chain);
    std::fs::create_dir(deployment.path("trong")).unwrap();
    assert_eq!(restore(&deployment, "mk.age --passphrase-file mk.txt --data trong").code, 0);
}

#[test]
fn nothing_leaves_in_clear_and_no_backup_is_written_over() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    let deployment = Deployment { dir, address: None };
    fill(&deployment, 5);
    secret(&deployment, "mk.txt", PASSPHRASE);
    refused(&deployment.run("backup b.age"), "CC-BACKUP-CLEAR");
    refused(&deployment.run("backup b.age --recipient age1khongphai"), "CC-BACKUP-RECIPIENT");
    secret(&deployment, "ngan.txt", "ngắn quá\n");
    refused(&deployment.run("backup b.age --passphrase-file ngan.txt"), "CC-BACKUP-PASSPHRASE");
    deployment.write("b.age", "an older one");
    refused(&deployment.run("backup b.age --passphrase-file mk.txt"), "CC-BACKUP-THERE");
    assert_eq!(std::fs::read(deployment.path("b.age")).unwrap(), b"an older one");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(deployment.path("mk.txt"), open).unwrap();
        refused(&deployment.run("backup c.age --passphrase-file mk.txt"), "CC-STORE-KEY-OPEN-TO-ALL");
        deployment.json("backup --new-identity k.txt");
        let mode = std::fs::metadata(deployment.path("k.txt")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    refused(&deployment.run("backup --new-identity k.txt"), "CC-BACKUP-IDENTITY-THERE");
    // a register whose trail does not hold is no backup
    secret(&deployment, "mk.txt", PASSPHRASE);
    let spoil = "update audit set actor = 'x' where seq = 1";
    deployment.store().db().write(1, |tx| tx.execute(spoil, &[])).unwrap();
    refused(&deployment.run("backup c.age --passphrase-file mk.txt"), "CC-STORE-AUDIT");
    assert!(!deployment.path("c.age").exists());
}
