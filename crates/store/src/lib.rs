//! The store: one portable SQL text on SQLite and PostgreSQL, register, audit chain.
//!
//! It knows how rows are kept, matched, superseded, counted and proved; it knows nothing of HTTP, of spreadsheets or of
//! who is allowed to do what. Nothing is overwritten: a correction supersedes, an undo revives, and each command leaves
//! its record in the chain of its shard, in the same transaction.

mod access;
mod answers;
mod audit;
mod code;
mod commit;
mod copy;
mod counts;
mod db;
mod deed;
mod denominator;
mod dialect;
mod edit;
mod failure;
mod heads;
mod household;
mod ids;
mod key;
mod keyfile;
mod list;
mod matching;
mod migrate;
mod names;
mod oversight;
mod programme;
mod read;
mod reading;
mod rotate;
mod scope;
mod search;
pub mod secret;
mod sql;
mod stage;
mod store;
mod trail;
mod tx;
mod undo;
mod value;
mod verify;
mod view;

pub use access::{
    Account, AccountLine, Agency, AgencyName, ApiToken, GrantRow, Kin, KinKind, NewAccount, NewAgency, NewGrant,
    NewToken, Session,
};
pub use commit::{BatchIdentity, BatchReport, Intake, Outcome, Register};
pub use copy::{Copied, Progress};
pub use counts::Movement;
pub use db::{Db, Target};
pub use deed::{Change, Deed, Subject};
pub use denominator::Denominator;
pub use edit::{Conflict, Edit, Edited, Field, Marking, MemberEdit, MemberField, Since};
pub use heads::Head;
pub use household::{HouseholdStory, StoryAddress, StoryEvent, StoryMember, StoryResult, no_household};
pub use ids::{Ids, RepeatableIds};
pub use key::Key;
pub use keyfile::Step;
pub use list::{Listed, ListedMember, Masked};
pub use oversight::{
    DataRequest, Drawn, NewRequest, Observation, Observed, Reading, Readings, Repeat, Sample, Unmasked, draw,
};
pub use programme::{
    Axis, Binding, DocumentFile, NewFile, NewPlan, NewReport, Plan, PlanAct, PlanHead, PlanStep, Report, Setting,
    SettingKind, TextKind, TextVersion,
};
pub use read::{BatchRow, Recorded, ShardRow};
pub use reading::{Sensitive, Shown};
pub use rotate::Rotated;
pub use scope::{Reach, Scope, Villages};
pub use search::{
    Direction, Ethnic, Filter, FlowColumn, Found, HouseholdRow, Lacking, Mark, Page, Sort, SortKey, Suggested,
};
pub use sql::{all as statements, tables};
pub use store::{Ctx, Shard, Store};
pub use trail::{TrailAbout, TrailFilter, TrailPage, TrailReader, TrailRow};
pub use tx::{Bulk, Tx};
pub use value::{Row, Value};
pub use verify::{ShardReport, VerifyReport};
pub use view::{At, View};
