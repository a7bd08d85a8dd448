//! The progress line: on stderr, only when a run takes longer than a second.

use base::{Dong, Lang};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line that rewrites itself on a terminal; elsewhere (a log) it is written now and then.
pub(crate) struct Line {
    lang: Lang,
    started: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

impl Line {
    #[expect(clippy::disallowed_methods, reason = "shows a person how long it takes; no result depends on it")]
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, started: Instant::now(), shown: None, terminal: std::io::stderr().is_terminal() }
    }

    /// Shows how far the run has come, at a pace a person can read.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate for the eye"
    )]
    pub(crate) fn show(&mut self, rows: u64, percent: Option<u64>) {
        let elapsed = self.started.elapsed();
        let pause = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        let last = self.shown.map_or(Duration::ZERO, |shown| shown - self.started);
        if elapsed < Duration::from_secs(1) || elapsed - last < pause {
            return;
        }
        self.shown = Some(self.started + elapsed);
        let rate = Dong((rows as f64 / elapsed.as_secs_f64()) as i64).grouped();
        let rows = Dong(i64::try_from(rows).unwrap_or(i64::MAX)).grouped();
        let percent = percent.map_or_else(String::new, |percent| format!(" ({percent}%)"));
        let text = match self.lang {
            Lang::Vi => format!("đã đọc {rows} dòng{percent}, {rate} dòng/giây"),
            Lang::En => format!("{rows} rows read{percent}, {rate} rows/s"),
        };
        let mut stderr = std::io::stderr().lock();
        // a broken stderr must not stop the work
        let _ = if self.terminal { write!(stderr, "\r\x1b[K{text}") } else { writeln!(stderr, "{text}") };
        let _ = stderr.flush();
    }

    /// Leaves the terminal clean for what follows.
    pub(crate) fn clear(&self) {
        if self.terminal && self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}
