//! Which column of the input means what.

use super::blocks::Head;
use base::Failure;
use engine::Pack;
use engine::points::PointTable;
use std::path::Path;

/// What a column means. The order of the input file decides which fault of a row is its first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Id,
    AreaKind,
    Income,
    B1,
    /// Index of the indicator in the pack.
    Indicator(usize),
    /// The column of the point table.
    Region,
    /// Index of the item in the point table.
    Item(usize),
}

/// The columns of an input file.
#[derive(Debug)]
pub(super) struct Columns {
    /// Column names as written, for messages.
    pub(super) names: Vec<String>,
    /// What each used column means, from left to right.
    pub(super) roles: Vec<(usize, Role)>,
    /// Where the household id stands.
    pub(super) id: usize,
    /// Column to name when neither income nor points are given.
    pub(super) means: usize,
    /// Columns that nothing reads.
    pub(super) unused: Vec<String>,
    pub(super) delimiter: u8,
}

impl Columns {
    /// Maps a header. Every missing column is named at once.
    pub(super) fn from_header(
        head: &Head,
        pack: &Pack,
        points: Option<&PointTable>,
        path: &Path,
    ) -> Result<Self, Failure> {
        let mut wanted = vec![
            ("household_id".to_owned(), Role::Id, true),
            ("area_kind".to_owned(), Role::AreaKind, true),
            ("income".to_owned(), Role::Income, false),
        ];
        match points {
            None => wanted.push(("b1".to_owned(), Role::B1, false)),
            Some(table) => {
                wanted.push(("region".to_owned(), Role::Region, true));
                let items = table.items.iter().enumerate();
                wanted.extend(items.map(|(index, item)| (format!("b1.{}", item.id), Role::Item(index), true)));
            }
        }
        let indicators = pack.indicators.iter().enumerate();
        wanted.extend(indicators.map(|(index, one)| (one.id.clone(), Role::Indicator(index), true)));

        let place = path.display().to_string();
        if points.is_some() && head.cells.iter().any(|cell| cell == "b1") {
            return Err(Failure::new(
                "CC-COLUMN-CONFLICT",
                "tệp có cột b1 (tổng điểm đã ghi) mà lệnh lại dùng bảng điểm",
                "the file has a column b1 (recorded totals) and the command a point table",
            )
            .at(place)
            .remedy("bỏ cột b1, hoặc bỏ --points", "drop the column b1, or --points"));
        }
        let mut roles = Vec::new();
        let mut missing = Vec::new();
        for (name, role, needed) in &wanted {
            let mut found = head.cells.iter().enumerate().filter(|(_, cell)| *cell == name);
            match (found.next(), found.next()) {
                (Some((column, _)), None) => roles.push((column, *role)),
                (Some((first, _)), Some((second, _))) => {
                    return Err(Failure::new(
                        "CC-COLUMN-REPEATED",
                        format!("cột “{name}” có hai lần, ở cột thứ {} và {}", first + 1, second + 1),
                        format!("column “{name}” stands twice, in columns {} and {}", first + 1, second + 1),
                    )
                    .at(place)
                    .remedy("giữ lại một cột", "keep one of them"));
                }
                (None, _) if *needed => missing.push(name.clone()),
                (None, _) => {}
            }
        }
        let means = roles.iter().find(|(_, role)| matches!(role, Role::Income | Role::B1 | Role::Region));
        if means.is_none() {
            missing.push("income | b1".to_owned());
        }
        if let (Some(&(means, _)), []) = (means, missing.as_slice()) {
            roles.sort_unstable_by_key(|(column, _)| *column);
            let id = roles.iter().find(|(_, role)| *role == Role::Id).map_or(0, |(column, _)| *column);
            let used = |column: usize| roles.iter().any(|(used, _)| *used == column);
            let unused = head.cells.iter().enumerate().filter(|(column, _)| !used(*column));
            let unused = unused.map(|(_, name)| name.clone()).collect();
            return Ok(Self { names: head.cells.clone(), id, means, unused, delimiter: head.delimiter, roles });
        }
        Err(Failure::new(
            "CC-COLUMN-MISSING",
            format!("thiếu cột: {}", missing.join(", ")),
            format!("columns are missing: {}", missing.join(", ")),
        )
        .at(format!("{place}, dòng tiêu đề: {}", shorten(&head.cells.join(","))))
        .remedy(
            format!("thêm các cột đó; bộ chuẩn {} cần mọi chỉ số (0 hoặc 1) và income hoặc b1", pack.id),
            format!("add them; standard {} needs every indicator (0 or 1) and income or b1", pack.id),
        ))
    }
}

/// Keeps a message readable when the header is not one.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 120;
    let printable: String = text.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
    if printable.chars().count() <= LONGEST {
        return printable;
    }
    let start: String = printable.chars().take(LONGEST).collect();
    format!("{start}…")
}
