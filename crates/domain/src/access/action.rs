//! What can be done, told apart as finely as roles differ.

use base::Text;

/// Something a person does or sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Figures, forms and pictures counted in the register.
    ReadFigures,
    /// Lists of households, search, suggestions.
    ListHouseholds,
    /// The story of one household.
    OpenHousehold,
    /// Lists of households as files.
    ExportHouseholds,
    /// The ethnic group of a person, unmasked (dữ liệu cá nhân nhạy cảm, Luật 91/2025/QH15).
    SeeEthnicity,
    /// Answers of the survey, deprivations, loss of the capacity for labour: what tells of health.
    SeeHealth,
    /// The telephone number.
    SeePhone,
    /// Finding by the personal number, and its last digits.
    SeeNumber,
    /// Showing one masked datum of one household, with a reason, on record.
    Unmask,
    /// Correcting what the register says of a household.
    EditHousehold,
    /// Taking a spreadsheet of a review into the register.
    ImportReview,
    /// Visiting, scoring.
    Survey,
    /// Recognising, or sending back.
    Approve,
    /// Planning support.
    Plan,
    /// Paying it out.
    Disburse,
    /// Programmes, their targets and documents: write, amend, close.
    WriteProgramme,
    /// Reporting what was reached for a target, with evidence; withdrawing it.
    ReportActual,
    /// Giving a target on to the units and agencies below.
    AssignTarget,
    /// Asking for another value than the one that is proposed; setting a target of one's own beside it.
    AskTarget,
    /// Approving a table of targets.
    ApproveTargets,
    /// Drawing a random sample of households.
    DrawSample,
    /// Recording what a supervisor found.
    RecordObservation,
    /// Answering it.
    AnswerObservation,
    /// What changed in the register, by whom, when and why.
    ReadTrail,
    /// Who viewed a household's sensitive data.
    ReadReadings,
    /// Answering a person who asks who viewed their data.
    AnswerDataRequest,
    /// Proving that the trail was not changed.
    VerifyTrail,
    /// The trail of accounts, grants, sign-ins and denials.
    ReadAccessTrail,
    /// Accounts: make, close, reset.
    ManageAccounts,
    /// Grants: give, end.
    GiveGrants,
    /// Agencies: enter, rename, close.
    ManageAgencies,
}

/// A part of the permission matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Reading the register.
    Reading,
    /// Sensitive personal data.
    Sensitive,
    /// Changing the register.
    Changing,
    /// Programmes and targets.
    Targets,
    /// Supervision and trail.
    Oversight,
    /// Accounts and grants.
    Administration,
}

impl Action {
    /// All actions, in the order of the permission matrix.
    pub const ALL: [Self; 31] = [
        Self::ReadFigures,
        Self::ListHouseholds,
        Self::OpenHousehold,
        Self::ExportHouseholds,
        Self::SeeEthnicity,
        Self::SeeHealth,
        Self::SeePhone,
        Self::SeeNumber,
        Self::Unmask,
        Self::EditHousehold,
        Self::ImportReview,
        Self::Survey,
        Self::Approve,
        Self::Plan,
        Self::Disburse,
        Self::WriteProgramme,
        Self::ReportActual,
        Self::AssignTarget,
        Self::AskTarget,
        Self::ApproveTargets,
        Self::DrawSample,
        Self::RecordObservation,
        Self::AnswerObservation,
        Self::ReadTrail,
        Self::ReadReadings,
        Self::AnswerDataRequest,
        Self::VerifyTrail,
        Self::ReadAccessTrail,
        Self::ManageAccounts,
        Self::GiveGrants,
        Self::ManageAgencies,
    ];

    /// Where it stands in the matrix.
    pub fn group(self) -> Group {
        match self {
            Self::ReadFigures | Self::ListHouseholds | Self::OpenHousehold | Self::ExportHouseholds => Group::Reading,
            Self::SeeEthnicity | Self::SeeHealth | Self::SeePhone | Self::SeeNumber | Self::Unmask => Group::Sensitive,
            Self::EditHousehold | Self::ImportReview | Self::Survey | Self::Approve | Self::Plan | Self::Disburse => {
                Group::Changing
            }
            Self::WriteProgramme | Self::ReportActual | Self::AssignTarget | Self::AskTarget | Self::ApproveTargets => {
                Group::Targets
            }
            Self::DrawSample
            | Self::RecordObservation
            | Self::AnswerObservation
            | Self::ReadTrail
            | Self::ReadReadings
            | Self::AnswerDataRequest
            | Self::VerifyTrail => Group::Oversight,
            Self::ReadAccessTrail | Self::ManageAccounts | Self::GiveGrants | Self::ManageAgencies => {
                Group::Administration
            }
        }
    }

