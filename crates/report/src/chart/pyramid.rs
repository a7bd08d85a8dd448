//! The people of a place by age and sex: women to the right, men to the left, the youngest below.

use super::ink::{INK, REFERENCE, SOFT, width};
use super::scale::{Scale, count, float, span};
use super::svg::{Pen, Svg};
use super::{Chart, Data, DataRow, Frame, Tone};
use base::Number;

/// A population pyramid.
#[derive(Clone, Debug)]
pub struct Pyramid {
    /// Title, description, language.
    pub frame: Frame,
    /// Width in units; the height follows.
    pub width: u16,
    /// Words for age, men, women: “Tuổi”, “Nam”, “Nữ”.
    pub words: [String; 3],
    /// From the youngest to the oldest.
    pub groups: Vec<AgeGroup>,
}

/// People of an age.
#[derive(Clone, Debug)]
pub struct AgeGroup {
    /// The age: “0–4”, “80+”.
    pub name: String,
    /// Men.
    pub men: u64,
    /// Women.
    pub women: u64,
    /// Where it opens.
    pub href: Option<String>,
}

const ROW: f64 = 20.0;
const SIZE: f64 = 12.0;
const HEAD: f64 = 24.0;

impl Chart for Pyramid {
    fn svg(&self) -> String {
        let whole = f64::from(self.width);
        let ages = self.groups.iter().map(|group| width(&group.name, SIZE, false)).fold(30.0, f64::max) + 12.0;
        let all = self.groups.iter().flat_map(|group| [group.men, group.women]).map(Number::count);
        let (zero, most) = span(all);
        let room = width(&most.show(self.frame.lang), SIZE, false) + 8.0;
        let (left, right) = (f64::midpoint(whole, -ages), f64::midpoint(whole, ages));
        let men = Scale::new((float(zero), float(most)), (left, room));
        let women = Scale::new((float(zero), float(most)), (right, whole - room));
        let bottom = HEAD + ROW * count(self.groups.len());
        let mut svg = Svg::open(&self.frame, whole, bottom + 4.0);
        let [age, male, female] = &self.words;
        svg.text(left - 4.0, 14.0, Pen::new(12.5, Tone::Plain.ink()).bold().end(), male);
        svg.text(whole / 2.0, 14.0, Pen::new(SIZE, SOFT).middle(), age);
        svg.text(right + 4.0, 14.0, Pen::new(12.5, Tone::Near.ink()).bold(), female);
        for (index, group) in self.groups.iter().rev().enumerate() {
            let top = HEAD + ROW * count(index);
            let lang = self.frame.lang;
            let (m, w) = (Number::count(group.men), Number::count(group.women));
            let title = format!("{} {}: {male} {}, {female} {}", age, group.name, m.show(lang), w.show(lang));
            let part = svg.part(group.href.as_deref(), &title);
            let (m_end, w_end) = (men.number(m), women.number(w));
            svg.rect((m_end, top + 2.0), (left - m_end, ROW - 4.0), Tone::Plain.fill());
            svg.rect((right, top + 2.0), (w_end - right, ROW - 4.0), Tone::Near.fill());
            svg.text(m_end - 4.0, top + 14.0, Pen::new(SIZE, SOFT).end(), &m.show(lang));
            svg.text(w_end + 4.0, top + 14.0, Pen::new(SIZE, SOFT), &w.show(lang));
            svg.text(whole / 2.0, top + 14.0, Pen::new(SIZE, INK).middle(), &group.name);
            svg.end(part);
        }
        svg.line((left, HEAD), (left, bottom), REFERENCE);
        svg.line((right, HEAD), (right, bottom), REFERENCE);
        svg.close()
    }

    fn data(&self) -> Data {
        let rows = self.groups.iter().map(|group| DataRow {
            name: group.name.clone(),
            href: group.href.clone(),
            cells: [group.men, group.women].map(|count| Number::count(count).show(self.frame.lang)).to_vec(),
        });
        Data { caption: self.frame.title.clone(), headers: self.words.to_vec(), rows: rows.collect() }
    }
}
