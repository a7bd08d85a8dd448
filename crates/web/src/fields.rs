//! The fields of a form as a page's handler reads them, and what is said when they are refused.

use axum::Form;
use axum::extract::{FromRequest, Request};
use base::{Failure, Lang, parse_date};
use jiff::civil::Date;
use std::convert::Infallible;
use std::str::FromStr;

/// No day and no year of a form is before this year.
pub(crate) const EARLIEST: i16 = 1900;

/// Names and values in the order of the form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

/// A failure beside the form it is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refused {
    /// Empty if nothing was refused.
    pub(crate) message: String,
    pub(crate) remedy: String,
    /// The field it is about; empty if it is none of them.
    pub(crate) field: String,
}

impl Fields {
    /// A value; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// As a form begins.
    pub(crate) fn filled(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// Whether nothing was sent.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anything was typed in a field whose name begins so.
    pub(crate) fn any_of(&self, prefix: &str) -> bool {
        self.0.iter().any(|(name, value)| name.starts_with(prefix) && !value.trim().is_empty())
    }

    /// What was typed on each line of a field.
    pub(crate) fn lines(&self, name: &str) -> Vec<String> {
        self.text(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// All of them, in the order of the form.
    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// A value that is given and not empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|value| !value.is_empty())
    }

    /// All values of a name that may stand several times.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, value)| known == name && !value.is_empty()).map(|(_, value)| &**value)
    }

    /// A number of the form's own, such as a version.
    pub(crate) fn number<N: FromStr>(&self, name: &'static str) -> Result<N, Failure> {
        self.text(name).trim().parse().map_err(|_| {
            Failure::new("CC-FIELD", "ô này phải là một số, chỉ ghi chữ số", "this must be a number, in digits")
                .at(name)
        })
    }

    /// A day that must be given.
    pub(crate) fn day(&self, name: &'static str) -> Result<Date, Failure> {
        day_of(self.text(name)).map_err(|failure| failure.at(name))
    }

    /// A day, if one is given.
    pub(crate) fn day_or_none(&self, name: &'static str) -> Result<Option<Date>, Failure> {
        self.value(name).map(|_| self.day(name)).transpose()
    }
}

/// A day that was typed: none and one of long ago are slips.
pub(crate) fn day_of(text: &str) -> Result<Date, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::new("CC-FIELD", "chưa ghi ngày", "no day was given")
            .remedy("điền ô ấy rồi gửi lại", "fill it in and send again"));
    }
    let day = parse_date(text)?;
    if day.year() < EARLIEST {
        let vi =
            format!("ngày {:02}/{:02}/{:04} quá xa: năm phải từ {EARLIEST} trở đi", day.day(), day.month(), day.year());
        return Err(Failure::new("CC-DATE-EARLY", vi, format!("the day {day} is before {EARLIEST}"))
            .remedy("xem lại năm", "look at the year again"));
    }
    Ok(day)
}

impl Refused {
    /// As a person reads it.
    pub(crate) fn of(failure: &Failure, lang: Lang) -> Self {
        let sentence = |text: &str| crate::error::sentence(text);
        Self {
            message: sentence(failure.message.get(lang)),
            remedy: sentence(failure.remedy.get(lang)),
            field: failure.place.clone(),
        }
    }

    /// Whether a field was refused, for templates.
    pub(crate) fn is(&self, field: &str) -> bool {
        !self.message.is_empty() && self.field == field
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        // a body that is no form has no fields: what it misses is then said field by field
        let fields = Form::<Vec<(String, String)>>::from_request(request, state).await;
        Ok(Self(fields.map_or_else(|_| Vec::new(), |fields| fields.0)))
    }
}
