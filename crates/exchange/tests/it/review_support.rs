//! Writing the spreadsheets people have, and reading them.

use base::Failure;
use domain::area::Areas;
use engine::pack;
use exchange::review::{Accepted, Outcome, Preview, Reader, Rejected, Settings, Summary};
use jiff::civil::date;
use rust_xlsxwriter::Workbook;
use std::path::{Path, PathBuf};

/// All that a file gave.
pub(crate) struct Read {
    pub(crate) preview: Preview,
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) repeated: usize,
    pub(crate) summary: Summary,
}

impl Read {
    /// The codes of every rejected household.
    pub(crate) fn codes(&self) -> Vec<Vec<&'static str>> {
        self.rejected.iter().map(|rejected| rejected.faults.iter().map(|fault| fault.code).collect()).collect()
    }

    /// Panics with the reasons if anything was rejected.
    pub(crate) fn all_accepted(&self) -> &[Accepted] {
        for rejected in &self.rejected {
            for fault in &rejected.faults {
                eprintln!("{fault}");
            }
        }
        assert!(self.rejected.is_empty());
        &self.accepted
    }
}

pub(crate) fn settings(year: i16) -> Settings<'static> {
    let pack = pack::find("vn-2022").unwrap();
    Settings::new(pack, Areas::bundled(), year, date(year, 10, 1))
}

/// Settings for a file of one province.
pub(crate) fn in_province(year: i16, code: &str) -> Settings<'static> {
    let province = Areas::bundled().at(code, base::year_end(year)).unwrap().key.clone();
    Settings { province: Some(province), ..settings(year) }
}

pub(crate) fn read(path: &Path, settings: &Settings<'_>) -> Result<Read, Failure> {
    let mut reader = Reader::open(path, settings)?;
    let preview = reader.preview().clone();
    let (mut accepted, mut rejected, mut repeated) = (Vec::new(), Vec::new(), 0);
    for outcome in &mut reader {
        match outcome? {
            Outcome::Accepted(one) => accepted.push(*one),
            Outcome::Rejected(one) => rejected.push(*one),
            Outcome::Repeated { .. } => repeated += 1,
        }
    }
    let summary = reader.summary().clone();
    assert_eq!(summary.accepted, accepted.len() as u64);
    assert_eq!(summary.rejected, rejected.len() as u64);
    Ok(Read { preview, accepted, rejected, repeated, summary })
}

/// A file of text.
pub(crate) fn csv(text: impl AsRef<[u8]>, settings: &Settings<'_>) -> Result<Read, Failure> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ra-soat.csv");
    std::fs::write(&path, text).unwrap();
    read(&path, settings)
}

/// A row of text: its number from 1, its cells from column A.
pub(crate) type TextRow<'a> = (u32, Vec<&'a str>);

/// Sheets of text cells: name and rows.
pub(crate) fn book(dir: &Path, sheets: &[(&str, &[TextRow<'_>])]) -> PathBuf {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in *rows {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row - 1, u16::try_from(column).unwrap(), *cell).unwrap();
            }
        }
    }
    let path = dir.join("ra-soat.xlsx");
    workbook.save(&path).unwrap();
    path
}

/// The template-like header and rows of a household list in CSV.
pub(crate) const HEAD: &str = "Mã hộ;Họ và tên;Quan hệ với chủ hộ;Ngày sinh;Giới tính;CCCD;Dân tộc;Tỉnh;Xã;Thôn;Phân loại hộ;B1;B2;Số nhân khẩu\n";

/// A sound household of one, to be changed by the tests.
pub(crate) const SOUND: &str =
    "H1;Nguyễn Văn An;chủ hộ;12/03/1985;nam;046085001234;Kinh;Thành phố Huế;Phường Kim Long;TDP 1;hộ nghèo;100;30;1\n";
