//! What a person is in the work of poverty reduction.

use base::Text;

/// A role. A person may hold several, each in its own area and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Rà soát viên, trưởng thôn: visits households, fills in the form.
    Reviewer,
    /// Công chức làm công tác giảm nghèo cấp xã.
    CommuneOfficer,
    /// Chủ tịch Ủy ban nhân dân cấp xã: recognises (QĐ 24/2021/QĐ-TTg, Điều 4).
    CommuneChairman,
    /// Công chức của cơ quan giúp việc cấp tỉnh.
    ProvincialOfficer,
    /// Lãnh đạo tỉnh, thành viên Ban Chỉ đạo.
    ProvincialLeader,
    /// Cơ quan, đơn vị, doanh nghiệp nhận giúp đỡ hộ.
    Sponsor,
    /// Mặt trận Tổ quốc Việt Nam: supervises.
    Front,
    /// Hội đồng nhân dân: supervises.
    Council,
    /// Thanh tra, kiểm tra.
    Inspector,
    /// Quản trị hệ thống: accounts and grants, no citizen's data.
    Administrator,
}

impl Role {
    /// All roles, in the order of the permission matrix.
    pub const ALL: [Self; 10] = [
        Self::Reviewer,
        Self::CommuneOfficer,
        Self::CommuneChairman,
        Self::ProvincialOfficer,
        Self::ProvincialLeader,
        Self::Sponsor,
        Self::Front,
        Self::Council,
        Self::Inspector,
        Self::Administrator,
    ];

    /// The word in the database, on the command line and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::CommuneOfficer => "commune_officer",
            Self::CommuneChairman => "commune_chairman",
            Self::ProvincialOfficer => "provincial_officer",
            Self::ProvincialLeader => "provincial_leader",
            Self::Sponsor => "sponsor",
            Self::Front => "front",
            Self::Council => "council",
            Self::Inspector => "inspector",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Self::Reviewer => Text::new("Rà soát viên", "Reviewer"),
            Self::CommuneOfficer => Text::new("Cán bộ giảm nghèo xã", "Commune officer"),
            Self::CommuneChairman => Text::new("Chủ tịch UBND xã", "Commune chairman"),
            Self::ProvincialOfficer => Text::new("Cán bộ tỉnh", "Provincial officer"),
            Self::ProvincialLeader => Text::new("Lãnh đạo tỉnh", "Provincial leader"),
            Self::Sponsor => Text::new("Đơn vị giúp đỡ", "Sponsor"),
            Self::Front => Text::new("Mặt trận Tổ quốc", "Fatherland Front"),
            Self::Council => Text::new("Hội đồng nhân dân", "People's Council"),
            Self::Inspector => Text::new("Thanh tra", "Inspector"),
            Self::Administrator => Text::new("Quản trị", "Administrator"),
        }
    }
}
