//! Along what a target is given on, and what is done to its table.

/// Along what a target is given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// To the units below: communes of a province, villages of a commune.
    Area,
    /// To agencies, each in its communes.
    Agency,
}

/// What was done to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanAct {
    /// Opened, with its first lines.
    Open,
    /// Values were assigned.
    Assign,
    /// A unit asked for another value or set one of its own.
    Ask,
    /// Sent to the units.
    Send,
    /// Taken back.
    TakeBack,
    /// Approved.
    Approve,
    /// Taken up again after it was approved; what was approved binds until the next approval.
    Adjust,
}

impl Axis {
    /// The word in addresses and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Agency => "agency",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Area, Self::Agency].into_iter().find(|axis| axis.word() == word)
    }
}

impl PlanAct {
    pub(super) const ALL: [Self; 7] =
        [Self::Open, Self::Assign, Self::Ask, Self::Send, Self::TakeBack, Self::Approve, Self::Adjust];

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Assign => "assign",
            Self::Ask => "ask",
            Self::Send => "send",
            Self::TakeBack => "take_back",
            Self::Approve => "approve",
            Self::Adjust => "adjust",
        }
    }

    /// The command in the chain.
    pub(super) fn command(self) -> &'static str {
        match self {
            Self::Open => "open_plan",
            Self::Assign => "assign_targets",
            Self::Ask => "ask_target",
            Self::Send => "send_plan",
            Self::TakeBack => "take_back_plan",
            Self::Approve => "approve_plan",
            Self::Adjust => "adjust_plan",
        }
    }
}
