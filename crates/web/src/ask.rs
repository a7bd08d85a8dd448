//! What a browser asks: the path, the values in the address, the language.

use crate::client::Client;
use crate::figures::Figures;
use crate::locale::Words;
use crate::public_url::PublicUrl;
use app::Caller;
use app::accounts::Visit;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base::{Failure, Lang, parse_date};
use jiff::civil::Date;
use std::convert::Infallible;
use std::net::IpAddr;
use std::str::FromStr;

/// The cookie that keeps the language.
pub(crate) const LANGUAGE_COOKIE: &str = "lang";

/// The cookie that keeps the session. The prefix makes browsers refuse it without `Secure`, or for other hosts.
pub(crate) const SESSION_COOKIE: &str = "__Host-cancau";

/// Longer names of programs are cut.
const LONGEST_AGENT: usize = 200;

/// A request as a page sees it.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// Path without the values.
    pub(crate) path: String,
    /// Values in the address, in its order.
    pub(crate) values: Vec<(String, String)>,
    /// Who asks.
    pub(crate) caller: Caller,
    /// The id of the session; empty for visitors.
    pub(crate) session: String,
    /// The token of the session, as the browser keeps it; empty for visitors.
    pub(crate) token: String,
    /// From where.
    pub(crate) address: IpAddr,
    /// Where people open the pages.
    pub(crate) public_url: PublicUrl,
    /// Whether the request only reads, so that it can be asked again.
    pub(crate) reads: bool,
    /// The program that asks, as it calls itself.
    pub(crate) agent: String,
    lang: Lang,
}

impl Ask {
    /// The language to answer in.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Texts in the language.
    pub(crate) fn words(&self) -> Words {
        Words(self.lang)
    }

    /// Numbers in the language.
    pub(crate) fn figures(&self) -> Figures {
        Figures(self.lang)
    }

    /// A value that is given and not empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.values.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All values of a name that may stand several times.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(known, value)| known == name && !value.is_empty()).map(|(_, value)| &**value)
    }

    /// A number, if it is given.
    pub(crate) fn number<N: FromStr>(&self, name: &str) -> Result<Option<N>, Failure> {
        self.value(name).map(|text| text.parse().map_err(|_| unreadable(name, text))).transpose()
    }

    /// A year, if it is given; one that no calendar of ours has is unreadable.
    pub(crate) fn year(&self) -> Result<Option<i16>, Failure> {
        let given: Option<i16> = self.number("year")?;
        match given.filter(|year| !(1900..=9000).contains(year)) {
            Some(_) => Err(unreadable("year", self.value("year").unwrap_or_default())),
            None => Ok(given),
        }
    }

    /// A day, if it is given.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Failure> {
        self.value(name).map(|text| parse_date(text).map_err(|_| unreadable(name, text))).transpose()
    }
}

/// The failure of a value in the address that cannot be read.
pub(crate) fn unreadable(name: &str, text: &str) -> Failure {
    Failure::new(
        "CC-PAGE-VALUE",
        format!("địa chỉ trang có giá trị không đọc được: {name} = “{text}”"),
        format!("the address of the page holds a value that cannot be read: {name} = “{text}”"),
    )
    .at(name)
    .remedy("mở lại trang từ trình đơn", "open the page again from the menu")
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // an address that is no list of values has none: the page then says what it misses
        let values = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_or_else(|_| Vec::new(), |q| q.0);
        let lang = match cookie(&parts.headers, LANGUAGE_COOKIE) {
            Some("en") => Lang::En,
            _ => Lang::Vi,
        };
        let visit = parts.extensions.get::<Visit>();
        // a probe brings its caller along; nothing that comes over the network has one before its session is known
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_else(Caller::visitor);
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let agent = agent.chars().take(LONGEST_AGENT).collect();
        Ok(Self {
            path: parts.uri.path().to_owned(),
            values,
            caller,
            session: visit.map(|visit| visit.session.clone()).unwrap_or_default(),
            token: token(&parts.headers).filter(|_| visit.is_some()).unwrap_or_default(),
            address: parts.extensions.get::<Client>().copied().unwrap_or_default().address,
            public_url: parts.extensions.get::<PublicUrl>().cloned().unwrap_or_default(),
            reads: parts.method.is_safe(),
            agent,
            lang,
        })
    }
}

/// The token of the session that a request comes with.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, SESSION_COOKIE).map(str::to_owned)
}

pub(crate) fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    cookies.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

#[cfg(test)]
impl Ask {
    pub(crate) fn of(path: &str, values: &[(&str, &str)], lang: Lang) -> Self {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self {
            path: path.to_owned(),
            values,
            caller: Caller::operator(),
            session: String::new(),
            token: String::new(),
            address: Client::default().address,
            public_url: PublicUrl::default(),
            reads: true,
            agent: String::new(),
            lang,
        }
    }
}
