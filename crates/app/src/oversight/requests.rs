//! Who looked at a household's sensitive data, and the requests of the people concerned to be told.

use super::{scope, told};
use crate::access::{Caller, On};
use crate::{Book, Desk};
use base::Failure;
use domain::access::Action;
use domain::oversight::Oversight;
use jiff::civil::Date;
use store::{Ctx, DataRequest, NewRequest, Readings};

/// Names of people are no longer than this.
const LONGEST_NAME: usize = 200;

impl Book<'_> {
    /// Who looked at a household's sensitive data; none if no such household lives where the caller may know it.
    pub fn readings(&mut self, code: &str) -> Result<Option<Readings>, Failure> {
        self.caller.authorise(Action::ReadReadings, On::Anything)?;
        let scope = scope(self.caller, &[Action::ReadReadings]);
        self.store.readings(scope.of(self.at), code)
    }

    /// Takes a request about a household; answers its id. The last day for the answer follows from the law.
    pub fn take_request(
        &mut self,
        ctx: &Ctx,
        household: &str,
        requester: &str,
        received_on: Date,
        today: Date,
    ) -> Result<String, Failure> {
        self.caller.authorise(Action::AnswerDataRequest, On::Anything)?;
        let requester = told(requester, "requester")?;
        if requester.chars().count() > LONGEST_NAME {
            return Err(Failure::new("CC-FIELD-LONG", "tên quá dài", "the name is too long").at("requester"));
        }
        if received_on > today {
            return Err(Failure::new(
                "CC-REQUEST-DAY",
                "ngày nhận yêu cầu ở tương lai",
                "the day of arrival lies in the future",
            )
            .at(received_on.to_string())
            .remedy("ghi ngày nhận thực tế", "enter the day on which it arrived"));
        }
        let due_on = Oversight::bundled().data_request.due(received_on);
        let new = NewRequest { household: household.trim().to_owned(), requester, received_on, due_on };
        let scope = scope(self.caller, &[Action::AnswerDataRequest]);
        self.store.take_request(ctx, scope.of(self.at), &new)
    }

    /// A request with what is to be told: who looked, and why.
    pub fn request(&mut self, id: &str) -> Result<(DataRequest, Readings), Failure> {
        self.caller.authorise(Action::AnswerDataRequest, On::Anything)?;
        let scope = scope(self.caller, &[Action::AnswerDataRequest]);
        let request = self.store.request(scope.of(self.at), id)?;
        let readings = self.store.readings(scope.of(self.at), &request.household)?;
        Ok((request, readings.unwrap_or_default()))
    }

    /// Marks a request as answered today.
    pub fn answer_request(&mut self, ctx: &Ctx, id: &str, version: i64, today: Date) -> Result<(), Failure> {
        self.caller.authorise(Action::AnswerDataRequest, On::Anything)?;
        let scope = scope(self.caller, &[Action::AnswerDataRequest]);
        self.store.answer_request(ctx, scope.of(self.at), id, version, today)
    }
}

impl Desk {
    /// The requests that the caller answers, those that wait first, the most urgent before others.
    pub fn requests(&self, caller: &Caller) -> Result<Vec<DataRequest>, Failure> {
        caller.authorise(Action::AnswerDataRequest, On::Anything)?;
        let scope = scope(caller, &[Action::AnswerDataRequest]);
        let mut all = self.everywhere(caller, |book| book.store.requests(scope.of(book.at)))?;
        all.sort_by_key(|one| (one.answered.is_some(), one.due_on));
        Ok(all)
    }
}
