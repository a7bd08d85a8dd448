//! Supervision and the people concerned: samples, observations and answers, who looked, requests.

mod requests;
pub(crate) mod supervision;

use crate::access::Caller;
use crate::reason::no_number;
use crate::{Book, Desk};
use base::Failure;
use domain::access::Action;
use store::{Reach, Scope};

/// The longest text of an observation or an answer.
const LONGEST_TEXT: usize = 4000;

/// Where any of these may be done, as a scope that shows rows and nothing sensitive.
pub(crate) fn scope(caller: &Caller, actions: &[Action]) -> Scope {
    let rows = actions.iter().fold(Reach::default(), |all, action| all.and(&caller.reach(*action)));
    Scope { rows, ..Scope::nothing() }
}

/// Refuses whoever may do none of these.
fn any(caller: &Caller, actions: &[Action]) -> Result<(), Failure> {
    let Some(first) = actions.first() else { return Ok(()) };
    if actions.iter().any(|action| caller.may(*action)) {
        return Ok(());
    }
    caller.authorise(*first, crate::On::Anything)
}

/// A text that says something.
fn told(text: &str, field: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_TEXT {
        return Err(Failure::new(
            "CC-FIELD-TEXT",
            format!("cần viết nội dung, không quá {LONGEST_TEXT} chữ"),
            format!("write something, {LONGEST_TEXT} letters at most"),
        )
        .at(field)
        .remedy("viết lại rồi gửi", "write it again and send it"));
    }
    no_number(text, field)?;
    Ok(text.replace("\r\n", "\n"))
}

impl Desk {
    /// The same question to every province of the register.
    fn everywhere<T>(
        &self,
        caller: &Caller,
        mut ask: impl FnMut(&mut Book<'_>) -> Result<Vec<T>, Failure>,
    ) -> Result<Vec<T>, Failure> {
        let mut all = Vec::new();
        for province in self.provinces()? {
            all.extend(self.book(caller, province.shard, &mut ask)?);
        }
        Ok(all)
    }
}
