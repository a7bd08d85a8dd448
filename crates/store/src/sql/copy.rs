//! Whole tables, from one database into another.

/// Every table that outlives a connection, in an order in which rows never come before those they refer to. A test holds
/// the list to the tables that are really there.
pub(crate) const TABLES: &[&str] = &[
    "migration",
    "bit",
    "setting",
    "shard",
    "review",
    "batch",
    "household",
    "household_state",
    "person",
    "membership",
    "result",
    "answers",
    "event",
    "denominator",
    "audit",
    "audit_head",
    "audit_subject",
    "audit_place",
    "agency",
    "agency_name",
    "agency_successor",
    "account",
    "recovery_code",
    "federated",
    "session",
    "api_token",
    "ticket",
    "access_grant",
    "kinship",
    "reading",
    "sample",
    "sample_household",
    "observation",
    "data_request",
    "programme_text",
    "target_setting",
    "reported",
    "plan",
    "plan_step",
    "plan_line",
    "document_file",
    "document_file_content",
];

pub(crate) fn select(table: &str, columns: &[String]) -> String {
    format!("select {} from {table}", quoted(columns))
}

pub(crate) fn insert(table: &str, columns: &[String]) -> String {
    format!("insert into {table} ({}) values", quoted(columns))
}

pub(crate) fn count(table: &str) -> String {
    format!("select count(*) from {table}")
}

pub(crate) fn clear(table: &str) -> String {
    format!("delete from {table}")
}

/// Names of columns are the schema's own; a column may have the name of a word of SQL.
fn quoted(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    quoted.join(", ")
}
