//! The policy: which role may do what, inside the area and period of its grant. Nothing else decides this.
//!
//! `docs/permissions.md` is this table as a civil servant reads it; a test writes it.

use super::{Action, Role};

/// Whether a role may do something.
pub fn may(role: Role, action: Action) -> bool {
    use Action::{
        AnswerDataRequest, AnswerObservation, Approve, ApproveTargets, AskTarget, AssignTarget, Disburse, DrawSample,
        EditHousehold, ExportHouseholds, GiveGrants, ImportReview, ListHouseholds, ManageAccounts, ManageAgencies,
        OpenHousehold, Plan, ReadAccessTrail, ReadFigures, ReadReadings, ReadTrail, RecordObservation, ReportActual,
        SeeEthnicity, SeeHealth, SeeNumber, SeePhone, Survey, Unmask, VerifyTrail, WriteProgramme,
    };
    let may: &[Action] = match role {
        Role::Reviewer => {
            &[ReadFigures, ListHouseholds, OpenHousehold, SeeEthnicity, SeeHealth, SeePhone, SeeNumber, Survey]
        }
        Role::CommuneOfficer => &[
            ReadFigures,
            ListHouseholds,
            OpenHousehold,
            ExportHouseholds,
            SeeEthnicity,
            SeeHealth,
            SeePhone,
            SeeNumber,
            Unmask,
            EditHousehold,
            ImportReview,
            Survey,
            Plan,
            ReportActual,
            AssignTarget,
            AskTarget,
            AnswerObservation,
            AnswerDataRequest,
        ],
        Role::CommuneChairman => &[
            ReadFigures,
            ListHouseholds,
            OpenHousehold,
            ExportHouseholds,
            SeeEthnicity,
            SeeHealth,
            SeePhone,
            SeeNumber,
            Unmask,
            Approve,
            Disburse,
            ApproveTargets,
            AnswerObservation,
            ReadTrail,
            AnswerDataRequest,
        ],
        Role::ProvincialOfficer => &[
            ReadFigures,
            ListHouseholds,
            OpenHousehold,
            ExportHouseholds,
            SeeEthnicity,
            SeeHealth,
            SeeNumber,
            Unmask,
            ImportReview,
            WriteProgramme,
            ReportActual,
            AssignTarget,
            ReadTrail,
        ],
        Role::ProvincialLeader => &[ReadFigures, ListHouseholds, OpenHousehold, ApproveTargets],
        Role::Sponsor => &[ReadFigures, ListHouseholds, OpenHousehold, ReportActual],
        Role::Front | Role::Council => &[ReadFigures, ListHouseholds, OpenHousehold, DrawSample, RecordObservation],
        Role::Inspector => &[
            ReadFigures,
            ListHouseholds,
            OpenHousehold,
            SeeEthnicity,
            SeeHealth,
            SeeNumber,
            Unmask,
            DrawSample,
            RecordObservation,
            ReadTrail,
            ReadReadings,
            VerifyTrail,
            ReadAccessTrail,
        ],
        Role::Administrator => &[ManageAccounts, GiveGrants, ManageAgencies, ReadAccessTrail],
    };
    may.contains(&action)
}
