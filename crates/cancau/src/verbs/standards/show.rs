//! A pack as a person who reads decrees wants to see it: first what is not certain, then the law.

use base::{Dong, Lang, Text};
use domain::area::Areas;
use engine::pack::{Pack, Per};
use engine::{Citation, Class, Measure};
use std::fmt::Write;

/// The whole pack as text.
pub(super) fn text(pack: &Pack, lang: Lang) -> String {
    let mut out = String::new();
    let mut page = Page { pack, lang, out: &mut out };
    page.head();
    page.unverified();
    page.lines();
    page.classes();
    page.indicators();
    page.lists();
    page.sources();
    out
}

struct Page<'a> {
    pack: &'a Pack,
    lang: Lang,
    out: &'a mut String,
}

impl Page<'_> {
    fn word<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        if self.lang == Lang::Vi { vi } else { en }
    }

    fn line(&mut self, text: &str) {
        // writing to a string does not fail
        let _ = writeln!(self.out, "{text}");
    }

    fn heading(&mut self, vi: &str, en: &str) {
        let text = self.word(vi, en).to_uppercase();
        self.line(&format!("\n{text}"));
    }

    /// `[clause; source]` or `[clause; chưa xác minh: note]`.
    fn law(&self, law: &Citation) -> String {
        let mut text = format!("[{}", law.clause);
        if !law.verified {
            text.push_str(self.word("; CHƯA XÁC MINH", "; UNVERIFIED"));
        }
        if !law.note.is_empty() {
            text.push_str(": ");
            text.push_str(&law.note);
        }
        if !law.source.is_empty() {
            let _ = write!(text, "; {} {}", self.word("nguồn", "source"), law.source);
        }
        text.push(']');
        text
    }

    fn head(&mut self) {
        let pack = self.pack;
        self.line(&format!("{}  ({})", pack.name.get(self.lang), pack.id));
        for validity in &pack.validity {
            let text =
                format!("{} {}  {}", self.word("Hiệu lực", "In force"), validity.period, self.law(&validity.law));
            self.line(&text);
        }
        if let Some(code) = &pack.province {
            let day = pack.validity[0].period.from;
            let name = Areas::bundled().at(code, day).map_or("?", |unit| unit.name.as_str());
            let text = format!("{} {name} ({code})", self.word("Áp dụng cho", "Applies to"));
            self.line(&text);
        }
        let measure = match pack.method.precedence {
            Measure::B1 => self.word("điểm B1", "B1 points"),
            Measure::Income => self.word("thu nhập kê khai", "declared income"),
        };
        let said = self.word("Khi thu nhập và điểm B1 trái nhau, dùng", "When income and B1 contradict, it uses");
        let text = format!("{said} {measure}  {}", self.law(&pack.method.law));
        self.line(&text);
        if let Some(national) = &pack.beside {
            let text = format!("{} {national}", self.word("Kết quả báo cáo bên cạnh", "Results are reported beside"));
            self.line(&text);
        }
    }

    fn unverified(&mut self) {
        let doubtful: Vec<(Text, &Citation)> =
            self.pack.citations().into_iter().filter(|(_, law)| !law.verified).collect();
        if doubtful.is_empty() && self.pack.unknown.is_empty() {
            return;
        }
        self.heading("Chưa xác minh", "Unverified");
        for unknown in &self.pack.unknown {
            let text = format!("  ? {}", unknown.get(self.lang));
            self.line(&text);
        }
        for (item, law) in doubtful {
            let text = format!("  - {} {}", item.get(self.lang), self.law(law));
            self.line(&text);
        }
    }

    fn lines(&mut self) {
        self.heading("Mức thu nhập (tính cả đúng mức)", "Income lines (inclusive)");
        let per = match self.pack.per {
            Per::Month => self.word("đồng/người/tháng", "đồng per person and month"),
            Per::Year => self.word("đồng/người/năm", "đồng per person and year"),
        };
        for line in &self.pack.lines {
            let [rural, urban] = line.amount.map(|amount| Dong(amount).grouped());
            let (rural_word, urban_word) = (self.word("nông thôn", "rural"), self.word("thành thị", "urban"));
            let name = line.name.get(self.lang);
            let law = self.law(&line.law);
            self.line(&format!("  {name}: {rural_word} {rural}, {urban_word} {urban} {per} {law}"));
            let text = match &line.cut_off {
                Some(cut_off) => {
                    let [rural, urban] = cut_off.points;
                    let law = self.law(&cut_off.law);
                    format!(
                        "      = B1 {rural_word} {rural}, {urban_word} {urban} {} {law}",
                        self.word("điểm", "points")
                    )
                }
                None => format!("      {}", self.word("không có ngưỡng điểm B1", "no B1 cut-off")),
            };
            self.line(&text);
        }
    }

    fn classes(&mut self) {
        self.heading("Loại hộ", "Classes");
        for rule in &self.pack.classes {
            let name = rule.name.get(self.lang);
            let law = self.law(&rule.law);
            self.line(&format!("  {name} ({}) {law}", rule.class.word()));
            if rule.class == Class::NotPoor {
                let text = format!("      {}", self.word("mọi hộ còn lại", "all other households"));
                self.line(&text);
            }
            for (index, way) in rule.ways.iter().enumerate() {
                let or = if index > 0 { self.word("hoặc ", "or ") } else { "" };
                let text = format!("      {or}{}", way.text(&self.pack.lines).get(self.lang));
                self.line(&text);
            }
        }
    }

    fn indicators(&mut self) {
        let count = self.pack.indicators.len();
        self.heading(&format!("Chỉ số thiếu hụt ({count})"), &format!("Indicators of deprivation ({count})"));
        for (index, dimension) in self.pack.dimensions.iter().enumerate() {
            let name = dimension.name.get(self.lang).to_owned();
            self.line(&format!("  {name}"));
            for (number, indicator) in self.pack.indicators.iter().enumerate() {
                if indicator.dimension != index {
                    continue;
                }
                let (name, threshold) = (indicator.name.get(self.lang), indicator.threshold.get(self.lang));
                let law = self.law(&indicator.law);
                self.line(&format!("   {:>2}. {name} ({}): {threshold} {law}", number + 1, indicator.id));
                if indicator.rule.is_none() {
                    let text = self.word(
                        "chưa có quy tắc: chỉ nhận cờ 0/1, không suy ra từ câu trả lời",
                        "no rule: takes 0/1 flags only, nothing is derived from answers",
                    );
                    self.line(&format!("       ! {text}"));
                }
            }
        }
    }

    fn lists(&mut self) {
        let pack = self.pack;
        for (vi, en, items) in
            [("Nguyên nhân nghèo", "Causes of poverty", &pack.causes), ("Nhóm đối tượng", "Groups", &pack.groups)]
        {
            if !items.is_empty() {
                self.heading(vi, en);
            }
            for item in items {
                let text = format!("  {} ({})", item.name.get(self.lang), item.id);
                self.line(&text);
            }
        }
    }

    fn sources(&mut self) {
        self.heading("Nguồn", "Sources");
        for (name, address) in &self.pack.sources {
            self.line(&format!("  {name}: {address}"));
        }
    }
}
