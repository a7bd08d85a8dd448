//! The five states, and why something is not measured.

use base::{Level, Text};
use jiff::civil::Date;

/// Why there is no state but this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The review of this year is not over.
    BetweenReviews {
        /// Its year.
        year: i16,
        /// First month of the review.
        first_month: i8,
        /// Last month of the review.
        last_month: i8,
    },
    /// The review is over, its result not known.
    ResultDue {
        /// The year of the review.
        year: i16,
    },
    /// The text has a word instead of a number, and nobody has set a threshold.
    NoThreshold(String),
    /// The text leaves the value to this document.
    WaitsFor(Text),
    /// The units that are counted ended with their level.
    LevelEnded {
        /// Which level.
        level: Level,
        /// The first day without it.
        since: Date,
    },
    /// The unit ended before the figure could be counted in it.
    AreaEnded {
        /// The first day without it.
        since: Date,
    },
    /// Nothing was measured or reported.
    NoActual,
    /// The value to start from is not known.
    NoBaseline,
    /// The base is by one standard, the figures by another.
    OtherStandard {
        /// Of the base.
        base: String,
        /// Of the figures.
        figures: String,
    },
    /// The other unit, or the other group, has no figure of that day.
    NoComparator,
    /// Not reached yet, not due yet, and no path says how far it should be.
    NoPath,
    /// Not reached, and the text sets no deadline.
    NoDeadline,
    /// Not due yet, and nothing has happened.
    NotDue {
        /// The last day in time.
        last_day: Date,
    },
    /// Past due, and nobody has reported how it stood on the day.
    NotReported {
        /// The last day in time.
        last_day: Date,
    },
    /// Nobody was entitled.
    NothingToReach,
    /// So many of what is counted apart have no figure.
    ItemsMissing(usize),
}

/// The state of a target on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Đạt: the goal is reached by the newest figure, or was on the day it was due.
    Met,
    /// Đúng tiến độ: not reached, not due, and on the path or better.
    OnTrack,
    /// Có nguy cơ: on the path, and the projection misses the goal.
    AtRisk,
    /// Chậm: worse than the path, or missed when due.
    Behind,
    /// Chưa đo được.
    NotMeasured(Why),
}

impl State {
    /// The word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::OnTrack => "on_track",
            Self::AtRisk => "at_risk",
            Self::Behind => "behind",
            Self::NotMeasured(_) => "not_measured",
        }
    }

    /// As people read it, without the reason.
    pub fn name(&self) -> Text {
        match self {
            Self::Met => Text::new("đạt", "met"),
            Self::OnTrack => Text::new("đúng tiến độ", "on track"),
            Self::AtRisk => Text::new("có nguy cơ", "at risk"),
            Self::Behind => Text::new("chậm", "behind"),
            Self::NotMeasured(_) => Text::new("chưa đo được", "not measured"),
        }
    }

    /// With the reason: `chưa đo được: rà soát 9–12`.
    pub fn sentence(&self) -> Text {
        let name = self.name();
        match self {
            Self::NotMeasured(why) => {
                let why = why.name();
                Text::new(format!("{}: {}", name.vi, why.vi), format!("{}: {}", name.en, why.en))
            }
            _ => name,
        }
    }
}

impl Why {
    /// The reason as people read it.
    pub fn name(&self) -> Text {
        let day = |date: &Date| format!("{}/{}/{}", date.day(), date.month(), date.year());
        match self {
            Self::BetweenReviews { first_month, last_month, .. } => Text::new(
                format!("rà soát {first_month}–{last_month}"),
                format!("reviewed in months {first_month} to {last_month}"),
            ),
            Self::ResultDue { year } => Text::new(
                format!("chờ kết quả rà soát năm {year}"),
                format!("the result of the review of {year} is awaited"),
            ),
            Self::NoThreshold(word) => {
                Text::new(format!("“{word}” chưa có ngưỡng"), format!("“{word}” has no threshold"))
            }
            Self::WaitsFor(document) => {
                Text::new(format!("chờ văn bản: {}", document.vi), format!("waits for a document: {}", document.en))
            }
            Self::LevelEnded { level, since } => Text::new(
                format!("cấp {} không còn từ {}", level_name(*level).vi, day(since)),
                format!("the {} level ended on {}", level_name(*level).en, day(since)),
            ),
            Self::AreaEnded { since } => {
                Text::new(format!("đơn vị không còn từ {}", day(since)), format!("the unit ended on {}", day(since)))
            }
            Self::NoActual => Text::new("chưa có số liệu", "no figure yet"),
            Self::NoBaseline => Text::new("chưa có mốc để so", "no base to compare with"),
            Self::OtherStandard { base, figures } => Text::new(
                format!("mốc theo chuẩn {base}, số liệu theo chuẩn {figures}"),
                format!("the base is by standard {base}, the figures by {figures}"),
            ),
            Self::NoComparator => Text::new("chưa có số liệu của bên so sánh", "the other side has no figure"),
            Self::NoPath => Text::new("chưa đến hạn, chưa đặt lộ trình", "not due, and no path is set"),
            Self::NoDeadline => Text::new("văn bản không đặt hạn", "the text sets no deadline"),
            Self::NotDue { last_day } => {
                Text::new(format!("chưa đến hạn {}", day(last_day)), format!("due by {}", day(last_day)))
            }
            Self::NotReported { last_day } => Text::new(
                format!("quá hạn {}, chưa có báo cáo", day(last_day)),
                format!("was due by {}, nothing is reported", day(last_day)),
            ),
            Self::NothingToReach => Text::new("không có ai thuộc đối tượng", "nobody was entitled"),
            Self::ItemsMissing(count) => {
                Text::new(format!("{count} nội dung chưa có số liệu"), format!("{count} items have no figure"))
            }
        }
    }
}

fn level_name(level: Level) -> Text {
    match level {
        Level::Country => Text::new("quốc gia", "country"),
        Level::Region => Text::new("vùng", "region"),
        Level::Province => Text::new("tỉnh", "province"),
        Level::District => Text::new("huyện", "district"),
        Level::Commune => Text::new("xã", "commune"),
        Level::Village => Text::new("thôn", "village"),
    }
}
