//! Our own form for a review: one row per member, lists to choose from, and a sheet that explains every column.

use super::household::EXAMPLE;
use base::Failure;
use engine::pack::Pack;
use engine::{AreaKind, Class, Means};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Rows that take the lists to choose from.
const ROWS: u32 = 20_000;
/// Row of the headings, from 0: below the title and the advice.
const HEADINGS: u32 = 2;

/// A column of the template: heading, explanation, choices, the two examples (head, spouse; head alone).
struct Column {
    heading: String,
    explanation: String,
    choices: Vec<&'static str>,
    examples: [String; 3],
}

/// The template of a standard, with two example households to be deleted.
pub fn template_xlsx(pack: &Pack) -> Result<Vec<u8>, Failure> {
    build(pack).map_err(|error| {
        Failure::new(
            "CC-XLSX-WRITE",
            format!("không tạo được tệp mẫu: {error}"),
            format!("cannot make the template: {error}"),
        )
    })
}

fn build(pack: &Pack) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(pack);
    let mut workbook = Workbook::new();
    let title = Format::new().set_bold().set_font_size(14);
    let heading =
        Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color("#DDEBF7");
    let text = Format::new().set_num_format("@");

    let sheet = workbook.add_worksheet().set_name("Danh sách")?;
    sheet.write_string_with_format(0, 0, format!("DANH SÁCH HỘ SAU RÀ SOÁT – {}", pack.name.vi), &title)?;
    let advice = "Mỗi người một dòng, chủ hộ đứng đầu hộ. Xóa các dòng ví dụ (mã hộ bắt đầu bằng VIDU) trước khi nộp. \
                  Xem bảng “Giải thích”.";
    sheet.write_string(1, 0, advice)?;
    for (at, column) in columns.iter().enumerate() {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        sheet.write_string_with_format(HEADINGS, at, &column.heading, &heading)?;
        // as text, so that codes and CCCD keep their zeros and years stay years
        sheet
            .set_column_format(at, &text)?
            .set_column_width(at, if column.heading.chars().count() > 14 { 18 } else { 13 })?;
        for (line, example) in (HEADINGS + 1..).zip(&column.examples) {
            sheet.write_string_with_format(line, at, example, &text)?;
        }
        choices(sheet, at, column)?;
    }
    sheet.set_freeze_panes(HEADINGS + 1, 3)?.set_repeat_rows(HEADINGS, HEADINGS)?.set_landscape();

    let sheet = workbook.add_worksheet().set_name("Giải thích")?;
    sheet.set_column_width(0, 34)?.set_column_width(1, 100)?;
    sheet.write_string_with_format(0, 0, "Cột", &heading)?.write_string_with_format(0, 1, "Cách ghi", &heading)?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (line, column) in (1..).zip(&columns) {
        sheet.write_string_with_format(line, 0, &column.heading, &wrap)?;
        sheet.write_string_with_format(line, 1, &column.explanation, &wrap)?;
    }
    workbook.save_to_buffer()
}

fn choices(sheet: &mut Worksheet, at: u16, column: &Column) -> Result<(), XlsxError> {
    if column.choices.is_empty() {
        return Ok(());
    }
    let list = DataValidation::new().allow_list_strings(&column.choices)?;
    let list =
        list.set_error_title("Không có trong danh sách")?.set_error_message("Chọn một giá trị trong danh sách.")?;
    sheet.add_data_validation(HEADINGS + 1, at, ROWS, at, &list)?;
    Ok(())
}

