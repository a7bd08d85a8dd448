//! The files of documents.

pub(crate) const NUMBER: &str = "select coalesce(max(number), 0) from document_file where document = $1";

/// $1 document, $2 number, $3 name, $4 kind, $5 size, $6 digest, $7 when, $8 by whom.
pub(crate) const INSERT: &str = "\
insert into document_file (document, number, name, kind, size, digest, kept_at, kept_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// $1 document, $2 number, $3 content.
pub(crate) const INSERT_CONTENT: &str = "\
insert into document_file_content (document, number, content) values ($1, $2, $3)";

/// $1 document, $2 number, or null for all of them.
pub(crate) const FILES: &str = "\
select number, name, kind, size, digest, kept_at, kept_by, withdrawn_at, withdrawn_by, withdrawn_why
  from document_file
 where document = $1 and (cast($2 as bigint) is null or number = $2)
 order by number";

/// $1 document, $2 number.
pub(crate) const CONTENT: &str = "\
select content from document_file_content where document = $1 and number = $2";

/// $1 document, $2 number, $3 when, $4 by whom, $5 why.
pub(crate) const WITHDRAW: &str = "\
update document_file
   set withdrawn_at = $3, withdrawn_by = $4, withdrawn_why = $5
 where document = $1 and number = $2 and withdrawn_at is null";

/// How many files of each document are offered.
pub(crate) const COUNTS: &str = "\
select document, count(*) from document_file where withdrawn_at is null group by document";

/// All files with their bytes.
pub(crate) const WHOLE: &str = "\
select f.document, f.number, f.digest, f.withdrawn_why, c.content
  from document_file f
  left join document_file_content c on c.document = f.document and c.number = f.number
 order by f.document, f.number";

pub(crate) const ALL: &[&str] = &[NUMBER, INSERT, INSERT_CONTENT, FILES, CONTENT, WITHDRAW, COUNTS, WHOLE];
