//! The policy: which role may do what, inside the area and period of its grant. Nothing else decides this.
//!
//! `docs/permissions.md` is this table as a civil servant reads it; a test writes it.

use super::{Action, Role};

/// Whether a role may do something.
pub fn may(role: Role, action: Action) -> bool {
    use Action::{
        AnswerDataRequest, AnswerObservation, Approve, Disburse, DrawSample, EditHousehold, ExportHouseholds,
        GiveGrants, ImportReview, ListHouseholds, ManageAccounts, ManageAgencies, OpenHousehold, Plan, ReadAccessTrail,
        ReadFigures, ReadReadings, ReadTrail, RecordObservation, SeeEthnicity, SeeHealth, SeeNumber, SeePhone, Survey,
        Unmask, VerifyTrail,
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
            ReadTrail,
        ],
        Role::ProvincialLeader | Role::Sponsor => &[ReadFigures, ListHouseholds, OpenHousehold],
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
