//! What the methods give on published figures; `docs/du-bao-thu-lui.md` is the table that this test writes.

use super::*;
use crate::area::Areas;
use crate::result::Results;
use base::{Lang, year_end};
use std::fmt::Write;
use std::path::Path;

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

/// The 63 provinces, 2021–2024, in code order.
fn provinces() -> Vec<Vec<(i16, u64)>> {
    province_series(&Results::bundled(Areas::bundled()).unwrap())
}

#[test]
fn from_403_and_193_per_cent_the_methods_give_088_134_133() {
    // measurement of the published national rates: the same three values as by hand
    let rates = [(year_end(2022), Percent(exact("4.03"))), (year_end(2024), Percent(exact("1.93")))];
    let of_rates = project(Observed::Rates(&rates), year_end(2025));
    assert_eq!(of_rates.by(Method::Linear), Some(exact("0.88")));
    assert_eq!(of_rates.by(Method::ConstantRate).unwrap().show(2, Lang::En), "1.34");
    assert_eq!(of_rates.by(Method::Logistic), None, "a rate without its denominator has no logistic path");
    let shares =
        [(year_end(2022), Share { part: 403, whole: 10_000 }), (year_end(2024), Share { part: 193, whole: 10_000 })];
    let of_shares = project(Observed::Shares(&shares), year_end(2025));
    assert_eq!(of_shares.by(Method::Logistic).unwrap().show(2, Lang::En), "1.33");
    assert_eq!(of_shares.range().unwrap().0, exact("0.88"));
}

#[test]
fn zero_stays_zero_and_a_count_stays_a_count() {
    let gone = [(year_end(2021), 1_278), (year_end(2022), 0), (year_end(2023), 0)];
    let projection = project(Observed::Counts(&gone), year_end(2024));
    assert_eq!(projection.range(), Some((Exact::ZERO, Exact::ZERO)), "Bà Rịa - Vũng Tàu");
    let falling = [(year_end(2021), 1_289), (year_end(2022), 745), (year_end(2023), 255)];
    let projection = project(Observed::Counts(&falling), year_end(2024));
    assert_eq!(projection.by(Method::Linear), Some(Exact::ZERO), "not below nought");
    assert_eq!(projection.by(Method::ConstantRate), Some(exact("113")), "Hà Nội");
    assert_eq!(projection.by(Method::Logistic), None);
    assert_eq!(project(Observed::Counts(&falling[2..]), year_end(2024)).range(), None, "one point goes nowhere");
    let near = [(year_end(2022), Percent(exact("97"))), (year_end(2023), Percent(exact("99.5")))];
    assert_eq!(project(Observed::Rates(&near), year_end(2024)).by(Method::Linear), Some(exact("100")));
}

fn row(out: &mut String, name: &Text, test: &Backtest) {
    let show =
        |value: Option<Exact>, digits| value.map_or("–".to_owned(), |value| value.scaled(digits).show(Lang::Vi));
    let quartiles = test.quartiles.map_or("–".to_owned(), |(low, high)| {
        format!("{}–{}", low.scaled(1).show(Lang::Vi), high.scaled(1).show(Lang::Vi))
    });
    let _ = writeln!(
        out,
        "| {} ({}) | {} | {} | {} | {} | {} | {} |",
        name.vi,
        name.en,
        test.units,
        test.left_out,
        show(test.mean_absolute, 1),
        show(test.median_relative, 1),
        quartiles,
        test.too_low
    );
}

fn document() -> String {
    let series = provinces();
    let mut out = String::from(
        "# Dự phóng thử lùi\n\n\
         Back-test of the projections: the poor households of 2024 predicted from 2021–2023, 63 provinces.\n\n\
         Số hộ nghèo cuối năm 2024 của 63 tỉnh, thành phố (ranh giới trước 1/7/2025, chuẩn 2022–2025) được dự phóng từ ba năm\n\
         2021, 2022, 2023 rồi so với kết quả đã công bố (`data/results/provinces-2021-2024.csv`). Bảng này do một bài kiểm thử\n\
         viết ra. Viết lại: `UPDATE_EXPECT=1 cargo nextest run -p domain back_test`.\n\n\
         | Phương pháp (method) | Số tỉnh (units) | Bỏ qua (left out) | Sai số tuyệt đối bình quân, hộ (mean absolute error) | Trung vị sai số tương đối, % (median relative error) | Tứ phân vị, % (quartiles) | Dự phóng thấp hơn thực tế (too low) |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
    );
    for method in Method::ALL {
        row(&mut out, &method.name(), &backtest(method, &series));
    }
    let same = Text::new("như năm trước, để so sánh", "as last year, for comparison");
    let reference = reference(&series);
    row(&mut out, &same, &reference);
    let _ = write!(
        out,
        "\n\
         - Sai số tương đối chỉ tính ở {} tỉnh còn hộ nghèo cuối năm 2024; {} tỉnh bằng 0 chỉ có sai số tuyệt đối.\n\
         - Logistic cần mẫu số (tổng số hộ) của từng năm; bảng công bố theo tỉnh chỉ có số hộ nghèo nên không tính được.\n\
         - Tỷ lệ giảm không đổi cần mọi năm lớn hơn 0, trừ khi năm cuối đã bằng 0: số 0 giữ nguyên là 0.\n\
         - Số hộ được làm tròn thành số nguyên, nửa lên; sai số bình quân và trung vị làm tròn một lần khi in.\n\
         - Từ ba điểm không suy ra được khoảng tin cậy: phần mềm in khoảng giữa các phương pháp và các sai số trên đây.\n\
         - Số liệu năm 2021 và một phần năm 2024 có dấu chưa xác minh trong `data/results/SOURCES.md`.\n",
        reference.with_relative,
        reference.units - reference.with_relative,
    );
    out
}

#[test]
fn the_back_test_is_the_committed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/du-bao-thu-lui.md");
    let made = document();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, made, "run with UPDATE_EXPECT=1 and read what changed");
}

#[test]
fn the_back_test_has_63_provinces_and_leaves_out_what_it_cannot_predict() {
    let series = provinces();
    assert_eq!(series.len(), 63);
    assert!(series.iter().all(|one| one.len() == 4 && one.is_sorted()));
    let linear = backtest(Method::Linear, &series);
    assert_eq!((linear.units, linear.left_out, linear.with_relative), (63, 0, 57), "six provinces had none left");
    assert_eq!(backtest(Method::Logistic, &series).units, 0, "no denominators");
    let constant = backtest(Method::ConstantRate, &series);
    assert!(constant.mean_absolute < reference(&series).mean_absolute, "better than nothing");
}

#[test]
fn a_median_lies_between_the_two_in_the_middle() {
    let series = vec![vec![(1, 10), (2, 10), (3, 10)], vec![(1, 10), (2, 10), (3, 20)], vec![(1, 4), (2, 4)]];
    let test = reference(&series);
    assert_eq!((test.units, test.left_out, test.too_low), (2, 1, 1));
    assert_eq!((test.mean_absolute, test.median_relative), (Some(exact("5")), Some(exact("25"))));
    assert_eq!(test.quartiles, Some((exact("12.5"), exact("37.5"))));
}
