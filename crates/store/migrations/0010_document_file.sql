-- The files of documents of the deployment, and of those that come with the program. What happens to them is told in the
-- chain of shard 0. Nothing is overwritten or taken away: a wrong file is withdrawn with a reason, and its bytes stay.

create table document_file (
    document      text   not null,
    number        bigint not null,
    name          text   not null,
    kind          text   not null check (kind in ('pdf', 'docx', 'xlsx', 'odt', 'jpeg', 'png')),
    size          bigint not null,
    digest        text   not null,
    kept_at       text   not null,
    kept_by       text   not null,
    withdrawn_at  text,
    withdrawn_by  text,
    withdrawn_why text,
    primary key (document, number)
);

-- one file is not offered twice
create unique index document_file_once on document_file (document, digest) where withdrawn_at is null;

-- apart, so that a list of files reads none of them, and a withdrawal writes none again
create table document_file_content (
    document text   not null,
    number   bigint not null,
    content  bytea  not null,
    primary key (document, number),
    foreign key (document, number) references document_file (document, number)
);
