//! The log on stderr: one line per request, and what went wrong.

use crate::settings::Log;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Our own crates, whose lines tell nothing about people; others may write what they like, and are not heard.
const OURS: [&str; 4] = [web::log::TARGET, "app", "cancau", "web"];

/// Starts it; a second start changes nothing.
pub(crate) fn start(form: Log) {
    let heard = Targets::new().with_targets(OURS.map(|target| (target, LevelFilter::INFO)));
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let lines = match form {
        Log::Plain => lines.boxed(),
        Log::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed(),
    };
    // it is started already when one process serves twice, as a test may
    let _ = tracing_subscriber::registry().with(lines.with_filter(heard)).try_init();
}
