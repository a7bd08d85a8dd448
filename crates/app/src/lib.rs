//! Use cases: a review into the register, forms and dashboard out of it, households behind a figure, the demo.
//!
//! This is where crates meet. It decides nothing about poverty (the engine does) and lays out nothing (report does).

pub mod access;
pub mod accounts;
mod answers;
mod book;
mod dashboard;
pub mod demo;
mod desk;
pub mod drill;
pub mod edit;
mod form;
mod households;
pub mod intake;
mod national;
mod oversight;
mod pool;
pub mod programme;
mod reading;
mod reason;
mod series;
pub mod story;
mod suggest;
mod territory;
mod trail;
mod year;

pub use access::{Caller, On};
pub use book::{Book, LOOK_BACK_YEARS};
pub use dashboard::{dashboard, mean_deprivations};
pub use desk::{Desk, Opener};
pub use form::{FormRequest, Forms};
pub use households::{Asked, Here};
pub use national::{Line, National, Span};
pub use oversight::supervision::{Draw, Finding};
pub use series::register_series;
pub use suggest::{Suggestion, form_name};
pub use trail::{Chain, DEPLOYMENT, Verified};
pub use year::{Counted, Year};

// what pages name of the store; they open none themselves
pub use store::{
    Account, AccountLine, Agency, Axis, BatchRow, Change, Ctx, DataRequest, Deed, Direction, DocumentFile, Drawn,
    Ethnic, Field, Filter, FlowColumn, Found, GrantRow, HouseholdRow, HouseholdStory, Lacking, Mark, Marking,
    MemberField, NewPlan, NewReport, Observation, Observed, Page, Plan, PlanAct, PlanHead, PlanStep, Readings, Repeat,
    Report, Sample, Sensitive, SettingKind, Shard, ShardRow, Shown, Sort, SortKey, StoryAddress, StoryMember,
    StoryResult, Subject, Suggested, TrailAbout, TrailFilter, TrailPage, TrailRow, no_household,
};
