//! From the rows of one household to a checked entry, or to everything that is wrong with it at once.

mod members;
mod points;

use super::cell::Kind;
use super::fault::{fault, place};
use super::field::{Field, IDENTITY};
use super::group::Draft;
use super::place::{Asked, Places};
use super::survey::{Layout, SheetPlan};
use super::values::{self, Recorded, Value};
use super::{Accepted, Settings};
use base::{AreaKey, Failure};
use domain::register::{HouseholdEntry, Marks, Support, Told};
use engine::{Answers, AreaKind};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// More people than this under one roof are a slip of the hand.
const MOST_MEMBERS: i64 = 60;
/// How an example row of the template begins its household code.
pub(super) const EXAMPLE: &str = "VIDU";

/// Reads one household.
pub(super) struct Builder<'b, 'a> {
    plan: &'b SheetPlan,
    settings: &'b Settings<'a>,
    draft: &'b Draft,
    faults: Vec<Failure>,
}

/// Reads the household, or says all that is wrong with it.
pub(super) fn read(
    plan: &SheetPlan,
    settings: &Settings<'_>,
    places: &mut Places<'_>,
    draft: &Draft,
) -> Result<Accepted, Vec<Failure>> {
    let mut builder = Builder { plan, settings, draft, faults: Vec::new() };
    let accepted = builder.household(places);
    match accepted {
        Some(accepted) if builder.faults.is_empty() => Ok(accepted),
        _ => Err(builder.faults),
    }
}

impl Builder<'_, '_> {
    fn household(&mut self, places: &mut Places<'_>) -> Option<Accepted> {
        self.cells();
        let code = self.once(Field::Code).map(|(value, _)| value.text).unwrap_or_default();
        let example = vntext::fold_key(&code).to_uppercase().starts_with(EXAMPLE);
        if example && !self.settings.keep_examples {
            self.fail(
                0,
                self.plan.column(Field::Code),
                fault("CC-REVIEW-EXAMPLE", "đây là hộ ví dụ của tệp mẫu", "this is an example of the template")
                    .remedy("xóa các dòng ví dụ trước khi nhập", "delete the example rows before importing"),
            );
        }
        let recorded = self.class();
        let (commune, village) = self.commune(places);
        let area_kind = commune.as_ref().and_then(|commune| self.area_kind(places, commune));
        let members = self.members();
        let points = self.points();
        let members_told = self.stated(members.len());
        let marks = self.marks(&members);
        let causes = self.causes();
        let supports = self.supports();
        let review_date = self.review_date();
        let class = self.decide(recorded, area_kind, &points);
        let entry = HouseholdEntry {
            code,
            commune: commune?,
            village,
            area_kind: area_kind?,
            members,
            answers: Answers::new(),
            means: points.means,
            flags: points.flags,
            class: class?,
            marks,
            causes,
            supports,
            members_told,
            flags_told: points.told,
        };
        Some(Accepted { entry, sheet: self.plan.index, row: self.number(0), review_date })
    }

    /// Formulas where a person is named, and error values anywhere.
    fn cells(&mut self) {
        for (at, line) in self.draft.rows.iter().enumerate() {
            for (column, cell) in line.row.cells.iter().enumerate() {
                let field = self.plan.mapping.columns.get(column).and_then(|column| column.field);
                let Some(field) = field.filter(|field| *field != Field::Known) else { continue };
                if cell.kind == Kind::Error {
                    let (vi, en) =
                        (format!("ô báo lỗi {}", cell.text), format!("the cell shows the error {}", cell.text));
                    let failure = fault("CC-REVIEW-FORMULA", vi, en);
                    self.fail(
                        at,
                        Some(column),
                        failure.remedy("sửa công thức hoặc gõ giá trị", "mend the formula or type the value"),
                    );
                } else if cell.formula && IDENTITY.contains(&field) {
                    let failure = fault(
                        "CC-REVIEW-FORMULA",
                        "ô định danh chứa công thức, không phải dữ liệu",
                        "a cell that identifies someone holds a formula instead of data",
                    );
                    let remedy = (
                        "chép cột rồi dán đặc biệt dạng giá trị (Paste Special → Values)",
                        "copy the column and paste it as values",
                    );
                    self.fail(at, Some(column), failure.remedy(remedy.0, remedy.1));
                }
            }
        }
    }

