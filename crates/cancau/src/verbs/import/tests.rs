//! The importer of published results against a real folder.

use super::batches;
use super::{Action, Args, published_results, results, run, undo};
use crate::cx::{Cx, Outcome};
use base::{Failure, Lang};
use domain::area::Areas;
use std::path::Path;

const HEAD: &str = "area_code,year,measure,value,standard,status,source_kind,decision,source\n";
const GOOD: &str = "01,2025,poor_households,0,vn-2022,official,review,QĐ 9/QĐ-UBND,Báo cáo\n";
const BAD: &str = "99,2025,poor_households,0,vn-2022,official,review,QĐ 9/QĐ-UBND,Báo cáo\n";

fn cx(dir: &Path) -> Cx {
    Cx::new(Lang::Vi, false, Some(dir.to_owned())).unwrap()
}

fn import(dir: &Path, text: &str, accept_valid: bool) -> Result<Outcome, Failure> {
    let input = dir.join("kq.csv");
    std::fs::write(&input, text).unwrap();
    let args = results::Args { input, preview: false, accept_valid, rejects: None };
    run(Args { template: None, output: None, action: Some(Action::Results(args)) }, &cx(dir))
}

fn undo_args(batch: &str) -> undo::Args {
    undo::Args { batch: batch.to_owned(), actor: "thử".into(), reason: String::new() }
}

fn batches_of(dir: &Path) -> Vec<String> {
    batches::list(dir).unwrap()
}

fn facts(dir: &Path) -> Result<usize, Failure> {
    published_results(&cx(dir), Areas::bundled()).map(|results| results.facts.len())
}

#[test]
fn a_batch_comes_in_once_is_read_by_the_next_run_and_can_be_undone() {
    let dir = tempfile::tempdir().unwrap();
    let before = facts(dir.path()).unwrap();
    for _ in 0..2 {
        assert!(matches!(import(dir.path(), &format!("{HEAD}{GOOD}"), false), Ok(Outcome::Done)));
        assert_eq!((batches_of(dir.path()).len(), facts(dir.path()).unwrap()), (1, before + 1));
    }
    let batch = batches_of(dir.path()).remove(0);
    assert!(undo::run(&undo_args(&batch), &cx(dir.path())).is_ok());
    assert_eq!(facts(dir.path()).unwrap(), before);
    let again = undo::run(&undo_args(&batch), &cx(dir.path()));
    assert_eq!(again.err().unwrap().code, "CC-IMPORT-BATCH");
}

#[test]
fn one_bad_row_stops_the_file_unless_the_valid_ones_are_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let text = format!("{HEAD}{GOOD}{BAD}");
    assert_eq!(import(dir.path(), &text, false).err().unwrap().code, "CC-IMPORT-REJECTED");
    assert!(batches_of(dir.path()).is_empty());
    let rejects = std::fs::read_to_string(dir.path().join("kq.csv.rejects.csv")).unwrap();
    assert!(rejects.starts_with("line,column,code,message\n3,area_code,CC-RESULT-AREA,"), "{rejects}");
    assert!(matches!(import(dir.path(), &text, true), Ok(Outcome::Partial)));
    assert_eq!(batches_of(dir.path()).len(), 1);
    // with nothing valid there is nothing to accept
    assert_eq!(import(dir.path(), &format!("{HEAD}{BAD}"), true).err().unwrap().code, "CC-IMPORT-REJECTED");
}

#[test]
fn a_good_file_empties_the_list_of_an_earlier_run() {
    let dir = tempfile::tempdir().unwrap();
    assert!(import(dir.path(), &format!("{HEAD}{BAD}"), false).is_err());
    assert!(import(dir.path(), &format!("{HEAD}{GOOD}"), false).is_ok());
    let rejects = std::fs::read_to_string(dir.path().join("kq.csv.rejects.csv")).unwrap();
    assert_eq!(rejects, "line,column,code,message\n");
}

#[test]
fn an_edited_batch_and_a_strange_file_are_noticed() {
    let dir = tempfile::tempdir().unwrap();
    assert!(import(dir.path(), &format!("{HEAD}{GOOD}"), false).is_ok());
    let path = batches::file(dir.path(), &batches_of(dir.path())[0]);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(",0,", ",1,")).unwrap();
    assert_eq!(facts(dir.path()).unwrap_err().code, "CC-IMPORT-DAMAGED");
    std::fs::write(&path, text).unwrap();
    std::fs::write(batches::folder(dir.path()).join("của tôi.csv"), "x").unwrap();
    assert_eq!(facts(dir.path()).unwrap_err().code, "CC-IMPORT-STRANGER");
}

#[test]
fn the_name_of_a_batch_is_never_a_path() {
    for bad in ["", "..", "../../x", "3F2A91C07BE4", "3f2a91c07be", "3f2a91c07be4a", "3f2a91c07b/4"] {
        assert!(!batches::is_id(bad), "{bad}");
    }
    assert!(batches::is_id("3f2a91c07be4"));
}
