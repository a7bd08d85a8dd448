//! A unit that somebody names in a form: by its code or its name, inside the area of a programme.

use super::day_within;
use base::{AreaKey, Failure};
use domain::area::{Areas, Match, Why};
use domain::programme::lies_in;
use jiff::civil::Date;

/// Names of units in a refusal.
const SHOWN: usize = 5;

/// The unit of `within` that is meant: of today, unless the name fits better as it was when the area was last a unit.
pub(super) fn unit_named(areas: &Areas, within: &AreaKey, text: &str, today: Date) -> Result<AreaKey, Failure> {
    let of_day = |day: Date| {
        let mut found = areas.find(text, Some(day));
        found.retain(|one| one.why <= Why::NameOtherMarks && lies_in(areas, &one.unit.key, within));
        let best = found.first().map(|one| one.why);
        found.retain(|one| Some(one.why) == best);
        found
    };
    let (now, then) = (of_day(today), of_day(day_within(areas, within, today)));
    let rank = |found: &[Match<'_>]| found.first().map_or((true, Why::Words), |one| (false, one.why));
    let found = if rank(&now) <= rank(&then) { now } else { then };
    match found.as_slice() {
        [only] => Ok(only.unit.key.clone()),
        [] => Err(Failure::new(
            "CC-FIELD",
            format!("không thấy đơn vị “{text}” trong địa bàn của chương trình"),
            format!("there is no unit “{text}” in the area of the programme"),
        )
        .remedy(
            "ghi đúng tên, ví dụ Xã A Lưới 1, hoặc ghi mã",
            "write its name, for example Xã A Lưới 1, or its code",
        )),
        several => {
            let name = |one: &Match<'_>| format!("{} ({})", one.unit.name, one.unit.key.code);
            let listed = several.iter().take(SHOWN).map(name).collect::<Vec<_>>().join(", ");
            Err(Failure::new(
                "CC-FIELD",
                format!("có nhiều đơn vị tên “{text}”: {listed}"),
                format!("several units are called “{text}”: {listed}"),
            )
            .remedy("ghi mã của đơn vị", "write the code of the unit"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_unit_is_named_by_code_or_name_inside_the_area_and_in_its_time() {
        let (areas, today) = (Areas::bundled(), date(2025, 11, 18));
        let key = |code: &str, day: Date| areas.at(code, day).unwrap().key.clone();
        let (hue, ninh_thuan) = (key("46", today), key("58", date(2022, 1, 1)));
        let found = |within: &AreaKey, text: &str| unit_named(areas, within, text, today);
        let commune = found(&hue, "xã Bình Điền").unwrap();
        assert_eq!(areas.get(&commune).unwrap().name, "Xã Bình Điền");
        assert_eq!(found(&hue, &commune.code), Ok(commune.clone()));
        assert_eq!(found(&hue, "binh dien"), Ok(commune));
        // a province that is no more: its district by its kind, else the commune of today on its land
        let level = |text: &str| areas.get(&found(&ninh_thuan, text).unwrap()).unwrap().level;
        assert_eq!((level("huyện Bác Ái"), level("584")), (base::Level::District, base::Level::District));
        assert_eq!(level("Bác Ái"), base::Level::Commune);
        assert_eq!(found(&hue, "Thanh Hóa").unwrap_err().code, "CC-FIELD");
        let several = found(&key("VN", today), "Bình Minh").unwrap_err();
        assert!(several.message.vi.starts_with("có nhiều đơn vị") && !several.remedy.vi.is_empty(), "{several}");
    }
}
