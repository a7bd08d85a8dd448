//! Which rows are one household, and which are none: titles, page headings, totals, signatures.

use super::cell::Row;
use super::field::Field;
use super::header::is_numbering;
use super::survey::{Layout, Line, SheetPlan};
use domain::register::Relation;

/// The rows of one household.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) rows: Vec<Line>,
    /// The village whose heading stands above, if the list is grouped so.
    pub(super) village: String,
}

/// Takes rows in order, gives back households.
pub(super) struct Grouper {
    current: Draft,
    village: String,
    code: String,
    number: String,
    head: String,
    /// Rows that were read as no household.
    pub(super) ignored: u64,
}

/// How village headings begin; with marks where the bare word is also a family name (Tô, Ban, Lang).
const VILLAGE: [&str; 14] = [
    "thôn ",
    "thon ",
    "bản ",
    "ấp ",
    "buôn ",
    "bon ",
    "tổ dân phố",
    "to dan pho",
    "tdp ",
    "khu phố",
    "khu pho",
    "xóm ",
    "làng ",
    "tổ ",
];
const FOOTER: [&str; 10] = [
    "nguoi lap",
    "chu tich",
    "tm uy ban",
    "tm ubnd",
    "uy ban nhan dan",
    "ky ten",
    "tong cong",
    "tong so",
    "noi nhan",
    "xac nhan",
];
/// Only as the whole text: Tống and Công are names.
const TOTAL: [&str; 3] = ["cong", "tong", "ubnd"];

impl Grouper {
    pub(super) fn new() -> Self {
        Self {
            current: Draft::default(),
            village: String::new(),
            code: String::new(),
            number: String::new(),
            head: String::new(),
            ignored: 0,
        }
    }

    /// Takes a row below the headings; gives back the household before when the row begins another.
    pub(super) fn push(&mut self, plan: &SheetPlan, row: Row) -> Option<Draft> {
        let row = plan.line(row);
        if self.is_decoration(plan, &row) {
            self.ignored += 1;
            return None;
        }
        let before = if self.begins(plan, &row) { self.finish() } else { None };
        let text = |field| plan.read(&row, field).map(|value| value.text.clone());
        if let Some(code) = text(Field::Code) {
            self.code = code;
        }
        if let Some(number) = text(Field::HouseholdNo) {
            self.number = number;
        }
        if let Some(head) = text(Field::HeadName) {
            self.head = vntext::fold(&head);
        }
        if self.current.rows.is_empty() {
            self.current.village.clone_from(&self.village);
        }
        self.current.rows.push(row);
        before
    }

    /// The household that was being put together.
    pub(super) fn finish(&mut self) -> Option<Draft> {
        self.code.clear();
        self.number.clear();
        self.head.clear();
        let draft = std::mem::take(&mut self.current);
        (!draft.rows.is_empty()).then_some(draft)
    }

    fn begins(&self, plan: &SheetPlan, row: &Line) -> bool {
        if self.current.rows.is_empty() || plan.mapping.layout == Layout::Households {
            return true;
        }
        let text = |field| plan.read(row, field).map(|value| value.text.as_str());
        if let Some(code) = text(Field::Code)
            && !self.code.is_empty()
        {
            // a code decides alone: two heads under one code are a fault, not two households
            return code != self.code;
        }
        if let Some(number) = text(Field::HouseholdNo)
            && number != self.number
        {
            return true;
        }
        let relation = text(Field::Relation).and_then(|text| super::values::relation(text).ok());
        let head = text(Field::HeadName).map(vntext::fold);
        let name = text(Field::Name).map(vntext::fold);
        match (relation, head) {
            // another head under the name of the same one
            (Some(Relation::Head), Some(head)) if head == self.head => name.is_none_or(|name| name == head),
            (Some(Relation::Head), _) => true,
            (_, Some(head)) => head != self.head,
            _ => false,
        }
    }

    /// Rows that are no member. A village heading is remembered.
    fn is_decoration(&mut self, plan: &SheetPlan, row: &Line) -> bool {
        let texts: Vec<(usize, &str)> = row.values().map(|(column, value)| (column, value.text.as_str())).collect();
        if texts.is_empty() || is_numbering(texts.iter().map(|(_, text)| *text)) {
            return true;
        }
        let heading = |column: usize| plan.mapping.columns.get(column).map_or("", |column| &column.heading);
        if texts.iter().filter(|(column, text)| heading(*column) == *text).count() >= 3 {
            return true;
        }
        let known = |column: usize| {
            plan.mapping.columns.get(column).and_then(|column| column.field).filter(|field| *field != Field::Known)
        };
        if texts.len() <= 2 {
            for (_, text) in &texts {
                let lower = text.to_lowercase();
                if VILLAGE.iter().any(|start| lower.starts_with(start)) {
                    (*text).clone_into(&mut self.village);
                    // numbers may begin anew in each village
                    self.number.clear();
                    self.head.clear();
                    return true;
                }
                let folded = vntext::fold(text);
                let dated = folded.contains("ngay ") && folded.contains(" thang ");
                if dated || TOTAL.contains(&folded.as_str()) || FOOTER.iter().any(|start| folded.starts_with(start)) {
                    return true;
                }
            }
        }
        let fields: Vec<Field> = texts.iter().filter_map(|(column, _)| known(*column)).collect();
        let named =
            fields.iter().any(|field| matches!(field, Field::Name | Field::HeadName | Field::Cccd | Field::Code));
        fields.is_empty() || (!named && fields.len() <= 2)
    }
}
