//! Actuals that somebody reported for a target, with evidence; known from the day of the report until it was withdrawn.

use super::{exact, nothing, unknown};
use crate::access::DEPLOYMENT;
use crate::ids::IdMaker;
use crate::read::{area, date};
use crate::sql::programme as sql;
use crate::{Ctx, Deed, Row, Store, Subject, Value};
use base::{AreaKey, Failure};
use base16ct::lower::encode_string as hex;
use domain::programme::{ActualVersion, Reading, Stage};
use jiff::civil::Date;

/// What is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// The programme, by id.
    pub programme: String,
    /// The target, by id.
    pub target: String,
    /// What is counted apart, by id.
    pub item: Option<String>,
    /// Of which unit.
    pub area: AreaKey,
    /// An agency's own share there, by its id; none for the figure of the unit.
    pub agency: Option<String>,
    /// Of a gap: which of its two groups of households, by its word.
    pub households: Option<String>,
    /// The day it holds on.
    pub holds_on: Date,
    /// How settled.
    pub version: ActualVersion,
    /// What was reached.
    pub reading: Reading,
    /// What shows it.
    pub evidence: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: String,
    /// What was reported.
    pub told: NewReport,
    /// When.
    pub reported_at: String,
    /// By whom.
    pub reported_by: String,
    /// When, by whom and why it was withdrawn.
    pub withdrawn: Option<(String, String, String)>,
}

impl Store {
    /// Keeps a report; answers its id. A second one of the same day, version and part is refused until the first is
    /// withdrawn: two figures of one thing would stand side by side.
    pub fn report(&mut self, ctx: &Ctx, new: &NewReport) -> Result<String, Failure> {
        let Self { db, ids, .. } = self;
        db.write(DEPLOYMENT, |tx| {
            let agency = new.agency.as_deref().map(bytes);
            let same: [Value; 9] = [
                new.programme.as_str().into(),
                new.target.as_str().into(),
                new.item.clone().into(),
                new.area.code.as_str().into(),
                new.area.valid_from.to_string().into(),
                agency.clone().into(),
                new.holds_on.to_string().into(),
                new.version.word().into(),
                new.households.clone().into(),
            ];
            if let Some(row) = tx.row(sql::SAME_REPORT, &same)? {
                return Err(twice(row.text(1)?));
            }
            let id = IdMaker::new(ids.as_mut()).next(ids.as_mut());
            let (reading, amount, part, whole) = written(new.reading);
            let [programme, target, item, code, from, agency, on, version, households] = same;
            let row: [Value; 17] = [
                id.as_slice().into(),
                programme,
                target,
                item,
                code,
                from,
                agency,
                on,
                version,
                reading.into(),
                amount.into(),
                part.into(),
                whole.into(),
                new.evidence.as_str().into(),
                ctx.at.as_str().into(),
                ctx.actor.as_str().into(),
                households,
            ];
            tx.execute(sql::INSERT_REPORT, &row)?;
            about(new)
                .change("report", None, Some(&hex(&id)))
                .change("item", None, new.item.as_deref())
                .change("households", None, new.households.as_deref())
                .change("on", None, Some(&new.holds_on.to_string()))
                .change("reading", None, Some(&shown(new.reading)))
                .change("evidence", None, Some(&new.evidence))
                .record(tx, DEPLOYMENT, ctx, "report_actual", None)?;
            Ok(hex(&id))
        })
    }

    /// Withdraws a report; why is the reason of `ctx`. It stays readable.
    pub fn withdraw_report(&mut self, ctx: &Ctx, id: &str) -> Result<(), Failure> {
        self.db.write(DEPLOYMENT, |tx| {
            let row = tx.row(sql::REPORTS, &[Value::Null, bytes(id).into()])?.ok_or_else(|| nothing(id))?;
            let known = report(&row)?;
            let row: [Value; 4] =
                [bytes(id).into(), ctx.at.as_str().into(), ctx.actor.as_str().into(), ctx.reason.as_str().into()];
            if tx.execute(sql::WITHDRAW, &row)? != 1 {
                return Err(super::changed_meanwhile());
            }
            about(&known.told)
                .change("report", Some(id), None)
                .change("households", known.told.households.as_deref(), None)
                .change("reading", Some(&shown(known.told.reading)), None)
                .record(tx, DEPLOYMENT, ctx, "withdraw_actual", None)
                .map(drop)
        })
    }

