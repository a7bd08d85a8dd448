//! Proposal, negotiation, approval: how a table of targets becomes one that binds.

use super::Balance;
use base::{Failure, Lang, Text};

/// Who took a difference upon themselves, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The person's account, as the caller names it.
    pub by: String,
    /// Why; three words at least.
    pub reason: String,
}

/// How far a table of targets has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Đề xuất: being drawn up by who gives the targets.
    Proposal,
    /// Thương lượng: with the units, who may ask for other values.
    Negotiation,
    /// Đã duyệt: binding; changed only by a new version.
    Approved {
        /// Where the children do not make the parent: who accepted it, and why.
        accepted: Option<Acceptance>,
    },
}

/// Words that a reason has at least.
const REASON_WORDS: usize = 3;

impl Stage {
    /// The word in the database.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Negotiation => "negotiation",
            Self::Approved { .. } => "approved",
        }
    }

    /// As people read it.
    pub fn name(&self) -> Text {
        match self {
            Self::Proposal => Text::new("đề xuất", "proposal"),
            Self::Negotiation => Text::new("thương lượng", "negotiation"),
            Self::Approved { .. } => Text::new("đã duyệt", "approved"),
        }
    }

    /// Proposal → negotiation: the table goes to the units. A difference is no hindrance, it is what they talk about.
    pub fn send(self) -> Result<Self, Failure> {
        match self {
            Self::Proposal => Ok(Self::Negotiation),
            other => Err(other.refused("gửi các đơn vị", "sent to the units")),
        }
    }

    /// Negotiation → proposal: drawn up anew.
    pub fn take_back(self) -> Result<Self, Failure> {
        match self {
            Self::Negotiation => Ok(Self::Proposal),
            other => Err(other.refused("rút về", "taken back")),
        }
    }

    /// Approved → proposal: drawn up anew; what was approved binds until the next approval.
    pub fn adjust(self) -> Result<Self, Failure> {
        match self {
            Self::Approved { .. } => Ok(Self::Proposal),
            other => Err(other.refused("điều chỉnh", "adjusted")),
        }
    }

    /// Negotiation → approved, when the children make the parent, or when somebody accepts the difference with a reason.
    /// A child without a value is never approved: it would have no target at all.
    pub fn approve(self, balance: &Balance, accepted: Option<Acceptance>) -> Result<Self, Failure> {
        if self != Self::Negotiation {
            return Err(self.refused("duyệt", "approved"));
        }
        if !balance.missing.is_empty() {
            let count = balance.missing.len();
            return Err(Failure::new(
                "CC-CASCADE-MISSING",
                format!("{count} dòng chưa có chỉ tiêu hoặc chưa có số hộ làm trọng số"),
                format!("{count} lines have no target, or no households to weigh it by"),
            )
            .remedy("điền đủ các dòng rồi duyệt", "fill in every line, then approve"));
        }
        if balance.is_even() {
            return Ok(Self::Approved { accepted: None });
        }
        let Some(accepted) = accepted else { return Err(uneven(balance)) };
        if accepted.reason.split_whitespace().count() < REASON_WORDS {
            return Err(Failure::new(
                "CC-CASCADE-REASON",
                "chấp nhận chênh lệch thì phải nêu lý do",
                "who accepts a difference says why",
            )
            .remedy("viết lý do, ít nhất ba từ", "write a reason of at least three words"));
        }
        Ok(Self::Approved { accepted: Some(accepted) })
    }

    fn refused(&self, vi: &str, en: &str) -> Failure {
        let stage = self.name();
        Failure::new(
            "CC-CASCADE-STAGE",
            format!("bảng chỉ tiêu đang ở bước “{}”, không {vi} được", stage.vi),
            format!("the table is at “{}” and cannot be {en}", stage.en),
        )
        .remedy("bảng đã duyệt chỉ đổi bằng một phiên bản mới", "an approved table is changed by a new version")
    }
}

fn uneven(balance: &Balance) -> Failure {
    let show = |lang| {
        let number = |value: Option<super::Exact>| value.map_or("–".to_owned(), |value| value.show(4, lang));
        (number(balance.total), number(Some(balance.parent)), number(balance.difference))
    };
    let ((total, parent, difference), (total_en, parent_en, difference_en)) = (show(Lang::Vi), show(Lang::En));
    Failure::new(
        "CC-CASCADE-UNEVEN",
        format!("các đơn vị cộng lại được {total}, cấp trên là {parent}: lệch {difference}"),
        format!("the units make {total_en}, the parent is {parent_en}: off by {difference_en}"),
    )
    .remedy(
        "sửa chỉ tiêu cho khớp, hoặc chấp nhận chênh lệch kèm lý do",
        "settle the values, or accept the difference with a reason",
    )
}