    /// The class column; `None` (with its fault) if there is nothing to go by.
    fn class(&mut self) -> Option<Recorded> {
        if let Some((value, at)) = self.once(Field::Class) {
            let read = values::class(&value.text);
            let known = self.keep(at, Field::Class, read)?;
            if let Recorded::Class(class) = known
                && self.settings.pack.class(class).is_none()
            {
                let name = &self.settings.pack.name;
                let failure = fault(
                    "CC-REVIEW-CLASS",
                    format!("“{}” không có trong {}", value.text, name.vi),
                    format!("“{}” does not exist in {}", value.text, name.en),
                );
                self.fail(
                    at,
                    self.plan.column(Field::Class),
                    failure.remedy("kiểm tra bộ chuẩn đã chọn", "check the standard"),
                );
                return None;
            }
            return Some(known);
        }
        if let Layout::Escaped(from) = self.plan.mapping.layout {
            return Some(Recorded::Escaped(from));
        }
        self.fail(
            0,
            self.plan.column(Field::Class),
            fault("CC-REVIEW-CLASS-MISSING", "thiếu phân loại hộ", "the class is missing")
                .remedy("ghi hộ nghèo, hộ cận nghèo, …", "write hộ nghèo, hộ cận nghèo, …"),
        );
        None
    }

    fn commune(&mut self, places: &mut Places<'_>) -> (Option<AreaKey>, String) {
        let mut asked = Asked::default();
        let mut at = 0;
        for (field, into) in [
            (Field::CommuneCode, &mut asked.code),
            (Field::Commune, &mut asked.commune),
            (Field::District, &mut asked.district),
            (Field::Province, &mut asked.province),
        ] {
            if let Some((value, row)) = self.once(field) {
                *into = value.text;
                at = row;
            }
        }
        let mut village = self.once(Field::Village).map(|(value, _)| value.text);
        if asked.code.is_empty()
            && asked.commune.is_empty()
            && let Some((value, row)) = self.once(Field::Address)
        {
            let (in_village, from_address) = places.address(&value.text);
            at = row;
            asked = Asked {
                district: if from_address.district.is_empty() { asked.district } else { from_address.district },
                province: if from_address.province.is_empty() { asked.province } else { from_address.province },
                ..from_address
            };
            village = village.or(Some(in_village));
        }
        let column =
            [Field::Commune, Field::CommuneCode, Field::Address].into_iter().find_map(|field| self.plan.column(field));
        let village = village.filter(|village| !village.is_empty()).unwrap_or_else(|| self.draft.village.clone());
        match places.commune(&asked) {
            Ok(key) => (Some(key), village),
            Err(failure) => {
                self.fail(at, column, failure);
                (None, village)
            }
        }
    }

    fn area_kind(&mut self, places: &Places<'_>, commune: &AreaKey) -> Option<AreaKind> {
        if let Some((value, at)) = self.once(Field::AreaKind) {
            let read = values::area_kind(&value.text);
            return self.keep(at, Field::AreaKind, read);
        }
        let kind = places.area_kind(commune);
        if kind.is_none() {
            self.fail(
                0,
                None,
                fault(
                    "CC-REVIEW-AREA-KIND",
                    "chưa rõ đặc khu thuộc khu vực thành thị hay nông thôn",
                    "it is not known whether the special zone is urban or rural",
                )
                .remedy("thêm cột Khu vực: thành thị hoặc nông thôn", "add a column Khu vực: thành thị or nông thôn"),
            );
        }
        kind
    }

    /// Whether the listed members are all: in a list of members the stated number must be theirs, a list of heads says
    /// no more than the number.
    fn stated(&mut self, listed: usize) -> Told {
        let heads_only = self.plan.mapping.layout == Layout::Households;
        let Some((value, at)) = self.once(Field::Members) else {
            return if heads_only { Told::Nothing } else { Told::Each };
        };
        let column = self.plan.column(Field::Members);
        let Some(count) = values::whole(&value.text, MOST_MEMBERS).filter(|count| *count > 0) else {
            let text = &value.text;
            let failure = fault(
                "CC-REVIEW-MEMBERS",
                format!("“{text}” không phải số nhân khẩu"),
                format!("“{text}” is no number of members"),
            );
            self.fail(at, column, failure.remedy("ghi số từ 1 đến 60", "write a number from 1 to 60"));
            return Told::Nothing;
        };
        let all = usize::try_from(count).ok() == Some(listed);
        if !heads_only && !all {
            let failure = fault(
                "CC-REVIEW-MEMBERS",
                format!("ghi {count} nhân khẩu nhưng liệt kê {listed} người"),
                format!("{count} members are stated and {listed} are listed"),
            );
            self.fail(
                at,
                column,
                failure.remedy("sửa số nhân khẩu hoặc bổ sung thành viên", "mend the number or add the members"),
            );
        }
        if all { Told::Each } else { u32::try_from(count).map_or(Told::Nothing, Told::Number) }
    }

