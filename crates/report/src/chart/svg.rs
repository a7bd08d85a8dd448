//! Writes SVG text: elements with presentation attributes only, so that a strict content policy lets it through.

use super::Frame;
use super::ink::width;
use std::fmt::Write;

/// The page's own face first; what stands behind it is what a printer or an old computer has.
const FACES: &str = "Be Vietnam Pro, Segoe UI, Roboto, Noto Sans, Arial, Liberation Serif, sans-serif";

/// Where a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) size: f64,
    pub(super) fill: &'static str,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
}

impl Pen {
    pub(super) fn new(size: f64, fill: &'static str) -> Self {
        Self { size, fill, anchor: Anchor::Start, bold: false }
    }

    pub(super) fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    pub(super) fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// A value of an attribute.
pub(super) enum Value<'a> {
    Number(f64),
    Word(&'a str),
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(word: &'a str) -> Self {
        Self::Word(word)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(word: &'a String) -> Self {
        Self::Word(word)
    }
}

/// One picture being written.
pub(super) struct Svg {
    out: String,
    has_links: bool,
}

impl Svg {
    /// Opens a picture that a screen reader announces by its title and description. It is as wide as its place on the page.
    pub(super) fn open(frame: &Frame, width: f64, height: f64) -> Self {
        let mut svg = Self { out: String::with_capacity(4096), has_links: false };
        let (width, height, id) = (short(width), short(height), escape(&frame.id));
        svg.push(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{FACES}\">"
        ));
        svg.push(&format!("<title id=\"{id}-title\">{}</title>", escape(&frame.title)));
        svg.push(&format!("<desc id=\"{id}-desc\">{}</desc>", escape(&frame.desc)));
        svg
    }

    /// Opens a small picture beside its own figure, which a screen reader passes over.
    pub(super) fn open_silent(width: f64, height: f64) -> Self {
        let (width, height) = (short(width), short(height));
        let out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" aria-hidden=\"true\">"
        );
        Self { out, has_links: false }
    }

    /// The finished picture. One that opens into its parts is a group of links, for a screen reader passes over what is
    /// inside an image.
    pub(super) fn close(mut self) -> String {
        self.out.push_str("</svg>");
        if self.has_links {
            return self.out.replacen("role=\"img\"", "role=\"group\"", 1);
        }
        self.out
    }

    /// An empty element.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, Value<'_>)]) {
        self.start(name, attributes);
        self.out.insert(self.out.len() - 1, '/');
    }

    /// An element that holds others until [`Svg::end`].
    pub(super) fn start(&mut self, name: &str, attributes: &[(&str, Value<'_>)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            let value = match value {
                Value::Number(number) => short(*number),
                Value::Word(word) => escape(word),
            };
            self.push(&format!(" {attribute}=\"{value}\""));
        }
        self.out.push('>');
    }

    /// Closes an element.
    pub(super) fn end(&mut self, name: &str) {
        self.push(&format!("</{name}>"));
    }

    /// Words at a point.
    pub(super) fn text(&mut self, x: f64, y: f64, pen: Pen, words: &str) {
        self.write((x, y), None, pen, words);
    }

    /// Words at a point that shrink into `room` rather than be cut.
    pub(super) fn fitted(&mut self, at: (f64, f64), room: f64, pen: Pen, words: &str) {
        self.write(at, Some(room).filter(|room| width(words, pen.size, pen.bold) > *room), pen, words);
    }

    fn write(&mut self, (x, y): (f64, f64), length: Option<f64>, pen: Pen, words: &str) {
        let mut attributes: Vec<(&str, Value<'_>)> =
            vec![("x", x.into()), ("y", y.into()), ("font-size", pen.size.into()), ("fill", pen.fill.into())];
        match pen.anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle".into())),
            Anchor::End => attributes.push(("text-anchor", "end".into())),
        }
        if pen.bold {
            attributes.push(("font-weight", "600".into()));
        }
        if let Some(length) = length {
            attributes.extend([("textLength", length.into()), ("lengthAdjust", "spacingAndGlyphs".into())]);
        }
        self.start("text", &attributes);
        self.push(&escape(words));
        self.end("text");
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), fill: &str) {
        self.element(
            "rect",
            &[
                ("x", at.0.into()),
                ("y", at.1.into()),
                ("width", size.0.into()),
                ("height", size.1.into()),
                ("fill", fill.into()),
            ],
        );
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        self.element(
            "line",
            &[
                ("x1", from.0.into()),
                ("y1", from.1.into()),
                ("x2", to.0.into()),
                ("y2", to.1.into()),
                ("stroke", stroke.into()),
            ],
        );
    }

    /// A filled circle.
    pub(super) fn circle(&mut self, at: (f64, f64), radius: f64, fill: &str) {
        self.element(
            "circle",
            &[("cx", at.0.into()), ("cy", at.1.into()), ("r", radius.into()), ("fill", fill.into())],
        );
    }

    /// A line through points.
    pub(super) fn polyline(&mut self, path: &[(f64, f64)], stroke: &str, thick: f64) {
        self.element(
            "polyline",
            &[
                ("points", (&points(path)).into()),
                ("fill", "none".into()),
                ("stroke", stroke.into()),
                ("stroke-width", thick.into()),
                ("stroke-linejoin", "round".into()),
            ],
        );
    }

    /// What a mouse or a screen reader tells of the element around it.
    pub(super) fn title(&mut self, words: &str) {
        if !words.is_empty() {
            self.push(&format!("<title>{}</title>", escape(words)));
        }
    }

    /// A part that opens into what it rests on, if there is an address; a plain group if not. Close it with [`Svg::end`]
    /// of the name returned.
    pub(super) fn part(&mut self, href: Option<&str>, title: &str) -> &'static str {
        let name = if let Some(href) = href {
            self.has_links = true;
            self.start("a", &[("href", href.into())]);
            "a"
        } else {
            self.start("g", &[]);
            "g"
        };
        self.title(title);
        name
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }
}

/// A coordinate with one decimal: a tenth of a unit is less than a dot of any screen.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The points of a polyline or polygon.
pub(super) fn points(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (x, y) in points {
        let gap = if out.is_empty() { "" } else { " " };
        // writing to a string does not fail
        let _ = write!(out, "{gap}{},{}", short(*x), short(*y));
    }
    out
}

/// Names and reasons are only text; characters that XML forbids are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}
