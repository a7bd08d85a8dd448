//! Kinds of agencies.

use base::Text;

/// What an agency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgencyKind {
    /// Cấp ủy, ban của Đảng.
    Party,
    /// Ủy ban nhân dân.
    Government,
    /// Sở, ban, ngành, phòng chuyên môn.
    Department,
    /// Mặt trận Tổ quốc Việt Nam.
    Front,
    /// Đoàn thể: Hội Phụ nữ, Hội Nông dân, Đoàn Thanh niên, Hội Cựu chiến binh, Công đoàn.
    Union,
    /// Hội đồng nhân dân.
    Council,
    /// Đơn vị sự nghiệp, ngân hàng chính sách, lực lượng vũ trang.
    Institution,
    /// Doanh nghiệp.
    Enterprise,
    /// Dòng họ, cộng đồng, tổ chức từ thiện.
    Community,
}

impl AgencyKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Party,
        Self::Government,
        Self::Department,
        Self::Front,
        Self::Union,
        Self::Council,
        Self::Institution,
        Self::Enterprise,
        Self::Community,
    ];

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Government => "government",
            Self::Department => "department",
            Self::Front => "front",
            Self::Union => "union",
            Self::Council => "council",
            Self::Institution => "institution",
            Self::Enterprise => "enterprise",
            Self::Community => "community",
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Self::Party => Text::new("Cơ quan Đảng", "Party body"),
            Self::Government => Text::new("Ủy ban nhân dân", "People's Committee"),
            Self::Department => Text::new("Sở, ban, ngành, phòng", "Department"),
            Self::Front => Text::new("Mặt trận Tổ quốc", "Fatherland Front"),
            Self::Union => Text::new("Đoàn thể", "Mass organisation"),
            Self::Council => Text::new("Hội đồng nhân dân", "People's Council"),
            Self::Institution => Text::new("Đơn vị sự nghiệp, ngân hàng, lực lượng vũ trang", "Institution"),
            Self::Enterprise => Text::new("Doanh nghiệp", "Enterprise"),
            Self::Community => Text::new("Dòng họ, cộng đồng, tổ chức từ thiện", "Community, charity"),
        }
    }
}