    /// The resource it is done to, as the matrix names it.
    pub fn resource(self) -> Text {
        match self {
            Self::ReadFigures => Text::new("Số liệu, biểu mẫu, biểu đồ", "Figures, forms, charts"),
            Self::ListHouseholds | Self::ExportHouseholds => Text::new("Danh sách hộ", "Lists of households"),
            Self::OpenHousehold | Self::EditHousehold => Text::new("Hồ sơ hộ", "A household"),
            Self::SeeEthnicity => Text::new("Dân tộc", "Ethnic group"),
            Self::SeeHealth => Text::new("Sức khoẻ, thiếu hụt", "Health, deprivations"),
            Self::SeePhone => Text::new("Số điện thoại", "Telephone number"),
            Self::SeeNumber => Text::new("Số định danh", "Personal number"),
            Self::Unmask => Text::new("Dữ liệu đã che", "Masked data"),
            Self::ImportReview | Self::Survey => Text::new("Đợt rà soát", "A review"),
            Self::Approve => Text::new("Kết quả rà soát", "The result of a review"),
            Self::Plan | Self::Disburse => Text::new("Hỗ trợ", "Support"),
            Self::WriteProgramme => Text::new("Chương trình, văn bản", "Programmes, documents"),
            Self::ReportActual => Text::new("Kết quả của chỉ tiêu", "What was reached of a target"),
            Self::AssignTarget | Self::AskTarget | Self::ApproveTargets => {
                Text::new("Bảng giao chỉ tiêu", "A table of targets")
            }
            Self::DrawSample => Text::new("Mẫu giám sát", "A sample"),
            Self::RecordObservation | Self::AnswerObservation => Text::new("Kiến nghị giám sát", "An observation"),
            Self::ReadTrail | Self::VerifyTrail => Text::new("Nhật ký sổ bộ", "The register's trail"),
            Self::ReadReadings => Text::new("Nhật ký xem dữ liệu", "The log of readings"),
            Self::AnswerDataRequest => Text::new("Yêu cầu của chủ thể dữ liệu", "A data subject's request"),
            Self::ReadAccessTrail => Text::new("Nhật ký truy cập", "The trail of access"),
            Self::ManageAccounts => Text::new("Tài khoản", "Accounts"),
            Self::GiveGrants => Text::new("Phân quyền", "Grants"),
            Self::ManageAgencies => Text::new("Cơ quan, đơn vị", "Agencies"),
        }
    }

    /// What it is.
    pub fn name(self) -> Text {
        match self {
            Self::ListHouseholds => Text::new("xem, tìm", "list, search"),
            Self::OpenHousehold => Text::new("mở", "open"),
            Self::ExportHouseholds => Text::new("tải về", "download"),
            Self::SeeEthnicity | Self::SeeHealth | Self::SeePhone => Text::new("thấy rõ", "see unmasked"),
            Self::SeeNumber => Text::new("tìm theo số, thấy số cuối", "find by it, see its last digits"),
            Self::Unmask => Text::new("mở che, có lý do", "unmask, with a reason"),
            Self::EditHousehold => Text::new("sửa", "correct"),
            Self::ImportReview => Text::new("nhập từ bảng tính", "import"),
            Self::Survey => Text::new("điều tra, chấm điểm", "survey, score"),
            Self::Approve => Text::new("công nhận", "approve"),
            Self::Plan => Text::new("lập kế hoạch", "plan"),
            Self::Disburse => Text::new("giải ngân", "disburse"),
            Self::WriteProgramme => Text::new("lập, sửa đổi, đóng", "write, amend, close"),
            Self::ReportActual => Text::new("báo cáo, thu hồi", "report, withdraw"),
            Self::AssignTarget => Text::new("đề xuất, giao", "propose, assign"),
            Self::AskTarget => Text::new("đề nghị mức khác, tự đặt chỉ tiêu", "ask for another value, set an own one"),
            Self::ApproveTargets => Text::new("duyệt", "approve"),
            Self::DrawSample => Text::new("rút ngẫu nhiên", "draw"),
            Self::RecordObservation => Text::new("ghi", "record"),
            Self::AnswerObservation => Text::new("trả lời", "answer"),
            Self::ReadFigures | Self::ReadTrail | Self::ReadReadings | Self::ReadAccessTrail => {
                Text::new("xem", "read")
            }
            Self::AnswerDataRequest => Text::new("nhận, trả lời", "take, answer"),
            Self::VerifyTrail => Text::new("kiểm tra toàn vẹn", "verify"),
            Self::ManageAccounts => Text::new("lập, khoá, đặt lại", "make, close, reset"),
            Self::GiveGrants => Text::new("giao, thu hồi", "give, end"),
            Self::ManageAgencies => Text::new("ghi, đổi tên, đóng", "enter, rename, close"),
        }
    }
}
