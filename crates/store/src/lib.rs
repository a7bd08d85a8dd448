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
mod counts;
mod db;
mod deed;
mod denominator;
mod dialect;
mod edit;
mod failure;
mod household;
mod ids;
mod key;
mod list;
mod matching;
mod migrate;
mod names;
mod read;
mod reading;
mod scope;
mod search;
mod sql;
mod stage;
mod store;
mod tx;
mod undo;
mod value;
mod verify;
mod view;

pub use access::{
    Account, AccountLine, Agency, AgencyName, GrantRow, Kin, KinKind, NewAccount, NewAgency, NewGrant, Session,
};
pub use commit::{BatchIdentity, BatchReport, Intake, Outcome, Register};
pub use counts::Movement;
pub use db::{Db, Target};
pub use deed::{Change, Deed, Subject};
pub use denominator::Denominator;
pub use edit::{Conflict, Edit, Edited, Field, Marking, MemberEdit, MemberField, Since};
pub use household::{HouseholdStory, StoryAddress, StoryEvent, StoryMember, StoryResult};
pub use ids::{Ids, RepeatableIds};
pub use key::Key;
pub use list::{Listed, ListedMember, Masked};
pub use read::{BatchRow, Recorded, ShardRow};
pub use reading::{Sensitive, Shown};
pub use scope::{Reach, Scope, Villages};
pub use search::{
    Direction, Ethnic, Filter, FlowColumn, Found, HouseholdRow, Lacking, Mark, Page, Sort, SortKey, Suggested,
};
pub use sql::all as statements;
pub use store::{Ctx, Shard, Store};
pub use tx::{Bulk, Tx};
pub use value::{Row, Value};
pub use verify::{ShardReport, VerifyReport};
pub use view::{At, View};
