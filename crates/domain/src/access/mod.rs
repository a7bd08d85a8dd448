//! Who may do what: roles, actions, the policy that joins them, duties that no one person may hold together, and grants.
//!
//! Pure rules. Which rows a grant reaches is reckoned where the territory is known (`app::access`), and obeyed where the
//! rows are (`store::Scope`).

mod action;
mod agency;
mod duty;
mod grant;
mod policy;
mod role;
#[cfg(test)]
mod tests;

pub use action::{Action, Group};
pub use agency::AgencyKind;
pub use duty::{Duties, INCOMPATIBLE, Together, together};
pub use grant::Grant;
pub use policy::may;
pub use role::Role;