    fn marks(&mut self, members: &[domain::register::MemberEntry]) -> Marks {
        let by_head = || {
            let head = members.first().and_then(|head| head.ethnic.as_deref());
            head.is_some_and(|ethnic| ethnic != "kinh" && ethnic != "foreigner")
        };
        Marks {
            // without a column for it the head's group decides, as the lists do that have no such column
            ethnic_minority: self.any_mark(Field::EthnicMinority).unwrap_or_else(by_head),
            no_labour_capacity: self.any_mark(Field::NoLabour).unwrap_or(false),
            merit: self.any_mark(Field::Merit).unwrap_or(false),
            indigenous: self.any_mark(Field::Indigenous).unwrap_or(false),
            farm: self.any_mark(Field::Farm).unwrap_or(false),
        }
    }

    /// Whether any row has the mark; none if there is no such column.
    fn any_mark(&mut self, field: Field) -> Option<bool> {
        let column = self.plan.column(field)?;
        let mut any = false;
        for (at, value) in self.all(column) {
            let read = values::mark(&value.text);
            any |= self.keep(at, field, read).unwrap_or(false);
        }
        Some(any)
    }

    fn causes(&mut self) -> BTreeSet<String> {
        let mut causes = BTreeSet::new();
        if let Some(column) = self.plan.column(Field::Causes) {
            for (at, value) in self.all(column) {
                let read = values::causes(&value.text, self.settings.pack);
                causes.extend(self.keep(at, Field::Causes, read).unwrap_or_default());
            }
        }
        for (at, cause) in values::CAUSES.iter().enumerate() {
            if self.any_mark(Field::Cause(at)) == Some(true) {
                causes.insert(cause.id.to_owned());
            }
        }
        causes
    }

    fn supports(&mut self) -> BTreeSet<Support> {
        const ALL: [Support; 6] = [
            Support::Health,
            Support::Education,
            Support::Production,
            Support::Credit,
            Support::Housing,
            Support::Other,
        ];
        ALL.into_iter().filter(|support| self.any_mark(Field::Support(*support)) == Some(true)).collect()
    }

    fn review_date(&mut self) -> Option<Date> {
        let (value, at) = self.once(Field::ReviewDate)?;
        let day = values::day(&value);
        if day.is_none_or(|day| day.year() != self.settings.year) {
            let (text, year) = (&value.text, self.settings.year);
            let failure = fault(
                "CC-REVIEW-DATE",
                format!("ngày rà soát “{text}” không phải một ngày trong năm {year}"),
                format!("the day of review “{text}” is no day of {year}"),
            );
            self.fail(
                at,
                self.plan.column(Field::ReviewDate),
                failure.remedy(
                    "sửa ngày, hoặc nhập tệp này cho đúng năm",
                    "mend the day, or import the file for its year",
                ),
            );
        }
        day
    }

    /// The value of a field that belongs to the household: on one row or repeated on all, but always the same.
    fn once(&mut self, field: Field) -> Option<(Value, usize)> {
        let column = self.plan.column(field)?;
        let all = self.all(column);
        let (first_at, first) = all.first().cloned()?;
        if let Some((at, other)) =
            all.into_iter().find(|(_, other)| vntext::fold(&other.text) != vntext::fold(&first.text))
        {
            let failure = fault(
                "CC-REVIEW-ROWS-DISAGREE",
                format!("các dòng của một hộ ghi khác nhau: “{}” và “{}”", first.text, other.text),
                format!("rows of one household differ: “{}” and “{}”", first.text, other.text),
            );
            self.fail(
                at,
                Some(column),
                failure
                    .remedy("ghi thống nhất, hoặc chỉ ghi ở dòng chủ hộ", "write the same, or only on the head's row"),
            );
        }
        Some((first, first_at))
    }

    /// All values of a column with the positions of their rows.
    fn all(&self, column: usize) -> Vec<(usize, Value)> {
        let rows = self.draft.rows.iter().enumerate();
        rows.filter_map(|(at, line)| Some((at, line.value(column)?.clone()))).collect()
    }

    fn keep<T>(&mut self, at: usize, field: Field, read: Result<T, Failure>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(failure) => {
                self.fail(at, self.plan.column(field), failure);
                None
            }
        }
    }

    fn fail(&mut self, at: usize, column: Option<usize>, failure: Failure) {
        let place = place(&self.plan.name, self.number(at), column);
        let failure = failure.at(place);
        if !self.faults.contains(&failure) {
            self.faults.push(failure);
        }
    }

    fn number(&self, at: usize) -> u32 {
        self.draft.rows.get(at).map_or(0, |line| line.row.number)
    }
}
