//! A programme on paper: where its targets stand with every version of the newest figure, and what its text publishes.

use super::export::notes;
use super::lines::FigureLine;
use super::{TargetLine, Tell, one};
use app::programme::Watched;
use domain::programme::Tally;
use report::pdf::{Listing, ListingColumn, Sheet};

pub(super) fn sheet(tell: Tell<'_>, watched: &Watched) -> Sheet {
    let (words, programme) = (tell.words, watched.programme());
    let standings = watched.standings(tell.areas);
    let tally = Tally::of(standings.iter().map(|(_, standing)| standing));
    let mut lead = notes(tell, watched, tally);
    if programme.synthetic {
        lead.pop();
    }
    let mut listings = vec![listing(
        tell,
        "programme-targets",
        &[
            ("target", 30, false),
            ("target-state", 20, false),
            ("target-newest", 18, true),
            ("target-path", 12, true),
            ("target-difference", 13, true),
            ("target-goal", 20, false),
        ],
        standings.iter().flat_map(|(target, standing)| rows(tell, &tell.line(programme, target, standing))).collect(),
        "programme-targets-hint",
    )];
    let statements = programme.statements.iter().map(|one| {
        let line = one::statement(tell, programme, one);
        vec![line.name, line.value, line.when, format!("“{}”", line.quote.words)]
    });
    if !programme.statements.is_empty() {
        listings.push(listing(
            tell,
            "statements",
            &[
                ("statement", 28, false),
                ("statement-value", 16, true),
                ("export-when", 18, false),
                ("statement-words", 44, false),
            ],
            statements.collect(),
            "statements-hint",
        ));
    }
    Sheet {
        lang: words.0,
        title: programme.name.get(words.0).to_owned(),
        lead,
        banner: programme.synthetic.then(|| format!("{}, {}", words.t("simulated"), words.t("programme-synthetic"))),
        listings,
        pictures: Vec::new(),
        provenance: format!("{} · {}", words.t("programmes-source"), tell.day(watched.day)),
    }
}

fn listing(tell: Tell<'_>, heading: &str, columns: &[(&str, u8, bool)], rows: Vec<Vec<String>>, note: &str) -> Listing {
    let column = |(key, share, figures): &(&str, u8, bool)| ListingColumn {
        heading: tell.words.t(key),
        share: *share,
        figures: *figures,
    };
    Listing {
        heading: tell.words.t(heading),
        columns: columns.iter().map(column).collect(),
        rows,
        note: tell.words.t(note),
    }
}

/// The line of a target, and one for each version beside the one that counts.
fn rows(tell: Tell<'_>, line: &TargetLine) -> Vec<Vec<String>> {
    let empty = || crate::figures::NONE.to_owned();
    let newest =
        |one: Option<&FigureLine>| one.map_or_else(empty, |one| format!("{}\n{}, {}", one.value, one.day, one.version));
    let first = line.figures.first();
    let goal = [Some(line.goal.clone()), line.reckoned.clone(), Some(line.due.clone())];
    let state = if line.why.is_empty() { line.chip.text.clone() } else { format!("{}\n{}", line.chip.text, line.why) };
    let mut rows = vec![vec![
        line.name.text.clone(),
        state,
        newest(first),
        first.map_or_else(empty, |one| one.path.clone()),
        first.map_or_else(empty, |one| one.gap.clone()),
        goal.into_iter().flatten().collect::<Vec<_>>().join("\n"),
    ]];
    rows.extend(line.figures.iter().filter(|one| !one.counts).map(|one| {
        vec![
            format!("– {}", tell.words.with("target-version", &[("version", &one.version)])),
            one.chip.text.clone(),
            newest(Some(one)),
            one.path.clone(),
            one.gap.clone(),
            String::new(),
        ]
    }));
    rows
}
