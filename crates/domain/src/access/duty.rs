//! Duties that no one person may hold together: at the same place and time (assignment), or on the same thing (act).

use super::{Action, Grant, Role, may};
use base::Text;

/// Two duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duties {
    /// One.
    pub one: Action,
    /// The other.
    pub other: Action,
    /// Why not both.
    why: (&'static str, &'static str),
}

/// All pairs.
pub const INCOMPATIBLE: [Duties; 6] = [
    Duties {
        one: Action::Survey,
        other: Action::Approve,
        why: ("người điều tra, chấm điểm không tự công nhận kết quả", "whoever surveys does not approve the result"),
    },
    Duties {
        one: Action::Plan,
        other: Action::Disburse,
        why: ("người lập kế hoạch hỗ trợ không tự giải ngân", "whoever plans support does not pay it out"),
    },
    Duties {
        one: Action::AssignTarget,
        other: Action::ApproveTargets,
        why: ("người đề xuất bảng chỉ tiêu không tự duyệt bảng ấy", "whoever proposes targets does not approve them"),
    },
    Duties {
        one: Action::RecordObservation,
        other: Action::AnswerObservation,
        why: ("người giám sát không tự trả lời kiến nghị của mình", "a supervisor does not answer the own observation"),
    },
    Duties {
        one: Action::GiveGrants,
        other: Action::VerifyTrail,
        why: ("người phân quyền không tự kiểm tra nhật ký phân quyền", "whoever gives grants does not inspect them"),
    },
    Duties {
        one: Action::GiveGrants,
        other: Action::ListHouseholds,
        why: ("người phân quyền không tự mở dữ liệu hộ dân cho mình", "whoever gives grants does not open households"),
    },
];

impl Duties {
    /// Why nobody may hold both.
    pub fn why(&self) -> Text {
        Text::new(self.why.0, self.why.1)
    }
}

/// Two grants of one person that must not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// The role that is held already.
    pub held: Role,
    /// Which duties meet.
    pub duties: Duties,
}

/// The first grant that must not be held together with `wanted`: of overlapping periods, where `overlap` says whether two
/// grants reach a place in common.
pub fn together(wanted: &Grant, held: &[Grant], overlap: impl Fn(&Grant, &Grant) -> bool) -> Option<Together> {
    held.iter().find_map(|other| {
        let meets = |duties: &&Duties| {
            let both = |a: Role, b: Role| may(a, duties.one) && may(b, duties.other);
            both(wanted.role, other.role) || both(other.role, wanted.role)
        };
        let duties = *INCOMPATIBLE.iter().find(meets)?;
        (wanted.meets_in_time(other) && overlap(wanted, other)).then_some(Together { held: other.role, duties })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{AreaKey, Period};
    use jiff::civil::date;

    fn grant(role: Role, code: &str, from: i16, to: Option<i16>) -> Grant {
        Grant {
            role,
            area: Some(AreaKey { code: code.into(), valid_from: date(2025, 7, 1) }),
            village: None,
            period: Period { from: date(from, 1, 1), to: to.map(|year| date(year, 12, 31)) },
        }
    }

    fn same_place(a: &Grant, b: &Grant) -> bool {
        a.area == b.area
    }

    #[test]
    fn no_single_role_holds_duties_that_must_be_apart() {
        for role in Role::ALL {
            for duties in INCOMPATIBLE {
                assert!(!(may(role, duties.one) && may(role, duties.other)), "{role:?}: {duties:?}");
            }
        }
    }

    #[test]
    fn whoever_surveys_does_not_approve_at_the_same_place_and_time() {
        let officer = grant(Role::CommuneOfficer, "19777", 2025, None);
        let met =
            together(&grant(Role::CommuneChairman, "19777", 2026, None), std::slice::from_ref(&officer), same_place)
                .unwrap();
        assert_eq!(
            (met.held, met.duties.one, met.duties.other),
            (Role::CommuneOfficer, Action::Survey, Action::Approve)
        );
        // the other way round, too
        assert!(together(&officer, &[grant(Role::CommuneChairman, "19777", 2026, None)], same_place).is_some());
        // elsewhere, or before
        let chairman = |code, from, to| grant(Role::CommuneChairman, code, from, to);
        assert_eq!(together(&chairman("19780", 2026, None), std::slice::from_ref(&officer), same_place), None);
        assert_eq!(together(&chairman("19777", 2020, Some(2024)), &[officer], same_place), None);
    }
}
