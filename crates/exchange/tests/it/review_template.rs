//! The template of every standard reads back, and says so when its examples were forgotten.

use crate::review_support::{in_province, read};
use domain::area::Areas;
use engine::pack::bundled;
use exchange::review::{Layout, Settings, template_xlsx};
use jiff::civil::date;

#[test]
fn the_examples_of_every_template_import_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    for (pack, year) in bundled().iter().flat_map(|pack| [(pack, 2024), (pack, 2025)]) {
        let path = dir.path().join("mau.xlsx");
        std::fs::write(&path, template_xlsx(pack).unwrap()).unwrap();
        let settings =
            Settings { keep_examples: true, ..Settings::new(pack, Areas::bundled(), year, date(year, 10, 1)) };
        let read_back = read(&path, &settings).unwrap();
        let [first, second] = read_back.all_accepted() else { panic!("{}", pack.id) };
        assert_eq!((first.entry.members.len(), second.entry.members.len()), (2, 1));
        assert_eq!(first.entry.flags.count() as usize, 3.min(pack.indicators.len()), "{}", pack.id);
        assert_eq!(first.entry.causes.len(), 2);
        assert!(second.entry.marks.ethnic_minority && second.entry.marks.no_labour_capacity && first.entry.marks.farm);
        let sheet = &read_back.preview.sheets[0];
        assert_eq!((sheet.mapping.layout, sheet.header_rows), (Layout::Members, (3, 3)));
        let unread: Vec<&str> = sheet
            .mapping
            .columns
            .iter()
            .filter(|column| column.field.is_none())
            .map(|column| column.heading.as_str())
            .collect();
        assert_eq!(unread, [] as [&str; 0], "{}", pack.id);
        assert_eq!(read_back.preview.skipped, ["Giải thích"]);
    }
}

#[test]
fn forgotten_examples_are_rejected() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mau.xlsx");
    let settings = in_province(2025, "46");
    std::fs::write(&path, template_xlsx(settings.pack).unwrap()).unwrap();
    assert_eq!(read(&path, &settings).unwrap().codes(), [["CC-REVIEW-EXAMPLE"], ["CC-REVIEW-EXAMPLE"]]);
}
