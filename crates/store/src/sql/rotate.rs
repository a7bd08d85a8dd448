//! A new key of personal numbers. $1 is the shard.

/// The batches whose digests hold a number.
pub(crate) const BATCHES: &str = "\
select distinct batch from person where shard = $1 and cccd_index is not null order by batch";

pub(crate) const NUMBERS_AFTER: &str = "\
select id, batch, cccd_cipher, cccd_index
  from person
 where shard = $1 and cccd_index is not null and (id, batch) > ($2, $3)
 order by id, batch
 limit $4";

pub(crate) const FORGET_NUMBERS: &str = "delete from stage_number";

pub(crate) const STAGE_NUMBER: &str = "insert into stage_number (person, batch, cccd_cipher, cccd_index) values";

pub(crate) const COUNT_NUMBERS: &str = "select count(*) from stage_number";

pub(crate) const REPLACE_NUMBERS: &str = "\
update person
   set cccd_cipher = n.cccd_cipher, cccd_index = n.cccd_index
  from stage_number n
 where person.shard = $1 and person.id = n.person and person.batch = n.batch";

/// Secrets of second steps, which are sealed with the same key.
pub(crate) const SECRETS: &str = "select login, totp_cipher from account where totp_cipher is not null order by login";

/// $1 login, $2 the secret sealed anew.
pub(crate) const REPLACE_SECRET: &str = "update account set totp_cipher = $2 where login = $1";

pub(crate) const SET_FINGERPRINT: &str = "update setting set value = $1 where name = 'key'";

pub(crate) const ALL: &[&str] =
    &[BATCHES, NUMBERS_AFTER, FORGET_NUMBERS, COUNT_NUMBERS, REPLACE_NUMBERS, SECRETS, REPLACE_SECRET, SET_FINGERPRINT];

pub(crate) const BULK: &[&str] = &[STAGE_NUMBER];
