//! What every verb is given: language, output form, the deployment, the day.

use base::{Clock, Failure, Lang};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// The context of one run.
#[derive(Clone)]
pub(crate) struct Cx {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
    /// The deployment's folder, when there is one.
    data: Option<PathBuf>,
    /// Address of the PostgreSQL that holds the register, when it is not the folder's own file.
    database: Option<String>,
}

/// How a verb that did not fail ended.
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// Some rows were rejected, the others were done.
    Partial,
}

/// The folder used when `--data` is not given.
const DEFAULT_DATA: &str = "cancau-data";

impl Cx {
    /// For a verb that makes its folder.
    pub(crate) fn making(lang: Lang, json: bool, data: Option<PathBuf>) -> Self {
        Self { lang, json, data: Some(data.unwrap_or_else(|| PathBuf::from(DEFAULT_DATA))), database: None }
    }

    /// A folder that is named must exist; the default one may be absent (bundled data only).
    pub(crate) fn new(lang: Lang, json: bool, data: Option<PathBuf>) -> Result<Self, Failure> {
        let data = match data {
            Some(dir) if dir.is_dir() => Some(dir),
            Some(dir) => {
                return Err(Failure::new(
                    "CC-DATA-DIR",
                    format!("không có thư mục dữ liệu “{}”", dir.display()),
                    format!("there is no data directory “{}”", dir.display()),
                )
                .at("--data")
                .remedy("kiểm tra đường dẫn, hoặc tạo thư mục trước", "check the path, or create the folder first"));
            }
            None => Some(PathBuf::from(DEFAULT_DATA)).filter(|dir| dir.is_dir()),
        };
        Ok(Self { lang, json, data, database: None })
    }

    /// The same run against a PostgreSQL.
    pub(crate) fn on(self, database: Option<String>) -> Self {
        Self { database, ..self }
    }

    /// Address of the PostgreSQL that holds the register, if it is one.
    pub(crate) fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The deployment's folder, if this run has one.
    pub(crate) fn data(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// The folder for a verb that writes: the deployment's, or the default one, made when missing.
    pub(crate) fn data_for_writing(&self) -> Result<PathBuf, Failure> {
        if let Some(dir) = &self.data {
            return Ok(dir.clone());
        }
        let dir = PathBuf::from(DEFAULT_DATA);
        std::fs::create_dir_all(&dir).map_err(|error| exchange::io_failure(&dir, &error))?;
        Ok(dir)
    }
}

/// The present moment, RFC 3339 in UTC with whole seconds, as records keep it.
pub(crate) fn now() -> String {
    moment().to_string()
}

impl Clock for Cx {
    fn today(&self) -> Date {
        // Vietnam has kept UTC+7 without summer time since 1975
        base::VIETNAM.to_datetime(moment()).date()
    }
}

/// Milliseconds since 1970, UTC.
#[expect(clippy::disallowed_methods, reason = "the one place where the program meets the real clock")]
pub(crate) fn milliseconds() -> u64 {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    elapsed.map_or(0, |elapsed| u64::try_from(elapsed.as_millis()).unwrap_or(0))
}

pub(crate) fn moment() -> jiff::Timestamp {
    let seconds = i64::try_from(milliseconds() / 1000).unwrap_or(0);
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// A failure as one JSON object, for `--json`.
pub(crate) fn failure_json(failure: &Failure, lang: Lang) -> String {
    let value = serde_json::json!({
        "code": failure.code,
        "message": failure.message.get(lang),
        "place": failure.place,
        "remedy": failure.remedy.get(lang),
    });
    value.to_string()
}

/// The failure for a result that could not be printed.
pub(crate) fn failed_output(error: &std::io::Error) -> Failure {
    exchange::io_failure(Path::new("stdout"), error)
}
