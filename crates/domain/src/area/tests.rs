//! What the bundled tables must hold, and what lineage must obey.

use super::{Areas, Extent, Import, TableKind};
use base::{AreaKey, Level};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;

const OLD: Date = date(2024, 12, 31);
const NEW: Date = date(2025, 7, 1);

fn areas() -> &'static Areas {
    Areas::bundled()
}

fn name(code: &str, day: Date) -> &'static str {
    areas().at(code, day).map_or("-", |unit| &unit.name)
}

fn key(code: &str, day: Date) -> AreaKey {
    areas().at(code, day).unwrap().key.clone()
}

#[test]
fn nq_202_2025_qh15_makes_34_provinces_of_63() {
    let count = |level, day| areas().units(level, day).len();
    assert_eq!((count(Level::Province, OLD), count(Level::Province, NEW)), (63, 34));
    assert_eq!((count(Level::Commune, NEW), count(Level::Commune, date(2026, 7, 1))), (3321, 3321));
    assert_eq!((count(Level::District, date(2025, 6, 30)), count(Level::District, NEW)), (696, 0));
    let mut reached = BTreeSet::new();
    for province in areas().units(Level::Province, OLD) {
        let next = areas().successors(&province.key, NEW);
        assert!(matches!(next.as_slice(), [(_, Extent::Whole)]), "{}", province.name);
        reached.insert(next[0].0.clone());
    }
    assert_eq!(reached.len(), 34);
}

#[test]
fn reused_codes_mean_other_units_since_1_7_2025() {
    let day = date(2025, 12, 31);
    for (code, old, new) in [
        ("15", "Tỉnh Yên Bái", "Tỉnh Lào Cai"),
        ("24", "Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"),
        ("44", "Tỉnh Quảng Bình", "Tỉnh Quảng Trị"),
        ("52", "Tỉnh Bình Định", "Tỉnh Gia Lai"),
        ("80", "Tỉnh Long An", "Tỉnh Tây Ninh"),
        ("82", "Tỉnh Tiền Giang", "Tỉnh Đồng Tháp"),
        ("91", "Tỉnh Kiên Giang", "Tỉnh An Giang"),
        ("00004", "Phường Trúc Bạch", "Phường Ba Đình"),
    ] {
        assert_eq!((name(code, OLD), name(code, day)), (old, new));
    }
    assert_eq!(name("06978", day), "Xã Ba Chẽ");
    assert_eq!((name("20333", day), name("22736", day)), ("Đặc khu Hoàng Sa", "Đặc khu Trường Sa"));
}

#[test]
fn six_regions_until_the_merger_and_none_after() {
    let regions = areas().units(Level::Region, OLD);
    let provinces = areas().units(Level::Province, OLD);
    let members = |region: &str| {
        provinces
            .iter()
            .filter(|p| areas().ancestor(&p.key, Level::Region).is_some_and(|r| r.key.code == region))
            .count()
    };
    assert_eq!(regions.len(), 6);
    assert_eq!(["TDMNPB", "DBSH", "BTBDHMT", "TN", "DNB", "DBSCL"].map(members), [14, 11, 14, 5, 6, 13],);
    let region_of = |code: &str| &areas().ancestor(&key(code, OLD), Level::Region).unwrap().key.code;
    assert_eq!([region_of("22"), region_of("17"), region_of("24")], ["DBSH", "TDMNPB", "TDMNPB"]);
    assert!(areas().units(Level::Region, NEW).is_empty());
    assert!(areas().ancestor(&key("22", NEW), Level::Region).is_none());
    assert_eq!(areas().ancestor(&key("22", NEW), Level::Country).unwrap().name, "Việt Nam");
}

#[test]
fn nq_175_2024_qh15_thua_thien_hue_becomes_hue_and_nam_dong_ends() {
    assert_eq!(
        [name("46", OLD), name("46", date(2025, 1, 1)), name("46", NEW)].join(" → "),
        "Tỉnh Thừa Thiên Huế → Thành phố Huế → Thành phố Huế"
    );
    let old = key("46", OLD);
    assert_eq!(areas().successors(&old, NEW), [(key("46", NEW), Extent::Whole)]);
    assert_eq!(areas().predecessors(&key("46", NEW), OLD), [(old, Extent::Whole)]);
    assert_eq!((name("483", OLD), name("483", date(2025, 1, 1))), ("Huyện Nam Đông", "-"));
    assert_eq!(areas().successors(&key("483", OLD), date(2025, 1, 1)), [(key("482", date(2025, 1, 1)), Extent::Whole)]);
    let in_hue = |day: Date, level| {
        let inside = |u: &&&super::Unit| areas().ancestor(&u.key, Level::Province).is_some_and(|p| p.key.code == "46");
        areas().units(level, day).iter().filter(inside).count()
    };
    assert_eq!((in_hue(OLD, Level::District), in_hue(OLD, Level::Commune)), (9, 141));
    assert_eq!((in_hue(date(2025, 1, 1), Level::Commune), in_hue(NEW, Level::Commune)), (133, 40));
    for unit in areas().units(Level::Commune, NEW).iter().filter(|u| u.parent == Some(key("46", NEW))) {
        assert!(
            areas().predecessors(&unit.key, OLD).iter().all(|(_, extent)| *extent == Extent::Whole),
            "{}",
            unit.name
        );
    }
}

