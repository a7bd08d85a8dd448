//! `xtask data areas`: turns the package `vietnamadminunits` into the tables of `data/areas/`.
//!
//! Nothing about a unit is decided here: what the package gets wrong or lacks is mended by the small tables in
//! `data/areas/corrections/`, each row with its source and its reason. The same input gives the same bytes.

mod assemble;
mod package;
mod tables;

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGE: &str = "vietnamadminunits==1.0.4";
const SHA256: &str = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35";

/// `data areas [--wheel FILE]`: fetches (or takes) the package, checks its digest, writes the tables, says what came out.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let wheel = match arguments {
        [] => None,
        [flag, file] if flag == "--wheel" => Some(PathBuf::from(file)),
        _ => return Err("usage: xtask data areas [--wheel FILE]".to_owned()),
    };
    let work = std::env::temp_dir().join(format!("xtask-data-areas-{}", std::process::id()));
    std::fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let result = generate(wheel, &work);
    // a leftover temporary folder harms nobody
    let _ = std::fs::remove_dir_all(&work);
    result
}

fn generate(wheel: Option<PathBuf>, work: &Path) -> Result<(), String> {
    let wheel = match wheel {
        Some(file) => file,
        None => download(work)?,
    };
    let bytes = std::fs::read(&wheel).map_err(|error| format!("{}: {error}", wheel.display()))?;
    let found = Sha256::digest(&bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    if found != SHA256 {
        return Err(format!("{}: sha256 is {found}, expected {SHA256}", wheel.display()));
    }
    call(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&wheel).arg(work))?;
    let package = package::read(&work.join("vietnamadminunits/data"))?;

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/areas");
    let corrections = tables::Corrections::read(&folder.join("corrections"))?;
    let areas = assemble::assemble(&package, &corrections)?;
    tables::write(&folder, &areas)?;
    summary(&folder, &areas)
}

fn download(work: &Path) -> Result<PathBuf, String> {
    call(Command::new("pip").args(["download", "--quiet", "--no-deps", "--dest"]).arg(work).arg(PACKAGE))?;
    let mut files = std::fs::read_dir(work).map_err(|error| error.to_string())?;
    files
        .find_map(|entry| entry.ok().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "whl")))
        .ok_or_else(|| format!("pip downloaded no wheel of {PACKAGE}"))
}

fn call(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}

/// Counts per new province beside those of the official conversion table; differences are listed, not forced to zero.
fn summary(folder: &Path, areas: &assemble::Assembled) -> Result<(), String> {
    let now = "2025-07-01";
    println!(
        "{} rows of units, {} of lineage, {} of groups",
        areas.units.len(),
        areas.links.len(),
        areas.members.len()
    );
    let on = |level: &str, day: &str| areas.units.iter().filter(|u| u.level == level && u.valid_on(day)).count();
    for (level, day) in [
        ("province", "2024-12-31"),
        ("district", "2025-06-30"),
        ("commune", "2025-06-30"),
        ("province", now),
        ("commune", now),
    ] {
        println!("{level} on {day}: {}", on(level, day));
    }
    let mut totals = [[0_i64; 4]; 2];
    println!("new province: units, old units, pairs, partial pairs (official → ours where they differ)");
    for line in tables::records(&folder.join("official_counts.csv"), 5)? {
        let official = (1..5)
            .map(|i| line[i].parse::<i64>().map_err(|error| format!("official_counts.csv: {error}")))
            .collect::<Result<Vec<_>, _>>()?;
        let ours = counts(areas, &line[0], now);
        for i in 0..4 {
            totals[0][i] += official[i];
            totals[1][i] += ours[i];
        }
        if official != ours {
            println!("  {}: {official:?} → {ours:?}", line[0]);
        }
    }
    println!("  all: {:?} → {:?}", totals[0], totals[1]);
    Ok(())
}

fn counts(areas: &assemble::Assembled, province: &str, day: &str) -> [i64; 4] {
    let new: BTreeSet<&str> = areas
        .units
        .iter()
        .filter(|u| u.level == "commune" && u.parent == province && u.valid_on(day))
        .map(|u| u.code.as_str())
        .collect();
    let links: Vec<_> = areas.links.iter().filter(|l| l.date == day && new.contains(l.to.0.as_str())).collect();
    let old: BTreeSet<&str> = links.iter().map(|l| l.from.0.as_str()).collect();
    let partial = links.iter().filter(|l| l.extent == "split").count();
    [new.len(), old.len(), links.len(), partial].map(|n| i64::try_from(n).unwrap_or(i64::MAX))
}
