//! The permission matrix as a civil servant reads it: `docs/permissions.md` is this table, written by this test.

use super::{Action, Group, INCOMPATIBLE, Role, may};
use std::fmt::Write;
use std::path::Path;

const GROUPS: [(Group, &str); 6] = [
    (Group::Reading, "Xem sổ bộ"),
    (Group::Sensitive, "Dữ liệu cá nhân nhạy cảm"),
    (Group::Changing, "Thay đổi sổ bộ"),
    (Group::Targets, "Chương trình và chỉ tiêu"),
    (Group::Oversight, "Giám sát và nhật ký"),
    (Group::Administration, "Quản trị"),
];

fn matrix() -> String {
    let mut out = String::from(
        "# Bảng phân quyền\n\n\
         Vai trò nào được làm việc gì, trong đơn vị và thời gian được giao (permission matrix: roles × actions × resources).\n\
         Bảng này do một bài kiểm thử viết ra từ chính quy tắc mà phần mềm áp dụng (`domain::access::may`); sửa quy tắc mà\n\
         không sửa bảng thì kiểm thử báo lỗi. Viết lại: `UPDATE_EXPECT=1 cargo nextest run -p domain matrix`.\n\n\
         ✔ được phép trong phạm vi được giao · trống: không được\n",
    );
    for (group, name) in GROUPS {
        let heads: Vec<String> = Role::ALL.iter().map(|role| role.name().vi).collect();
        let _ = writeln!(out, "\n## {name}\n\n| Đối tượng | Việc | {} |", heads.join(" | "));
        let _ = writeln!(out, "|---|---|{}", ":-:|".repeat(heads.len()));
        for action in Action::ALL.into_iter().filter(|action| action.group() == group) {
            let marks: Vec<&str> = Role::ALL.iter().map(|role| if may(*role, action) { "✔" } else { " " }).collect();
            let _ = writeln!(out, "| {} | {} | {} |", action.resource().vi, action.name().vi, marks.join(" | "));
        }
    }
    out.push_str("\n## Việc không giao chung cho một người\n\n");
    for duties in INCOMPATIBLE {
        let named = |action: Action| format!("{}: {}", action.resource().vi.to_lowercase(), action.name().vi);
        let _ = writeln!(out, "- {} ({}; {})", duties.why().vi, named(duties.one), named(duties.other));
    }
    out.push_str(
        "- không ai sửa hay duyệt hộ của chính mình hoặc của người thân đã khai\n\n\
         Hai điều đầu và điều cuối là yêu cầu của nghiệp vụ; các điều còn lại do phần mềm chọn, không phải luật định. Không có vai trò nào thấy đủ 12 số định danh: mở che là một việc có lý do, có ghi nhật ký.\n",
    );
    out
}

#[test]
fn the_matrix_is_the_committed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    let made = matrix();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, made, "run with UPDATE_EXPECT=1 and read what changed");
}

#[test]
fn every_action_is_somebodys_and_administrators_see_no_citizen() {
    for action in Action::ALL {
        assert!(Role::ALL.iter().any(|role| may(*role, action)), "{action:?} is nobody's");
    }
    for action in Action::ALL.into_iter().filter(|one| matches!(one.group(), Group::Reading | Group::Sensitive)) {
        assert!(!may(Role::Administrator, action), "{action:?}");
    }
    for role in [Role::Front, Role::Council, Role::Sponsor, Role::ProvincialLeader] {
        assert!(Action::ALL.into_iter().all(|one| one.group() != Group::Sensitive || !may(role, one)), "{role:?}");
    }
}
