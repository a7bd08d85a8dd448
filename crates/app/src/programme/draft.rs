//! A target as a form has it, and the target that it makes: written as it stands in a file and read as one, so that a form and a
//! file are held to the same.

use super::find::unit_named;
use base::{AreaKey, Failure, Text};
use domain::area::Areas;
use domain::programme::{Exact, Target, read_target};
use jiff::civil::Date;
use toml::{Table, Value};

/// What was typed; keys are those of a file, empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetDraft {
    /// Words and figures by key (`kind`, `baseline.value`).
    pub words: Vec<(&'static str, String)>,
    /// How the deadline is meant: `on`, `before`, `always`; empty for a day if there is one.
    pub due: String,
    /// The day of the deadline.
    pub due_day: Option<Date>,
    /// The day of the base.
    pub base_day: Option<Date>,
    /// What a given path goes through.
    pub points: Vec<(Date, Exact)>,
    /// Things counted apart.
    pub items: Vec<String>,
    /// The unit by code or name; empty for that of the programme.
    pub area: String,
    /// Responsible bodies by name.
    pub lead: Vec<String>,
    /// Whether the sentence is not the document's own words.
    pub paraphrase: bool,
    /// What stands before the names of its fields in the form: where a refusal is shown.
    pub prefix: String,
}

/// What a draft is read for.
#[derive(Clone, Copy)]
pub(super) struct For<'a> {
    pub(super) areas: &'a Areas,
    /// Whose programme.
    pub(super) area: &'a AreaKey,
    /// The document that sets it: id and name.
    pub(super) document: (&'a str, &'a str),
    pub(super) today: Date,
}

impl TargetDraft {
    /// The text of a key; empty where nothing was typed.
    pub(super) fn word(&self, key: &str) -> &str {
        self.words.iter().find(|(known, _)| *known == key).map_or("", |(_, text)| text.trim())
    }

    /// The target under an id, with its bodies. A failure's place is the field of the form.
    pub(super) fn target(&self, id: &str, lead: &[String], of: For<'_>) -> Result<Target, Failure> {
        let read = || {
            let text = toml::to_string(&self.table(id, lead, of)?).expect("tables of texts and days are TOML");
            read_target(&text, of.area, of.areas, of.document.1)
        };
        read().map_err(|failure| {
            let place = format!("{}{}", self.prefix, field_of(&failure.place));
            failure.at(place)
        })
    }

    fn table(&self, id: &str, lead: &[String], of: For<'_>) -> Result<Table, Failure> {
        let mut table = Table::new();
        let mut put = |key: &str, value: Value| {
            let (whole, part) = key.split_once('.').unwrap_or((key, ""));
            if part.is_empty() {
                table.insert(whole.to_owned(), value);
            } else if let Value::Table(inner) = table.entry(whole).or_insert_with(|| Value::Table(Table::new())) {
                inner.insert(part.to_owned(), value);
            }
        };
        // what every target has is read as missing where it is empty
        for key in ["kind", "source", "sentence", "name"] {
            put(key, Value::from(self.word(key)));
        }
        let series = ["series.kind", "series.measure", "series.standard"];
        if series.iter().any(|key| !self.word(key).is_empty()) {
            for key in series {
                put(key, Value::from(self.word(key)));
            }
            if self.word("series.kind").is_empty() {
                put("series.kind", Value::from("review"));
            }
        }
        for (key, _) in &self.words {
            match self.word(key) {
                "" => {}
                text if ["name", "waits_for", "note"].contains(key) => put(key, words(text)),
                text => put(key, Value::from(text)),
            }
        }
        if self.word("name").is_empty() {
            put("name", words(""));
        }
        let based = ["baseline.value", "baseline.standard", "baseline.sentence"];
        match self.base_day {
            Some(on) => {
                put("baseline.on", day(on));
                let standard = self.word("series.standard");
                if self.word("baseline.standard").is_empty() && !standard.is_empty() {
                    put("baseline.standard", Value::from(standard));
                }
            }
            None if based.iter().any(|key| !self.word(key).is_empty()) => return Err(lacking("baseline.on")),
            None => {}
        }
        match (self.due.as_str(), self.due_day) {
            ("", None) => {}
            ("always", None) => put("due", Value::from("always")),
            ("always", Some(_)) => {
                return Err(Failure::new(
                    "CC-FIELD",
                    "giữ ở mọi lúc thì không có ngày",
                    "what holds at all times has no day",
                )
                .at("due.on")
                .remedy(
                    "xoá ngày, hoặc chọn cách tính hạn khác",
                    "clear the day, or choose another kind of deadline",
                ));
            }
            ("before" | "on" | "", due) => {
                let mut table = Table::new();
                if let Some(due) = due {
                    table.insert(if self.due == "before" { "before" } else { "on" }.to_owned(), day(due));
                }
                put("due", Value::Table(table));
            }
            (other, _) => put("due", Value::from(other)),
        }
        let point = |(on, value): &(Date, Exact)| {
            Value::Table(Table::from_iter([
                ("on".to_owned(), day(*on)),
                ("value".to_owned(), Value::from(value.to_string())),
            ]))
        };
        let item = |name: &String| {
            Value::Table(Table::from_iter([
                ("id".to_owned(), Value::from(slug(name))),
                ("name".to_owned(), words(name)),
            ]))
        };
        put("points", Value::Array(self.points.iter().map(point).collect()));
        put("items", Value::Array(self.items.iter().map(item).collect()));
        put("lead", Value::Array(lead.iter().map(|id| Value::from(id.as_str())).collect()));
        put("quoted", Value::from(!self.paraphrase));
        put("id", Value::from(id));
        put("version", Value::from(of.document.0));
        if !self.area.trim().is_empty() {
            let key = unit_named(of.areas, of.area, &self.area, of.today).map_err(|failure| failure.at("area"))?;
            put("area.code", Value::from(key.code));
            put("area.on", day(key.valid_from));
        }
        Ok(table)
    }
}