#[test]
fn qh16_30_2026_dong_nai_becomes_a_city_with_ten_new_wards() {
    let (before, after) = (date(2026, 4, 29), date(2026, 4, 30));
    assert_eq!((name("75", before), name("75", after)), ("Tỉnh Đồng Nai", "Thành phố Đồng Nai"));
    assert_eq!((name("26248", before), name("26248", after)), ("Xã Trảng Bom", "Phường Trảng Bom"));
    let wards = |day: Date| {
        let in_dong_nai = |u: &&&super::Unit| u.parent == Some(key("75", day)) && u.kind == super::Kind::Ward;
        areas().units(Level::Commune, day).iter().filter(in_dong_nai).count()
    };
    assert_eq!(wards(after), wards(before) + 10);
    assert_eq!(areas().successors(&key("70", OLD), after), [(key("75", after), Extent::Whole)]);
}

#[test]
fn every_commune_has_a_past_and_a_future() {
    for unit in areas().all().filter(|u| u.level == Level::Commune) {
        if let Some(end) = unit.valid_to {
            let next = areas().successors(&unit.key, end.tomorrow().unwrap());
            let split = next.iter().filter(|(_, extent)| *extent == Extent::Split).count();
            assert!(next.len() == 1 && split == 0 || next.len() >= 2 && split == next.len(), "{} {next:?}", unit.key);
        }
        if unit.key.valid_from >= NEW {
            assert!(!areas().predecessors(&unit.key, date(2025, 6, 30)).is_empty(), "{}", unit.key);
        }
    }
}

#[test]
fn island_districts_are_special_zones_now() {
    for (district, zone) in [("318", "11948"), ("471", "19742"), ("498", "20333"), ("536", "21548"), ("755", "26732")] {
        assert_eq!(areas().successors(&key(district, OLD), NEW), [(key(zone, NEW), Extent::Whole)]);
        assert_eq!(areas().predecessors(&key(zone, NEW), OLD), [(key(district, OLD), Extent::Whole)]);
    }
    assert!(areas().successors(&key("001", OLD), NEW).is_empty(), "an ordinary district has no successor");
}

#[test]
fn the_conversion_table_holds_where_it_was_checked() {
    let to = |code: &str| -> Vec<_> {
        areas().successors(&key(code, OLD), NEW).into_iter().map(|(k, e)| (k.code, e == Extent::Split)).collect()
    };
    let whole = |code: &str| vec![(code.to_owned(), false)];
    for (old, new) in [
        ("13768", "13753"),
        ("23521", "23500"),
        ("23710", "23710"),
        ("23938", "23938"),
        ("27739", "27721"),
        ("30622", "30604"),
        ("31771", "31777"),
        ("14770", "14797"),
        ("01651", "01648"),
        ("02482", "02494"),
        ("31246", "31246"),
        ("29902", "29905"),
        ("28036", "28036"),
        ("23053", "23053"),
    ] {
        assert_eq!(to(old), whole(new), "{old}");
    }
    assert!(to("00553").contains(&("00562".to_owned(), true)));
}

#[test]
fn poor_districts_are_dated() {
    let on = |day: Date| areas().members("poor_district", day).len();
    assert_eq!((on(date(2022, 3, 14)), on(OLD), on(date(2025, 6, 30)), on(NEW)), (0, 41, 41, 0));
    assert!(areas().members("poor_district", OLD).iter().any(|u| u.name == "Huyện A Lưới"));
    assert_eq!(areas().group_kinds().count(), 9);
}

