//! What programs send, read strictly: a value that means nothing is refused, and so is one that nobody asked for. A filter
//! that is mistyped and left out would select too much.

use super::problem;
use crate::ask::unreadable;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use base::Failure;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// The values in the address.
pub(super) struct Query<T>(pub(super) T);

/// The names in the path.
pub(super) struct At<T>(pub(super) T);

/// A body of JSON.
pub(super) struct Body<T>(pub(super) T);

/// A day, `2025-12-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(value_type = String, format = Date)]
pub(super) struct Day(pub(super) Date);

/// A year that a calendar of ours has.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(try_from = "i16")]
#[schema(value_type = i16, minimum = 1900, maximum = 9000)]
pub(super) struct Year(pub(super) i16);

impl TryFrom<i16> for Year {
    type Error = String;

    fn try_from(year: i16) -> Result<Self, String> {
        if (1900..=9000).contains(&year) { Ok(Self(year)) } else { Err(format!("{year} is no year of any register")) }
    }
}

/// An official code of a unit, `VN` for the country.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^(VN|[0-9]{2,5})$")]
pub(super) struct Code(pub(super) String);

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        let digits = (2..=5).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
        if digits || code == "VN" { Ok(Self(code)) } else { Err(format!("“{code}” is no code of a unit")) }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let day = Some(&text).filter(|_| plain).and_then(|text| text.parse().ok());
        day.map(Self).ok_or_else(|| serde::de::Error::custom(format!("“{text}” is no day such as 2025-12-31")))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let query = parts.uri.query().unwrap_or_default();
        // an empty value would be taken for one that was not given
        if let Some(name) = empty(query) {
            return Err(problem::answer(&unreadable(&name, "")));
        }
        let read = serde_html_form::from_str(query);
        read.map(Self).map_err(|error| problem::answer(&refused("CC-API-QUERY", &error.to_string())))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for At<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let path = parts.uri.path().to_owned();
        let read = Path::from_request_parts(parts, state).await;
        read.map(|Path(names)| Self(names)).map_err(|_| problem::answer(&unreadable("path", &path)))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read = Json::from_request(request, state).await;
        read.map(|Json(body)| Self(body)).map_err(|rejection: JsonRejection| {
            let code = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { "CC-API-LARGE" } else { "CC-API-BODY" };
            problem::answer(&refused(code, &rejection.body_text()))
        })
    }
}

/// The first name without a value.
fn empty(query: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).ok()?;
    pairs.into_iter().find(|(_, value)| value.is_empty()).map(|(name, _)| name)
}

fn refused(code: &'static str, why: &str) -> Failure {
    Failure::new(code, format!("yêu cầu không hợp lệ: {why}"), format!("the request is not valid: {why}"))
        .remedy("xem /api/v1/openapi.json", "see /api/v1/openapi.json")
}

/// A page of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paged {
    pub(super) page: u64,
    pub(super) per_page: u64,
}

impl Paged {
    /// No page is longer.
    pub(super) const MOST: u64 = 500;
    /// No list has more pages.
    pub(super) const LAST: u64 = 10_000_000;

    /// Reads the two values.
    pub(super) fn of(page: Option<u64>, per_page: Option<u64>) -> Result<Self, Failure> {
        let within = |name: &str, given: Option<u64>, usual: u64, most: u64| match given {
            Some(number) if !(1..=most).contains(&number) => Err(unreadable(name, &number.to_string())),
            given => Ok(given.unwrap_or(usual)),
        };
        Ok(Self { page: within("page", page, 1, Self::LAST)?, per_page: within("per_page", per_page, 50, Self::MOST)? })
    }

    /// Rows before the page.
    pub(super) fn offset(self) -> u64 {
        (self.page - 1) * self.per_page
    }

    /// As the use cases name it.
    pub(super) fn rows(self) -> app::Page {
        app::Page { offset: self.offset(), limit: self.per_page }
    }

    /// The part of a list that is at hand.
    pub(super) fn cut<T>(self, rows: Vec<T>) -> impl Iterator<Item = T> {
        let start = usize::try_from(self.offset()).unwrap_or(usize::MAX);
        rows.into_iter().skip(start).take(usize::try_from(self.per_page).unwrap_or(usize::MAX))
    }
}
