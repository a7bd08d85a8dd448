//! The pages: plain HTML over HTTP, in two languages, with charts as SVG; and the API for programs, as JSON.
//!
//! One file per page under `pages/`, one per resource under `api/`: what it is asked, what it reads, how it is laid out. It
//! knows no SQL and decides nothing about poverty; figures come from `app`.

mod api;
mod ask;
mod assets;
mod client;
mod denial;
mod error;
mod fields;
mod figures;
mod file;
mod frame;
mod headers;
mod held;
mod link;
mod listen;
mod locale;
pub mod log;
mod pager;
mod pages;
mod parts;
mod picture;
mod place;
mod probe;
mod proxy;
mod public_url;
mod serve;
mod session;
mod tls;
mod transport;
mod upload;

pub use api::openapi;
pub use client::Client;
pub use probe::{Answer, Probe};
pub use proxy::Proxies;
pub use public_url::PublicUrl;
pub use serve::{Web, router, serve};
pub use tls::Tls;
pub use transport::Transport;
