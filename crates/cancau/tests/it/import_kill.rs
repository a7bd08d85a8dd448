//! The process is killed in the middle of an import: the register is as it was, and the import runs again.

use crate::import::HEAD;
use crate::support::{Deployment, on_both};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const HOUSEHOLDS: u32 = 20_000;
const LINE: &str = "import review lon.csv --year 2025 --route periodic --province 46";

/// Households without codes, so that every step of the commit has work to do.
fn large() -> String {
    let mut text = HEAD.to_owned();
    for number in 0..HOUSEHOLDS {
        let (day, month, village) = (1 + number % 28, 1 + number % 12, number % 400);
        let _ = writeln!(
            text,
            "Hồ Văn {number};chủ hộ;{day:02}/{month:02}/1970;nam;046{number:09};Tà Ôi;Huế;Xã A Lưới 1;Thôn {village};hộ nghèo;100;30;1"
        );
    }
    text
}

/// Starts the import and kills it as soon as it says a line with `word`.
fn kill_at(deployment: &Deployment, word: &str) {
    let mut child = deployment.program(LINE).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let reached = lines.any(|line| line.contains(word));
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(reached, "the import ended before its middle: {status}");
    assert!(!status.success(), "it was too late to kill it");
}

#[test]
fn a_killed_import_leaves_the_register_as_it_was() {
    on_both(|deployment| {
        deployment.write("lon.csv", large());
        deployment.write("mot.csv", large().lines().take(3).collect::<Vec<_>>().join("\n"));
        // the very first import: not even the register is opened
        kill_at(deployment, "đang chép hộ vào");
        assert!(deployment.store().shards().unwrap().is_empty());
        deployment.json("import review mot.csv --year 2025 --route periodic --province 46");
        let (before, chain) = (deployment.register(), deployment.json("verify"));
        kill_at(deployment, "đang ghi vào sổ bộ");
        assert_eq!(deployment.register(), before);
        assert_eq!(deployment.json("verify"), chain);
        let told = deployment.json(LINE);
        assert_eq!((told["state"].as_str(), told["households"].as_u64()), (Some("imported"), Some(HOUSEHOLDS.into())));
        assert_eq!(told["matched_by_number"].as_u64(), Some(2));
        assert_eq!(deployment.run("verify").code, 0);
        assert_eq!(deployment.json(LINE)["state"], "unchanged");
    });
}