fn columns(pack: &Pack) -> Vec<Column> {
    let deprived = 3.min(pack.indicators.len());
    let (means, classes) = examples(pack, u32::try_from(deprived).unwrap_or(0));
    let code = |at: u8| format!("{EXAMPLE}-{at}");
    let mut all = vec![
        column(
            "Mã hộ",
            "Mã của hộ, giữ nguyên qua các năm. Mọi dòng của một hộ ghi cùng một mã.",
            &[],
            [&code(1), &code(1), &code(2)],
        ),
        column(
            "Họ và tên",
            "Bắt buộc. Họ, chữ đệm và tên.",
            &[],
            ["Nguyễn Văn Ví Dụ", "Trần Thị Ví Dụ", "Hồ Thị Ví Dụ"],
        ),
        column(
            "Quan hệ với chủ hộ",
            "Bắt buộc; mỗi hộ đúng một chủ hộ.",
            &[
                "chủ hộ",
                "vợ",
                "chồng",
                "con",
                "bố",
                "mẹ",
                "cháu",
                "ông",
                "bà",
                "anh",
                "chị",
                "em",
                "con dâu",
                "con rể",
                "khác",
            ],
            ["chủ hộ", "vợ", "chủ hộ"],
        ),
        column(
            "Ngày sinh",
            "Ngày/tháng/năm với năm bốn chữ số, ví dụ 12/03/1985. Chỉ biết năm thì ghi 1985.",
            &[],
            ["12/03/1985", "1988", "05/11/1950"],
        ),
        column("Giới tính", "nam hoặc nữ (cũng nhận 1, 2).", &["nam", "nữ"], ["nam", "nữ", "nữ"]),
        column("Số CCCD", "Đủ 12 chữ số; chưa có thì để trống.", &[], ["", "", ""]),
        column(
            "Dân tộc",
            "Tên dân tộc. Nếu ghi mã thì khi nhập phải cho biết danh mục (tctk-1979 hay tctk-2008).",
            &[],
            ["Kinh", "Kinh", "Tà Ôi"],
        ),
        column(
            "Tỉnh",
            "Tên tỉnh, thành phố. Có thể chỉ ghi ở dòng chủ hộ.",
            &[],
            ["Thành phố Huế", "", "Thành phố Huế"],
        ),
        column(
            "Xã",
            "Bắt buộc, trừ khi cả tệp thuộc một xã đã chọn lúc nhập. Tên xã cũ được hiểu nếu xã cũ nhập trọn vào một xã mới; \
             xã cũ bị chia thì phải ghi xã mới.",
            &[],
            ["Phường Kim Long", "", "Phường Kim Long"],
        ),
        column("Mã xã", "Mã 5 chữ số, thay cho hoặc cùng với tên xã.", &[], ["", "", ""]),
        column("Thôn", "Thôn, bản, ấp, buôn, tổ dân phố.", &[], ["Tổ dân phố 1", "", "Tổ dân phố 2"]),
        column(
            "Khu vực",
            "thành thị hoặc nông thôn; để trống thì phường, thị trấn là thành thị, xã là nông thôn.",
            &["thành thị", "nông thôn"],
            ["thành thị", "", "thành thị"],
        ),
        column(
            "Phân loại hộ",
            "Bắt buộc, ghi ở dòng chủ hộ.",
            &["hộ nghèo", "hộ cận nghèo", "hộ có mức sống trung bình", "hộ không nghèo"],
            [classes[0], "", classes[1]],
        ),
        column("Điểm B1", "Tổng điểm B1, số nguyên.", &[], [&means.1, "", &means.1]),
        column(
            "Điểm B2",
            "Tổng điểm B2; phải khớp với số chỉ số thiếu hụt nếu có ghi.",
            &[],
            [&b2(pack, deprived), "", &b2(pack, 0)],
        ),
        column(
            "Thu nhập bình quân",
            "Đồng một người một tháng, số nguyên; chỉ ghi khi xác định bằng thu nhập.",
            &[],
            [&means.0, "", &means.0],
        ),
        column("Số nhân khẩu", "Phải bằng số dòng của hộ; để trống thì tính theo số dòng.", &[], ["2", "", "1"]),
        column("Hộ dân tộc thiểu số", "x nếu có. Không có dấu ở cả cột được hiểu là không.", &["x"], ["", "", "x"]),
        column("Không có khả năng lao động", "x nếu hộ không có khả năng lao động.", &["x"], ["", "", "x"]),
        column("Có thành viên là người có công với cách mạng", "x nếu có.", &["x"], ["", "", ""]),
        column(
            "Nông, lâm, ngư, diêm nghiệp",
            "x nếu hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp, diêm nghiệp.",
            &["x"],
            ["x", "", ""],
        ),
        column("Nguyên nhân nghèo", &causes(pack), &[], ["1; 3", "", "7"]),
    ];
    for (at, indicator) in pack.indicators.iter().enumerate() {
        let heading = format!("Thiếu hụt {}", indicator.name.vi.to_lowercase());
        let explanation = format!("x nếu thiếu hụt. {}", indicator.threshold.vi);
        let mark = if at < deprived { "x" } else { "" };
        all.push(Column { heading, explanation, choices: vec!["x"], examples: [mark, "", ""].map(str::to_owned) });
    }
    all.push(column(
        "Ghi chú",
        "Không đọc.",
        &[],
        ["ví dụ – xóa dòng này", "ví dụ – xóa dòng này", "ví dụ – xóa dòng này"],
    ));
    all
}

fn column(heading: &str, explanation: &str, choices: &[&'static str], examples: [&str; 3]) -> Column {
    Column {
        heading: heading.to_owned(),
        explanation: explanation.to_owned(),
        choices: choices.to_vec(),
        examples: examples.map(str::to_owned),
    }
}

/// Income and B1 below the lowest line of the standard, and what the two examples then are.
fn examples(pack: &Pack, deprived: u32) -> ((String, String), [&'static str; 2]) {
    let line = pack.lines.first();
    let b1 = line.and_then(|line| line.cut_off.as_ref()).map(|cut_off| (cut_off.points[1] - 10).max(0));
    let income = line.map(|line| line.amount[1] / pack.per.months() / 2).filter(|_| b1.is_none());
    let means = Means { income, b1 };
    let class = |deprived| match pack.classify(AreaKind::Urban, means, deprived).map(|verdict| verdict.class) {
        Ok(Class::Poor) => "hộ nghèo",
        Ok(Class::NearPoor) => "hộ cận nghèo",
        Ok(Class::Average) => "hộ có mức sống trung bình",
        _ => "hộ không nghèo",
    };
    let text = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    ((text(income), text(b1)), [class(deprived), class(0)])
}

fn b2(pack: &Pack, deprived: usize) -> String {
    pack.method.points_per_indicator.map(|points| (points as usize * deprived).to_string()).unwrap_or_default()
}

fn causes(pack: &Pack) -> String {
    let numbered = pack.causes.iter().enumerate().map(|(at, cause)| format!("{} {}", at + 1, cause.name.vi));
    let list = numbered.collect::<Vec<_>>().join("; ");
    format!("Số hoặc tên, cách nhau bằng dấu chấm phẩy. {list}")
}
