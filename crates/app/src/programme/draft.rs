//! A target as a form has it, and the target that it makes. What belongs together is checked again when the programme is
//! read back from its text.

use base::{AreaKey, Failure, Text};
use domain::programme::{
    Baseline, Bound, Due, Exact, Households, Item, Kind, Over, Path, Quote, Series, Side, Source, Stage, Target, Unit,
};
use domain::result::{Measure, SourceKind};
use jiff::civil::Date;

/// Words are those of files; empty where nothing was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetDraft {
    /// Id inside the programme; made of the name where it is empty.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The target that it takes the place of.
    pub replaces: String,
    /// Kind.
    pub kind: String,
    /// In what it is counted.
    pub unit: String,
    /// On which side of its limit.
    pub side: String,
    /// The limit; of a relative target a multiple of the base.
    pub limit: Option<Exact>,
    /// The better end of a range.
    pub stretch: Option<Exact>,
    /// Over which years a pace is judged.
    pub over: String,
    /// How far a milestone must come.
    pub stage: String,
    /// A word instead of a number, or the document that is waited for.
    pub word: String,
    /// Which households.
    pub households: String,
    /// By when; none for one that is open.
    pub due: Option<Date>,
    /// Day and value of the base; without a value it is read from the series.
    pub base: Option<(Date, Option<Exact>)>,
    /// The path.
    pub path: String,
    /// Where actuals come from.
    pub source: String,
    /// What of the reviews; empty where it is no series.
    pub measure: String,
    /// By which standard.
    pub standard: String,
    /// Things counted apart.
    pub items: Vec<String>,
    /// The words that set it.
    pub sentence: String,
    /// What stands before the names of its fields in the form: where a refusal is shown.
    pub prefix: String,
}

impl TargetDraft {
    /// The target, set by a document for an area.
    pub(super) fn target(&self, area: &AreaKey, document: &str, text: &str) -> Result<Target, Failure> {
        self.read(area, document, text).map_err(|failure| {
            let place = format!("{}{}", self.prefix, failure.place);
            failure.at(place)
        })
    }

    fn read(&self, area: &AreaKey, document: &str, text: &str) -> Result<Target, Failure> {
        let name = vntext::normal::clean(&self.name);
        if name.is_empty() {
            return Err(lacking("name"));
        }
        if self.sentence.trim().is_empty() {
            return Err(lacking("sentence"));
        }
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let series = match some(&self.measure) {
            None => None,
            Some(measure) => Some(Series {
                kind: SourceKind::Review,
                measure: word("measure", &measure, Measure::from_word)?,
                standard: some(&self.standard).ok_or_else(|| lacking("standard"))?,
            }),
        };
        let standard = some(&self.standard).filter(|_| series.is_some());
        let item = |name: &String| Item { id: slug(name), name: both(name) };
        Ok(Target {
            id: some(&self.id).map_or_else(|| slug(&name), |id| slug(&id)),
            name: both(&name),
            version: document.to_owned(),
            replaces: some(&self.replaces),
            kind: self.kind()?,
            unit: some(&self.unit).map(|unit| word("unit", &unit, Unit::from_word)).transpose()?,
            area: area.clone(),
            households: Households::from_word(self.households.trim()),
            due: self.due.map_or(Due::Open, Due::On),
            baseline: self.base.map(|(on, value)| Baseline { on, value, standard, sentence: None }),
            path: match self.path.trim() {
                "" => Path::None,
                "linear" => Path::Linear,
                "constant_rate" => Path::ConstantRate,
                other => return Err(unknown("path", other)),
            },
            source: word("source", &self.source, Source::from_word)?,
            series,
            items: self.items.iter().map(item).collect(),
            lead: Vec::new(),
            quote: Quote { words: self.sentence.trim().to_owned(), text: text.to_owned(), exact: true },
            note: None,
        })
    }

    fn kind(&self) -> Result<Kind, Failure> {
        let side = || word("side", &self.side, Side::from_word);
        let bound = || {
            let limit = self.limit.ok_or_else(|| lacking("limit"))?;
            Ok::<_, Failure>(Bound { side: side()?, limit, stretch: self.stretch })
        };
        let text = || Some(self.word.trim()).filter(|word| !word.is_empty()).ok_or_else(|| lacking("word"));
        Ok(match self.kind.as_str() {
            "level" => Kind::Level { bound: bound()?, counted: None },
            "points_per_year" => {
                Kind::PointsPerYear { bound: bound()?, over: word("over", &self.over, Over::from_word)? }
            }
            "relative" => Kind::Relative { bound: bound()? },
            "coverage" => Kind::Coverage { bound: bound()? },
            "recognitions" => Kind::Recognitions { bound: bound()? },
            "milestone" => Kind::Milestone { stage: word("stage", &self.stage, Stage::from_word)? },
            "unquantified" => Kind::Unquantified { word: text()?.to_owned(), side: side()?, threshold: self.limit },
            "to_be_set" => Kind::ToBeSet { waits_for: both(text()?) },
            "evidence" => Kind::Evidence,
            other => return Err(unknown("kind", other)),
        })
    }
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

/// Words of an id.
const LONGEST_ID: usize = 10;

fn word<T>(field: &'static str, text: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Failure> {
    match text.trim() {
        "" => Err(lacking(field)),
        text => read(text).ok_or_else(|| unknown(field, text)),
    }
}

pub(super) fn lacking(field: &'static str) -> Failure {
    let label = FIELDS.iter().find(|row| row.0 == field).map_or((field, field), |row| (row.1, row.2));
    Failure::new("CC-FIELD", format!("chưa ghi {}", label.0), format!("{} is missing", label.1))
        .at(field)
        .remedy("điền ô ấy rồi gửi lại", "fill it in and send again")
}

fn unknown(field: &'static str, text: &str) -> Failure {
    Failure::new("CC-FIELD", format!("không rõ “{text}”"), format!("“{text}” is unknown")).at(field)
}

/// Fields as failures name them.
const FIELDS: [(&str, &str, &str); 16] = [
    ("name", "tên", "the name"),
    ("sentence", "câu chữ của văn bản", "the words of the document"),
    ("standard", "chuẩn nghèo của số liệu", "the poverty standard of the figures"),
    ("limit", "con số phải đạt", "the figure to be reached"),
    ("side", "hướng (nhiều nhất, ít nhất …)", "the side (at most, at least …)"),
    ("over", "cách tính theo năm", "over which years"),
    ("stage", "mức độ hoàn thành", "how far it must come"),
    ("word", "từ thay cho con số, hoặc văn bản phải chờ", "the word instead of a number, or the awaited document"),
    ("unit", "đơn vị tính", "the unit"),
    ("source", "nguồn số liệu", "the source of figures"),
    ("kind", "loại chỉ tiêu", "the kind"),
    ("title", "trích yếu", "the title"),
    ("issuer", "cơ quan ban hành", "the issuer"),
    ("evidence", "minh chứng", "the evidence"),
    ("decision", "số quyết định", "the number of the decision"),
    ("value", "con số", "the figure"),
];
