//! Samples that the Fatherland Front, the People's Council and inspectors draw, what they record, and the answers to it.

use super::{any, scope, told};
use crate::access::{Caller, On};
use crate::reason::no_number;
use crate::{Book, Desk};
use base::{AreaKey, Failure};
use domain::access::{Action, INCOMPATIBLE};
use domain::oversight::Oversight;
use domain::register::Review;
use jiff::civil::Date;
use store::{Ctx, Drawn, Observation, Observed, Repeat, Sample};

/// Who may look at samples and observations: whoever records, and whoever has to answer.
const LOOK: [Action; 3] = [Action::RecordObservation, Action::AnswerObservation, Action::DrawSample];

/// A sample as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Of which review.
    pub review: Review,
    /// Of which commune, as the review has it.
    pub commune: AreaKey,
    /// How many households.
    pub size: usize,
    /// With what; none to have one made.
    pub seed: Option<String>,
}

/// Something found, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Of what.
    pub about: Observed,
    /// In which sample.
    pub sample: Option<String>,
    /// What.
    pub told: String,
    /// Until when an answer is awaited.
    pub due_on: Option<Date>,
}

impl Book<'_> {
    /// The communes of a review that the caller may draw from.
    pub fn communes_to_draw(&mut self, review: &Review) -> Result<Vec<AreaKey>, Failure> {
        self.caller.authorise(Action::DrawSample, On::Anything)?;
        let scope = scope(self.caller, &[Action::DrawSample]);
        let mut communes = self.store.communes(scope.of(self.at), review)?;
        communes.retain(|commune| scope.rows.has_whole(commune));
        Ok(communes)
    }

    /// Draws a sample; answers its id.
    pub fn draw_sample(&mut self, ctx: &Ctx, draw: &Draw) -> Result<String, Failure> {
        let year_end = base::year_end(draw.review.year);
        self.caller.authorise(Action::DrawSample, On::Unit(self.areas, &draw.commune, year_end))?;
        no_number(&ctx.reason, "reason")?;
        let allowed = &Oversight::bundled().sample;
        if !allowed.allows(draw.size) {
            return Err(Failure::new(
                "CC-SAMPLE-SIZE",
                format!("mỗi xã rút từ {} đến {} hộ", allowed.least, allowed.most),
                format!("between {} and {} households are drawn of a commune", allowed.least, allowed.most),
            )
            .at(draw.size.to_string())
            .remedy("chọn số hộ trong khoảng ấy", "choose a number between them"));
        }
        let seed = draw.seed.as_deref().map(|seed| told(seed, "seed")).transpose()?;
        let scope = scope(self.caller, &[Action::DrawSample]);
        self.store.draw_sample(ctx, scope.of(self.at), &draw.review, &draw.commune, draw.size, seed.as_deref())
    }

    /// A sample, its households, and what drawing again gives.
    pub fn sample(&mut self, id: &str) -> Result<(Sample, Vec<Drawn>, Repeat), Failure> {
        any(self.caller, &LOOK)?;
        let scope = scope(self.caller, &LOOK);
        self.store.sample(scope.of(self.at), id)
    }

    /// Records what was found; answers its id.
    pub fn record_observation(&mut self, ctx: &Ctx, finding: &Finding) -> Result<String, Failure> {
        self.caller.authorise(Action::RecordObservation, On::Anything)?;
        let text = told(&finding.told, "told")?;
        let scope = scope(self.caller, &[Action::RecordObservation]);
        let sample = finding.sample.as_deref();
        self.store.record_observation(ctx, scope.of(self.at), &finding.about, sample, &text, finding.due_on)
    }

    /// One observation.
    pub fn observation(&mut self, id: &str) -> Result<Observation, Failure> {
        any(self.caller, &LOOK)?;
        let scope = scope(self.caller, &LOOK);
        self.store.observation(scope.of(self.at), id)
    }

    /// Answers an observation. Whoever recorded it does not: the two duties exclude each other, also at the act.
    pub fn answer_observation(&mut self, ctx: &Ctx, id: &str, version: i64, answer: &str) -> Result<(), Failure> {
        self.caller.authorise(Action::AnswerObservation, On::Anything)?;
        let scope = scope(self.caller, &[Action::AnswerObservation]);
        let known = self.store.observation(scope.of(self.at), id)?;
        if known.recorded_by == ctx.actor {
            return Err(same_hand());
        }
        let answer = told(answer, "answer")?;
        self.store.answer_observation(ctx, scope.of(self.at), id, version, &answer)
    }
}

impl Desk {
    /// The samples that the caller may look at, the newest first.
    pub fn samples(&self, caller: &Caller) -> Result<Vec<Sample>, Failure> {
        any(caller, &LOOK)?;
        let scope = scope(caller, &LOOK);
        let mut samples = self.everywhere(caller, |book| book.store.samples(scope.of(book.at)))?;
        samples.sort_by(|a, b| b.drawn_at.cmp(&a.drawn_at));
        Ok(samples)
    }

    /// The observations that the caller may look at, those that wait for an answer first.
    pub fn observations(&self, caller: &Caller) -> Result<Vec<Observation>, Failure> {
        any(caller, &LOOK)?;
        let scope = scope(caller, &LOOK);
        let mut all = self.everywhere(caller, |book| book.store.observations(scope.of(book.at)))?;
        all.sort_by_key(|one| one.answered.is_some());
        Ok(all)
    }
}

fn same_hand() -> Failure {
    let duties = INCOMPATIBLE.iter().find(|duties| duties.one == Action::RecordObservation);
    let why = duties.map(domain::access::Duties::why);
    let (vi, en) = why.map(|why| (why.vi, why.en)).unwrap_or_default();
    Failure::new("CC-DENIED-SAME-HAND", vi, en)
        .remedy("để cán bộ hoặc chủ tịch xã trả lời", "let the commune's officer or chairman answer")
}
