//! Forms 14 and 15: the list of near-poor and of poor households with their members, by village.

use super::input::{RosterHousehold, RosterMember, Standing, Village};
use super::{FormInput, Pair, frame, rows};
use crate::table::{Cell, Column, Kind, Row, RowLevel, Table, grouped};
use domain::register::{Relation, Sex, Support};

const SUPPORTS: [(Support, &str); 6] = [
    (Support::Health, "Y tế"),
    (Support::Education, "Giáo dục"),
    (Support::Production, "Sản xuất"),
    (Support::Credit, "Vay vốn tín dụng"),
    (Support::Housing, "Nhà ở"),
    (Support::Other, "Khác"),
];

/// Columns of the form, and how many of them are crosses about the household (5–16).
const WIDTH: usize = 19;
const MARKS: usize = 12;

pub(super) fn table(number: u8, pair: Pair, input: &FormInput) -> Table {
    let columns = columns(pair);
    let mut rows = Vec::new();
    let (mut villages, mut households, mut persons) = (0, 0, 0);
    for village in input.villages {
        let (its_households, its_persons) = village_rows(pair, village, villages + 1, households, &mut rows);
        villages += usize::from(its_households > 0);
        households += its_households;
        persons += its_persons;
    }
    let name = input.root.name.clone();
    let line = format!("TỔNG CỘNG: {}", size(households, persons));
    rows.push(heading(RowLevel::Total, &name, Cell::Empty, line));
    let notes = vec![
        format!(
            "Cột 5-7: hộ từ diện {} chuyển sang được tính là hộ {} mới; hộ chuyển đến hoặc tách hộ, và hộ của năm đầu một \
             chuẩn, để trống.",
            pair.other().name(),
            pair.name()
        ),
        "DTTC: dân tộc tại chỗ. Cột 5-16 ghi ở dòng chủ hộ.".to_owned(),
    ];
    let title = format!("DANH SÁCH CHI TIẾT HỘ {}", pair.name().to_uppercase());
    let mut table = frame::table(number, &title, input, columns, rows, notes);
    table.subtitle.insert(0, "Phụ lục số 2.3".to_owned());
    table
}

fn columns(pair: Pair) -> Vec<Column> {
    let name = pair.name();
    let mark = |title: &str, number: usize| Column::leaf(title, number.to_string(), Kind::Mark, 8);
    let standing = [format!("Hộ {name} mới"), format!("Hộ tái {name}"), format!("Hộ {name} cũ")].into_iter().zip(5..);
    vec![
        Column::leaf("STT chủ hộ", "A", Kind::Order, 6),
        Column::leaf("STT thành viên", "B", Kind::Order, 7),
        Column::leaf("Họ và tên chủ hộ và thành viên", "C", Kind::Text, 28),
        Column::group("Năm sinh", vec![mark("Nam", 1), mark("Nữ", 2)]),
        Column::leaf("Dân tộc", "3", Kind::Mark, 11),
        Column::leaf("Quan hệ với chủ hộ", "4", Kind::Mark, 12),
        Column::group("Chia hộ theo", standing.map(|(title, number)| mark(&title, number)).collect()),
        mark("Hộ chính sách có công", 8),
        mark("Hộ DTTC", 9),
        mark("Hộ không có khả năng lao động", 10),
        Column::group(
            "Chính sách hỗ trợ",
            SUPPORTS.into_iter().zip(11..).map(|((_, title), number)| mark(title, number)).collect(),
        ),
    ]
}

/// The village's heading and households; their number and the number of persons.
fn village_rows(pair: Pair, village: &Village, number: usize, before: usize, rows: &mut Vec<Row>) -> (usize, usize) {
    let households: Vec<&RosterHousehold> =
        village.households.iter().filter(|household| household.class == pair.class()).collect();
    if households.is_empty() {
        return (0, 0);
    }
    let persons = households.iter().map(|household| household.members.len()).sum();
    let title = format!("{} ({})", village.name, size(households.len(), persons));
    let order = Cell::Text(rows::roman(number));
    rows.push(heading(RowLevel::Group, &village.name, order, title));
    for (i, household) in households.iter().enumerate() {
        if household.members.is_empty() {
            // a household without members is still one of the list
            let mut cells = vec![Cell::Text((before + i + 1).to_string()), Cell::Empty];
            cells.push(Cell::Text("(chưa ghi thành viên)".to_owned()));
            cells.resize(WIDTH - MARKS, Cell::Empty);
            cells.extend(marks(household));
            rows.push(Row { level: RowLevel::Unit, name: village.name.clone(), about: None, cells, parts: Vec::new() });
        }
        for (j, member) in household.members.iter().enumerate() {
            let head = j == 0;
            let order = if head { Cell::Text((before + i + 1).to_string()) } else { Cell::Empty };
            let mut cells = vec![order, Cell::Text((j + 1).to_string())];
            cells.extend(person(member));
            if head {
                cells.extend(marks(household));
            }
            cells.resize(WIDTH, Cell::Empty);
            let level = if head { RowLevel::Unit } else { RowLevel::Line };
            rows.push(Row { level, name: member.name.clone(), about: None, cells, parts: Vec::new() });
        }
    }
    (households.len(), persons)
}

fn heading(level: RowLevel, name: &str, order: Cell, title: String) -> Row {
    let mut cells = vec![order, Cell::Text(title)];
    cells.resize(WIDTH, Cell::Left);
    Row { level, name: name.to_owned(), about: None, cells, parts: Vec::new() }
}

fn person(member: &RosterMember) -> [Cell; 5] {
    let born = |sex: Sex| match member.birth_year {
        Some(year) if member.sex == Some(sex) => Cell::Text(year.to_string()),
        _ => Cell::Empty,
    };
    let ethnic = member.ethnic.as_deref().map_or(Cell::Empty, |key| {
        Cell::Text(vntext::ethnic::by_key(key).map_or_else(|| key.to_owned(), |group| group.name.clone()))
    });
    [
        Cell::Text(member.name.clone()),
        born(Sex::Male),
        born(Sex::Female),
        ethnic,
        Cell::Text(relation(member.relation).to_owned()),
    ]
}

fn marks(household: &RosterHousehold) -> Vec<Cell> {
    let standing = [Standing::New, Standing::Again, Standing::Old].map(|one| household.standing == Some(one));
    let marks = [household.merit, household.indigenous, household.no_labour_capacity];
    let supports = SUPPORTS.map(|(support, _)| household.supports.contains(&support));
    standing.into_iter().chain(marks).chain(supports).map(Cell::mark).collect()
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Head => "Chủ hộ",
        Relation::Spouse => "Vợ/chồng",
        Relation::Child => "Con",
        Relation::Parent => "Bố/mẹ",
        Relation::Grandchild => "Cháu",
        Relation::Grandparent => "Ông/bà",
        Relation::Sibling => "Anh/chị/em",
        Relation::ChildInLaw => "Con dâu/rể",
        Relation::Other => "Khác",
    }
}

fn size(households: usize, persons: usize) -> String {
    let print = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
    format!("{} hộ, {} khẩu", print(households), print(persons))
}
