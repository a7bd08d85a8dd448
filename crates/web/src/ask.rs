//! What a browser asks: the path, the values in the address, the language.

use crate::figures::Figures;
use crate::locale::Words;
use app::Caller;
use axum::extract::{FromRequestParts, Query};
use axum::http::header;
use axum::http::request::Parts;
use base::{Failure, Lang, parse_date};
use jiff::civil::Date;
use std::convert::Infallible;
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
    /// Who asks: a visitor until [`crate::serve::respond`] has looked the session up.
    pub(crate) caller: Caller,
    /// The token of the session, as the browser keeps it.
    pub(crate) token: Option<String>,
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
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let cookies = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (mut lang, mut token) = (Lang::Vi, None);
        for (name, value) in cookies {
            match name {
                LANGUAGE_COOKIE if value == "en" => lang = Lang::En,
                SESSION_COOKIE => token = Some(value.to_owned()),
                _ => {}
            }
        }
        // a probe brings its caller along; nothing that comes over the network has one
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_else(Caller::visitor);
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let agent = agent.chars().take(LONGEST_AGENT).collect();
        Ok(Self { path: parts.uri.path().to_owned(), values, caller, token, agent, lang })
    }
}

#[cfg(test)]
impl Ask {
    pub(crate) fn of(path: &str, values: &[(&str, &str)], lang: Lang) -> Self {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { path: path.to_owned(), values, caller: Caller::operator(), token: None, agent: String::new(), lang }
    }
}