    /// The reports of a programme, withdrawn ones too, the newest day first.
    pub fn reports(&mut self, programme: &str) -> Result<Vec<Report>, Failure> {
        self.db.read(|tx| tx.rows(sql::REPORTS, &[programme.into(), Value::Null])?.iter().map(report).collect())
    }

    /// One report.
    pub fn report_of(&mut self, id: &str) -> Result<Report, Failure> {
        self.db.read(|tx| {
            let row = tx.row(sql::REPORTS, &[Value::Null, bytes(id).into()])?.ok_or_else(|| nothing(id))?;
            report(&row)
        })
    }
}

fn bytes(id: &str) -> Vec<u8> {
    base16ct::mixed::decode_vec(id).unwrap_or_default()
}

fn about(new: &NewReport) -> Deed {
    Deed::about(Subject::Programme, &new.programme).and(Subject::Area, new.area.to_string()).change(
        "target",
        None,
        Some(&new.target),
    )
}

fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn written(reading: Reading) -> (&'static str, Option<String>, Option<i64>, Option<i64>) {
    match reading {
        Reading::Value(value) => ("value", Some(value.to_string()), None, None),
        Reading::Share { part, whole } => ("share", None, Some(count(part)), Some(count(whole))),
        Reading::Event(stage) => ("event", Some(stage.word().to_owned()), None, None),
        Reading::Open => ("open", None, None, None),
    }
}

fn shown(reading: Reading) -> String {
    match written(reading) {
        (_, Some(amount), ..) => amount,
        (_, None, Some(part), Some(whole)) => format!("{part}/{whole}"),
        (word, ..) => word.to_owned(),
    }
}

fn report(row: &Row) -> Result<Report, Failure> {
    let amount = || row.text(10);
    let reading = match row.text(9)? {
        "value" => Reading::Value(exact(amount()?)?),
        "share" => Reading::Share { part: row.count(11)?, whole: row.count(12)? },
        "event" => Reading::Event(Stage::from_word(amount()?).ok_or_else(|| unknown("event"))?),
        "open" => Reading::Open,
        other => return Err(unknown(other)),
    };
    let withdrawn = match (row.text_or_null(16)?, row.text_or_null(17)?, row.text_or_null(18)?) {
        (Some(at), Some(by), Some(why)) => Some((at.to_owned(), by.to_owned(), why.to_owned())),
        _ => None,
    };
    Ok(Report {
        id: hex(row.bytes(0)?),
        told: NewReport {
            programme: row.text(1)?.to_owned(),
            target: row.text(2)?.to_owned(),
            item: row.text_or_null(3)?.map(str::to_owned),
            area: area(row, 4)?,
            agency: row.bytes_or_null(6)?.map(hex),
            households: row.text_or_null(19)?.map(str::to_owned),
            holds_on: date(row.text(7)?)?,
            version: ActualVersion::from_word(row.text(8)?).ok_or_else(|| unknown("version"))?,
            reading,
            evidence: row.text(13)?.to_owned(),
        },
        reported_at: row.text(14)?.to_owned(),
        reported_by: row.text(15)?.to_owned(),
        withdrawn,
    })
}

fn twice(by: &str) -> Failure {
    Failure::new(
        "CC-REPORT-TWICE",
        // a login stands as it is written, never at the beginning, where a page makes it a capital
        format!("số của ngày này đã có báo cáo của “{by}”, cùng mức chính thức hoặc sơ bộ"),
        format!("a figure of this day, as settled as this one, was reported by “{by}”"),
    )
    .at("on")
    .remedy("thu hồi báo cáo cũ kèm lý do, rồi báo cáo lại", "withdraw the old report with a reason, then report again")
}