fn day(date: Date) -> Value {
    let datetime: toml::value::Datetime = date.to_string().parse().expect("years of four digits are days of TOML");
    Value::Datetime(datetime)
}

fn words(text: &str) -> Value {
    let text = vntext::normal::clean(text);
    Value::Table(Table::from_iter(
        [("vi", text.clone()), ("en", text)].map(|(lang, text)| (lang.to_owned(), Value::from(text))),
    ))
}

/// A name that was entered in one language.
pub(super) fn both(name: &str) -> Text {
    Text::new(name, name)
}

/// An id made of words: `Giảm hộ nghèo` is `giam-ho-ngheo`.
pub(super) fn slug(name: &str) -> String {
    let folded = vntext::fold(name);
    let parts: Vec<&str> = folded.split(|letter: char| !letter.is_ascii_alphanumeric()).collect();
    let words: Vec<&str> = parts.into_iter().filter(|word| !word.is_empty()).take(LONGEST_ID).collect();
    words.join("-")
}

/// The id, or the id with the first number that is free.
pub(super) fn free(id: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(id) && !id.is_empty() {
        return id.to_owned();
    }
    (2..1_000).map(|number| format!("{id}-{number}")).find(|one| !taken(one)).unwrap_or_default()
}

/// Words of an id.
const LONGEST_ID: usize = 10;

pub(super) fn lacking(field: &'static str) -> Failure {
    let label = LABELS.iter().find(|row| row.0 == field).map_or((field, field), |row| (row.1, row.2));
    Failure::new("CC-FIELD", format!("chưa ghi {}", label.0), format!("{} is missing", label.1))
        .at(field)
        .remedy("điền ô ấy rồi gửi lại", "fill it in and send again")
}

/// Keys of a file whose field in the form has another name.
const FIELDS: [(&str, &str); 13] = [
    ("bound", "side"),
    ("value", "limit"),
    ("waits_for", "waits-for"),
    ("counted_level", "counted"),
    ("due", "due-how"),
    ("due.on", "due"),
    ("baseline.on", "base-on"),
    ("baseline.value", "base"),
    ("baseline.standard", "base-standard"),
    ("baseline.sentence", "base-sentence"),
    ("series.kind", "series"),
    ("series.measure", "measure"),
    ("series.standard", "standard"),
];

/// The field of a form in which a key of the file is typed.
pub fn field_of(key: &str) -> &str {
    FIELDS.iter().find(|row| row.0 == key).map_or(key, |row| row.1)
}

/// Fields as failures name them.
const LABELS: [(&str, &str, &str); 10] = [
    ("areas", "đơn vị", "the units"),
    ("name", "tên", "the name"),
    ("sentence", "câu chữ của văn bản", "the words of the document"),
    ("duty", "nhiệm vụ", "the duty"),
    ("baseline.on", "ngày của mốc", "the day of the base"),
    ("title", "trích yếu", "the title"),
    ("issuer", "cơ quan ban hành", "the issuer"),
    ("evidence", "minh chứng", "the evidence"),
    ("decision", "số quyết định", "the number of the decision"),
    ("value", "con số", "the figure"),
];
