//! The progress line: on stderr, only when a run takes longer than a second.

use base::{Dong, Lang};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line that rewrites itself on a terminal; elsewhere (a log) it is written now and then.
pub(crate) struct Line {
    lang: Lang,
    started: Instant,
    /// When it was last shown, counted from the start.
    shown: Option<Duration>,
    terminal: bool,
}

impl Line {
    #[expect(clippy::disallowed_methods, reason = "shows a person how long it takes; no result depends on it")]
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, started: Instant::now(), shown: None, terminal: std::io::stderr().is_terminal() }
    }

    /// Shows how far the run has come, at a pace a person can read.
    pub(crate) fn show(&mut self, rows: u64, percent: Option<u64>) {
        let elapsed = self.started.elapsed();
        let pause = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        let last = self.shown.unwrap_or(Duration::ZERO);
        if elapsed < Duration::from_secs(1) || elapsed.saturating_sub(last) < pause {
            return;
        }
        self.shown = Some(elapsed);
        let grouped = |n: u128| Dong(i64::try_from(n).unwrap_or(i64::MAX)).grouped();
        let rate = grouped(u128::from(rows) * 1000 / elapsed.as_millis());
        let rows = grouped(u128::from(rows));
        let percent = percent.map_or_else(String::new, |percent| format!(" ({percent}%)"));
        let text = match self.lang {
            Lang::Vi => format!("đã đọc {rows} dòng{percent}, {rate} dòng/giây"),
            Lang::En => format!("{rows} rows read{percent}, {rate} rows/s"),
        };
        self.write(&text);
    }

    /// Says what goes on now, if the run has taken a while already.
    pub(crate) fn say(&mut self, vi: &str, en: &str) {
        let elapsed = self.started.elapsed();
        if elapsed >= Duration::from_secs(1) {
            self.shown = Some(elapsed);
            self.write(match self.lang {
                Lang::Vi => vi,
                Lang::En => en,
            });
        }
    }

    fn write(&self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        // a broken stderr must not stop the work
        let _ = if self.terminal { write!(stderr, "\r\x1b[K{text}") } else { writeln!(stderr, "{text}") };
        let _ = stderr.flush();
    }

    /// Leaves the terminal clean for what follows.
    pub(crate) fn clear(&self) {
        if self.terminal && self.shown.is_some() {
            // a broken stderr must not stop the work
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
