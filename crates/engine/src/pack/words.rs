//! The conditions of a class as a sentence, for whoever reads the law and not the file.

use super::{Line, Pack, Way};
use base::{Period, Text};

impl Way {
    /// `trên chuẩn nghèo và không quá chuẩn cận nghèo và thiếu hụt dưới 3 chỉ số`; `lines` are those of its pack.
    pub fn text(&self, lines: &[Line]) -> Text {
        let mut parts = Vec::new();
        let line = |vi: &str, en: &str, line: usize| {
            let name = &lines[line].name;
            Text::new(format!("{vi} {}", name.vi), format!("{en} {}", name.en))
        };
        parts.extend(self.above.map(|above| line("trên", "above", above)));
        parts.extend(self.at_most.map(|at_most| line("không quá", "at most", at_most)));
        if self.at_least > 0 {
            let least = self.at_least;
            parts.push(Text::new(
                format!("thiếu hụt từ {least} chỉ số trở lên"),
                format!("deprived of {least} or more indicators"),
            ));
        }
        parts.extend(self.below.map(|below| {
            Text::new(format!("thiếu hụt dưới {below} chỉ số"), format!("deprived of fewer than {below} indicators"))
        }));
        let join = |of: fn(&Text) -> &str, and: &str| parts.iter().map(of).collect::<Vec<_>>().join(and);
        Text::new(join(|text| &text.vi, " và "), join(|text| &text.en, " and "))
    }
}

impl Pack {
    /// From the first day of its validity to the last.
    pub fn period(&self) -> Period {
        // a pack without validity does not load
        let (first, last) = (&self.validity[0].period, &self.validity[self.validity.len() - 1].period);
        Period { from: first.from, to: last.to }
    }
}

#[cfg(test)]
mod tests {
    use crate::Class;
    use crate::pack::find;
    use jiff::civil::date;

    #[test]
    fn ways_are_read_as_sentences() {
        let pack = find("vn-2022").unwrap();
        let way = |class| pack.class(class).unwrap().ways[0].text(&pack.lines);
        assert_eq!(
            way(Class::Poor).vi,
            "không quá chuẩn thu nhập hộ nghèo, hộ cận nghèo và thiếu hụt từ 3 chỉ số trở lên"
        );
        assert!(way(Class::NearPoor).en.ends_with("and deprived of fewer than 3 indicators"));
        assert!(way(Class::Average).vi.starts_with("trên chuẩn thu nhập"));
    }

    #[test]
    fn a_period_goes_over_every_extension() {
        let period = find("vn-2022").unwrap().period();
        assert_eq!((period.from, period.to), (date(2022, 1, 1), Some(date(2026, 12, 31))));
    }
}