#[test]
fn a_fault_names_file_line_and_reason() {
    let units =
        "code,valid_from,valid_to,from_known,level,kind,name,short_name,parent_code,parent_from,lat,lon,source\n";
    let load = |rows: &str| {
        Areas::load(
            &format!("{units}{rows}"),
            "from_code,from_valid,to_code,to_valid,date,extent,source\n",
            "group,area_code,area_from,valid_from,valid_to,decision,source,verified\n",
            "group,name_vi,name_en,note\n",
            "alias,code,valid_from,source,note\n",
        )
        .map(|_| ())
    };
    let country = "VN,1976-07-02,,1,country,quoc_gia,Việt Nam,Việt Nam,,,,,S2\n";
    assert_eq!(load(country), Ok(()));
    for (rows, word) in [
        ("01,2025-07-01,,1,province,tinh,Tỉnh A,A,VN,1976-07-03,,,S\n", "there is no parent"),
        ("01,2025-02-30,,1,province,tinh,Tỉnh A,A,VN,1976-07-02,,,S\n", "is not a date"),
        ("1,2025-07-01,,1,province,tinh,Tỉnh A,A,VN,1976-07-02,,,S\n", "form of a code"),
        ("01,2025-07-01,,1,province,xa,Tỉnh A,A,VN,1976-07-02,,,S\n", "“xa” must be one of: tinh, thanh_pho_tw"),
        (
            "01,2025-07-01,,1,tỉnh,xa,Tỉnh A,A,VN,1976-07-02,,,S\n",
            "of: country, region, province, district, commune, vil",
        ),
        ("01-1,2025-07-01,,1,village,thon,Thôn 1,1,VN,1976-07-02,,,S\n", "above a village must be: commune; Việt Nam"),
        ("01,1900-01-01,,1,province,tinh,Tỉnh A,A,VN,1976-07-02,,,S\n", "does not cover"),
        ("VN,2025-07-01,,1,country,quoc_gia,B,B,,,,,S\n", "already means"),
        ("VN,2025-07-01\n", "fields instead of"),
    ] {
        let failure = load(&format!("{country}{rows}")).unwrap_err();
        assert_eq!((failure.code, failure.place.as_str()), ("CC-AREA-DATA", "units.csv:3"), "{rows}");
        assert!(failure.message.en.contains(word), "{rows} {failure}");
    }
}

#[test]
fn a_deployment_adds_villages_and_ends_units() {
    let text = "code,valid_from,valid_to,from_known,level,kind,name,short_name,parent_code,parent_from,lat,lon,source\n\
        20333-01,2025-07-01,,1,village,thon,Thôn 1,Thôn 1,20333,2025-07-01,,,test\n\
        00004,2025-07-01,2027-06-30,1,commune,phuong,Phường Ba Đình,Ba Đình,01,2025-07-01,21.0386,105.838,test\n\
        00004,2027-07-01,,1,commune,phuong,Phường Ba Đình Mới,Ba Đình Mới,01,2025-07-01,,,test\n";
    let lineage = "from_code,from_valid,to_code,to_valid,date,extent,source\n\
        00004,2025-07-01,00004,2027-07-01,2027-07-01,renamed,test\n";
    assert_eq!((TableKind::of(text), TableKind::of(lineage)), (Some(TableKind::Units), Some(TableKind::Lineage)));
    let imports = [Import { name: "a.csv", text }, Import { name: "b.csv", text: lineage }];
    let more = areas().with_overlay(&imports).unwrap();
    assert_eq!(more.at("00004", date(2028, 1, 1)).unwrap().name, "Phường Ba Đình Mới");
    assert_eq!(more.successors(&key("00004", NEW), date(2028, 1, 1)).len(), 1);
    assert_eq!(more.units(Level::Village, NEW).len(), 1);
    let twice = areas().with_overlay(&[imports[0], imports[0]]).unwrap_err();
    assert!(twice.message.en.contains("already defined"), "{twice}");
    let alone = areas().check_overlay(&imports[1..]).unwrap_err();
    assert_eq!(alone.len(), 2, "{alone:?}");
}

fn any_unit() -> impl Strategy<Value = AreaKey> {
    (0..areas().all().count()).prop_map(|i| areas().all().nth(i).unwrap().key.clone())
}

proptest! {
    /// Going forward in one step or in two is the same.
    #[test]
    fn successors_compose(start in any_unit(), first in 0..5_usize, second in 0..5_usize) {
        let days = [date(2010, 1, 1), OLD, date(2025, 3, 1), NEW, date(2026, 8, 1)];
        let (middle, end) = (days[first.min(second)], days[first.max(second)]);
        let direct: BTreeSet<_> = areas().successors(&start, end).into_iter().map(|(k, _)| k).collect();
        let stops = areas().successors(&start, middle);
        if !stops.is_empty() {
            let stepwise: BTreeSet<_> =
                stops.iter().flat_map(|(k, _)| areas().successors(k, end)).map(|(k, _)| k).collect();
            prop_assert_eq!(direct, stepwise);
        }
    }

    /// Backward finds exactly those that forward leads here, with the same extent.
    #[test]
    fn predecessors_mirror_successors(start in any_unit()) {
        let day = areas().get(&start).unwrap().valid_to.unwrap_or(date(2026, 8, 1));
        for (old, extent) in areas().predecessors(&start, date(2010, 1, 1)) {
            let forward = areas().successors(&old, day);
            prop_assert!(forward.contains(&(start.clone(), extent)));
        }
    }
}
