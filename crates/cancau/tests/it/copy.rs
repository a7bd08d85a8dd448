//! `cancau copy`: from file to server and back, with the same rows and the same chains.

use crate::import::HEAD;
use crate::support::{Deployment, cancau, on_both};
use std::fmt::Write as _;

pub(crate) const IMPORT: &str = "import review ds.csv --year 2025 --route periodic --province 46";

/// A list of so many households, each with a head and a personal number.
pub(crate) fn list(households: u32) -> String {
    let mut text = HEAD.to_owned();
    for number in 0..households {
        let (day, month, village) = (1 + number % 28, 1 + number % 12, number % 40);
        let _ = writeln!(
            text,
            "Hồ Văn {number};chủ hộ;{day:02}/{month:02}/1970;nam;046{number:09};Tà Ôi;Huế;Xã A Lưới 1;Thôn {village};hộ nghèo;100;30;1"
        );
    }
    text
}

/// Brings a register of so many households into being.
pub(crate) fn fill(deployment: &Deployment, households: u32) {
    deployment.write("ds.csv", list(households));
    deployment.json(IMPORT);
}

#[test]
fn a_register_goes_to_a_server_and_back_and_is_the_same() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("dl")).unwrap();
    let file = Deployment { dir, address: None };
    fill(&file, 500);
    let address = pgtest::database();
    let copy = |arguments: &[&str]| {
        let output = file.program("copy --json").args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let there = copy(&["--to", &address]);
    let back = copy(&["--database", &address, "--to", "again.sqlite3"]);
    assert_eq!(there, back);
    assert_eq!((there["tables"]["household"].as_u64(), there["tables"]["person"].as_u64()), (Some(500), Some(500)));
    let verified = file.json("verify");
    assert_eq!(there["chains"], verified["shards"]);
    // the folder with its key serves the server as well
    let server = Deployment { dir: file.dir, address: Some(address) };
    assert_eq!(server.json("verify"), verified);
    let told = server.run("copy --to other.sqlite3");
    assert!(told.code == 0 && told.out.contains("household ") && told.out.contains("giống hệt nhau"), "{}", told.out);
    std::fs::rename(server.path("dl/cancau.sqlite3"), server.path("old.sqlite3")).unwrap();
    std::fs::rename(server.path("again.sqlite3"), server.path("dl/cancau.sqlite3")).unwrap();
    let again = Deployment { address: None, ..server };
    assert_eq!(again.json("verify"), verified);
    assert_eq!(again.json(IMPORT)["state"], "unchanged");
}

#[test]
fn only_an_empty_place_is_copied_into() {
    on_both(|deployment| {
        fill(deployment, 3);
        let before = deployment.json("verify");
        std::fs::write(deployment.path("text.sqlite3"), "no database, but somebody's file").unwrap();
        let mut failed = vec![("text.sqlite3".to_owned(), "CC-STORE-CORRUPT")];
        let used = pgtest::database();
        for to in ["used.sqlite3", &used] {
            let first = deployment.program("copy").args(["--to", to]).output().unwrap();
            assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
            failed.push((to.to_owned(), "CC-COPY-NOT-EMPTY"));
        }
        for (to, code) in failed {
            let output = deployment.program("copy").args(["--to", &to]).output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                output.status.code() == Some(1) && told.contains(code) && told.contains("Cách sửa"),
                "{to}: {told}"
            );
        }
        let text = std::fs::read(deployment.path("text.sqlite3")).unwrap();
        assert_eq!(text, b"no database, but somebody's file");
        assert_eq!(deployment.json("verify"), before);
    });
    let empty = tempfile::tempdir().unwrap();
    let ran = cancau(empty.path(), "copy --to x.sqlite3");
    assert!(ran.code == 1 && ran.err.contains("CC-STORE-NONE"), "{}", ran.err);
}
