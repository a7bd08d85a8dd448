//! Sensitive data in the clear: noting who was shown them, and showing one masked datum with a reason.

use crate::access::On;
use crate::reason::reason;
use crate::{Book, Ctx};
use base::Failure;
use domain::access::Action;
use jiff::civil::Date;
use store::{HouseholdStory, Sensitive, Shown};

impl Book<'_> {
    /// Notes that the caller is shown what of a household's sensitive data the story holds in the clear. Of a personal
    /// number pages show the last digits alone.
    pub fn note_reading(&mut self, ctx: &Ctx, story: &HouseholdStory, today: Date) -> Result<(), Failure> {
        if !self.caller.is_signed_in() {
            return Ok(());
        }
        let member = |has: fn(&store::ListedMember) -> bool| story.members.iter().any(|member| has(&member.person));
        let mut kinds = Vec::new();
        if member(|person| person.ethnic.is_some()) {
            kinds.push(Sensitive::Ethnicity);
        }
        if story.results.iter().any(|result| result.flags.is_some()) {
            kinds.push(Sensitive::Health);
        }
        if member(|person| person.phone.is_some()) {
            kinds.push(Sensitive::Phone);
        }
        if kinds.is_empty() {
            return Ok(());
        }
        self.store.note_reading(self.at.shard, &story.code, today, &self.caller.login, &kinds, &ctx.at)
    }

    /// Shows one masked datum: of a member, by id, unless it is the household's.
    pub fn unmask(
        &mut self,
        ctx: &Ctx,
        code: &str,
        kind: Sensitive,
        member: Option<&str>,
        today: Date,
    ) -> Result<Shown, Failure> {
        self.caller.authorise(Action::Unmask, On::Anything)?;
        let ctx = Ctx { reason: reason(&ctx.reason)?, ..ctx.clone() };
        let view = self.view();
        if let Some(home) = self.store.household(view, code)?.and_then(|story| story.addresses.last().cloned()) {
            self.caller.authorise(Action::Unmask, On::Place(&home.commune, &home.village))?;
        }
        self.store.unmask(&ctx, view, code, kind, member, today)
    }
}
