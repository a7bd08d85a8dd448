//! One household, one story; and what the search box suggests.

use crate::engines::sqlite;
use crate::province::{BOUNDARIES, Province};
use app::story::How;
use app::{Book, Suggestion};
use base::Lang;
use domain::area::Areas;
use domain::register::Review;
use engine::{Class, Means, Measure, pack};
use store::{Filter, Page, Sort};

#[test]
fn a_household_is_told_and_found() {
    let place = sqlite();
    let mut store = place.store();
    let province = Province::make();
    let view = province.fill(&mut store).into();
    let caller = app::Caller::operator();
    let mut book = Book { store: &mut store, at: view, areas: Areas::bundled(), caller: &caller };
    every_household_is_explained_and_every_change_is_what_the_engine_says(
        &mut book,
        province.reviews().last().unwrap(),
    );
    the_search_box_suggests_units_forms_and_households(&mut book);
}

fn every_household_is_explained_and_every_change_is_what_the_engine_says(book: &mut Book<'_>, review: &Review) {
    let page = Page { offset: 0, limit: 150 };
    let found = book
        .store
        .search(store::Scope::everything().of(book.at), review, None, &Filter::default(), Sort::default(), page)
        .unwrap();
    let (mut by_indicators, mut by_means) = (0, 0);
    for row in &found.rows {
        let one = book.story(&row.code).unwrap().unwrap();
        assert_eq!(one.told.len(), one.household.results.len());
        for (result, told) in one.household.results.iter().zip(&one.told) {
            let place = format!("{} {:?}", row.code, result.review);
            assert_eq!(told.class, Some(result.class), "{place}");
            let reasons = told.explanation.as_ref().unwrap();
            let line = reasons.line(Lang::Vi);
            assert!(line.contains("thu nhập") || line.contains("điểm B1"), "{place}: {line}");
            let of_indicators = reasons.parts.iter().filter(|part| part.text.vi.starts_with("thiếu hụt"));
            assert_eq!(of_indicators.count(), 1 + result.flags.unwrap().count() as usize, "{place}: {line}");
            assert!(
                result.flags.unwrap().count() == 0 || line.contains(" = ") || line.contains("tuổi"),
                "{place}: {line}"
            );
            let pack = pack::find(&result.review.standard).unwrap();
            let class = |means: Means, count: u32| pack.classify(result.area_kind, means, count).unwrap().class;
            for change in &told.changes {
                assert!(change.to > result.class, "{place}");
                match &change.how {
                    How::Deprivations { fewer, of } => {
                        by_indicators += 1;
                        assert_eq!(of.len(), result.flags.unwrap().count() as usize);
                        let left = result.flags.unwrap().count() - fewer;
                        assert_eq!(class(result.means, left), change.to, "{place}");
                        assert_ne!(class(result.means, left + 1), change.to, "{place}: a smaller change would do");
                    }
                    How::Means { measure, least, .. } => {
                        by_means += 1;
                        let with = |value: i64| match measure {
                            Measure::Income => Means { income: Some(value), ..result.means },
                            Measure::B1 => Means { b1: Some(value), ..result.means },
                        };
                        let count = result.flags.unwrap().count();
                        assert_eq!(class(with(*least), count), change.to, "{place}");
                        assert_ne!(class(with(least - 1), count), change.to, "{place}: a smaller change would do");
                    }
                }
            }
            assert!(result.class != Class::Poor || !told.changes.is_empty(), "{place}");
        }
    }
    assert!(by_indicators > 20 && by_means > 20, "{by_indicators} {by_means}");
    assert_eq!(book.story("không có").unwrap(), None);
}

fn the_search_box_suggests_units_forms_and_households(book: &mut Book<'_>) {
    let first = book.suggest("hue", BOUNDARIES[1], 3).unwrap();
    assert!(matches!(&first[0], Suggestion::Area(unit) if unit.name == "Thành phố Huế"), "{first:?}");
    let forms = book.suggest("biểu 2", BOUNDARIES[1], 3).unwrap();
    assert!(forms.iter().any(|one| matches!(one, Suggestion::Form(2, _))), "{forms:?}");
    let people = book.suggest("nguyen", BOUNDARIES[1], 3).unwrap();
    let named = people.iter().filter(|one| matches!(one, Suggestion::Household(_, one) if one.member.is_some()));
    assert_eq!(named.count(), 3, "{people:?}");
    assert_eq!(book.suggest("", BOUNDARIES[1], 3).unwrap(), []);
}
