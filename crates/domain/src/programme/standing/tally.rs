//! How many targets of a programme are in which state: “5 of 8 behind” is counted.

use super::{Standing, State, Why};

/// Targets by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Đạt.
    pub met: usize,
    /// Đúng tiến độ.
    pub on_track: usize,
    /// Có nguy cơ.
    pub at_risk: usize,
    /// Chậm.
    pub behind: usize,
    /// Chưa đo được.
    pub not_measured: usize,
    /// Those of them that are past due without a report.
    pub overdue: usize,
}

impl Tally {
    /// Counts them.
    pub fn of<'a>(standings: impl IntoIterator<Item = &'a Standing>) -> Self {
        let mut tally = Self::default();
        for standing in standings {
            *match &standing.state {
                State::Met => &mut tally.met,
                State::OnTrack => &mut tally.on_track,
                State::AtRisk => &mut tally.at_risk,
                State::Behind => &mut tally.behind,
                State::NotMeasured(_) => &mut tally.not_measured,
            } += 1;
            tally.overdue += usize::from(matches!(standing.state, State::NotMeasured(Why::NotReported { .. })));
        }
        tally
    }

    /// All of them.
    pub fn all(self) -> usize {
        self.met + self.on_track + self.at_risk + self.behind + self.not_measured
    }
}
