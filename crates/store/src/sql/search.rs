//! The households that a figure or a person asks for. $1 shard, $2 review.
//!
//! Every text is fixed: what is not asked for is null and holds for all. There is one text per order, with and without
//! a list of communes, so that both engines can take the index that the order or the communes have. `cross join` tells
//! SQLite in which order to go; PostgreSQL finds its own.

/// Which households; `$from` names the tables, `$and` joins them. The row before the households is what is counted or
/// shown of them.
///
/// $3 to $6 the classes; $7 village; $8 area kind; $9 indicator and $10 cause as masks; $11 which marks must be $12;
/// $13 sex of the head; $14 whether the head's ethnic group is one of the list (1) or known and none of it (0); $15
/// what children lack; $16 whether a text was typed; $17 and $18 the flows that are wanted, $19 and $20 those that this
/// review can tell.
macro_rules! found {
    ($what:expr, $from:expr, $and:expr) => {
        concat!(
            "select ",
            $what,
            "
  from ",
            $from,
            "
  left join stage_flow f on f.household = r.household and f.class = r.class
       and (f.flow = 0 or (f.flow >= $19 and f.flow <= $20))
 where r.shard = $1 and r.review = $2 and r.superseded_at is null",
            $and,
            "
   and r.class in ($3, $4, $5, $6)
   and (cast($7 as text) is null or r.village = $7)
   and (cast($8 as bigint) is null or r.area_kind = $8)
   and (cast($9 as bigint) is null or (r.flags / $9) % 2 = 1)
   and (cast($10 as bigint) is null or (r.causes / $10) % 2 = 1)
   and (cast($11 as bigint) is null or (r.marks & $11) = $12)
   and (cast($13 as bigint) is null or r.head_sex = $13)
   and (cast($14 as bigint) is null
        or ($14 = 1 and r.head_ethnic in (select ethnic from stage_ethnic))
        or ($14 = 0 and r.head_ethnic not in (select ethnic from stage_ethnic)))
   and (cast($15 as bigint) is null
        or case $15 when 0 then r.children
                    when 1 then r.children_uninsured
                    when 2 then r.children_malnourished
                    else r.children_out_of_school
           end > 0)
   and (cast($16 as bigint) = 0 or r.household in (select household from stage_hit))
   and (cast($17 as bigint) is null or (f.flow >= $17 and f.flow <= $18))"
        )
    };
}

/// Sums of what was found: households, persons, children that lack what was asked for, deprivations.
macro_rules! totals {
    ($from:expr, $and:expr) => {
        found!(
            "count(*), cast(coalesce(sum(r.members), 0) as bigint),
       cast(coalesce(sum(case cast($15 as bigint) when 1 then r.children_uninsured
                                                   when 2 then r.children_malnourished
                                                   when 3 then r.children_out_of_school
                                                   else r.children
                         end), 0) as bigint),
       cast(coalesce(sum(r.deprivations), 0) as bigint)",
            $from,
            $and
        )
    };
}

/// A page of rows in an order: $21 rows at most, after $22 others; names of heads as on the day $23, looked up for the
/// page alone.
macro_rules! page {
    ($from:expr, $and:expr, $order:expr) => {
        concat!(
            "with page as (
",
            found!(
                "r.household, r.village, r.village_key, r.commune_code, r.commune_from, r.area_kind, r.class, r.deprivations,
       r.flags, r.marks, r.causes, r.members, r.b1, r.income, r.head_key, f.flow",
                $from,
                $and
            ),
            "
 order by ",
            $order,
            "
 limit $21 offset $22
)
select (select h.code from household h where h.shard = $1 and h.id = r.household) as code,
       (select p.name
          from membership m
          join person p on p.shard = m.shard and p.id = m.person and p.superseded_at is null
         where m.shard = $1 and m.household = r.household and m.position = 1 and m.superseded_at is null
           and m.valid_from <= $23 and (m.valid_until is null or m.valid_until > $23)
         order by m.valid_from desc, p.id
         limit 1) as head,
       r.village, r.commune_code, r.commune_from, r.area_kind, r.class, r.flags, r.marks, r.causes, r.members, r.b1,
       r.income, r.flow
  from page r
 order by ",
            $order
        )
    };
}

/// The texts of one order, ascending and descending: everywhere, and in the communes of the list.
macro_rules! pages {
    ($join:literal, $up:literal, $down:literal) => {
        [
            [page!(concat!("result r", $join), "", $up), page!(concat!("result r", $join), "", $down)],
            [
                page!(
                    concat!("stage_commune c cross join result r", $join),
                    " and r.commune_code = c.commune and r.commune_from = c.since and (c.every = 1 or r.village = c.village)",
                    $up
                ),
                page!(
                    concat!("stage_commune c cross join result r", $join),
                    " and r.commune_code = c.commune and r.commune_from = c.since and (c.every = 1 or r.village = c.village)",
                    $down
                ),
            ],
        ]
    };
}

/// Everywhere, and in the communes of the list.
pub(crate) const TOTALS: [&str; 2] = [
    totals!("result r", ""),
    totals!(
        "stage_commune c cross join result r",
        " and r.commune_code = c.commune and r.commune_from = c.since and (c.every = 1 or r.village = c.village)"
    ),
];

pub(crate) const BY_NAME: [[&str; 2]; 2] = pages!("", "r.head_key, r.household", "r.head_key desc, r.household desc");

pub(crate) const BY_VILLAGE: [[&str; 2]; 2] =
    pages!("", "r.village_key, r.head_key, r.household", "r.village_key desc, r.head_key desc, r.household desc");

pub(crate) const BY_CLASS: [[&str; 2]; 2] =
    pages!("", "r.class, r.head_key, r.household", "r.class desc, r.head_key desc, r.household desc");

pub(crate) const BY_DEPRIVATIONS: [[&str; 2]; 2] =
    pages!("", "r.deprivations, r.head_key, r.household", "r.deprivations desc, r.head_key desc, r.household desc");

pub(crate) const BY_INCOME: [[&str; 2]; 2] = pages!(
    "",
    "r.income nulls last, r.head_key, r.household",
    "r.income desc nulls last, r.head_key desc, r.household desc"
);

pub(crate) const BY_B1: [[&str; 2]; 2] =
    pages!("", "r.b1 nulls last, r.head_key, r.household", "r.b1 desc nulls last, r.head_key desc, r.household desc");

pub(crate) const BY_MEMBERS: [[&str; 2]; 2] =
    pages!("", "r.members, r.head_key, r.household", "r.members desc, r.head_key desc, r.household desc");

pub(crate) const BY_CODE: [[&str; 2]; 2] =
    pages!("\n  join household h on h.shard = r.shard and h.id = r.household", "code", "code desc");

pub(crate) const STAGE_COMMUNE: &str = "insert into stage_commune (commune, since, every, village) values";

pub(crate) const STAGE_ETHNIC: &str = "insert into stage_ethnic (ethnic) values";

pub(crate) const STAGE_NAME: &str = "insert into stage_name (name, words) values";

pub(crate) const FORGET_COMMUNES: &str = "delete from stage_commune";

pub(crate) const FORGET_ETHNIC: &str = "delete from stage_ethnic";

pub(crate) const FORGET_HITS: &str = "delete from stage_hit";

pub(crate) const FORGET_NAMES: &str = "delete from stage_name";

/// Households of anyone who lives or lived there and has all the words $2 to $7 in the name.
pub(crate) const HITS_BY_NAME: &str = "\
insert into stage_hit (household)
select distinct m.household
  from person p
 cross join membership m
 where m.shard = p.shard and m.person = p.id and m.superseded_at is null
   and p.shard = $1 and p.superseded_at is null
   and p.words like $2
   and (cast($3 as text) is null or p.words like $3)
   and (cast($4 as text) is null or p.words like $4)
   and (cast($5 as text) is null or p.words like $5)
   and (cast($6 as text) is null or p.words like $6)
   and (cast($7 as text) is null or p.words like $7)
    on conflict (household) do nothing";

/// Households whose code begins with $2, in small or capital letters.
pub(crate) const HITS_BY_CODE: &str = "\
insert into stage_hit (household)
select id
  from household
 where shard = $1 and lower(code) like $2 escape '\\'
    on conflict (household) do nothing";

/// Households of the person with the number whose index is $2.
pub(crate) const HITS_BY_CCCD: &str = "\
insert into stage_hit (household)
select distinct m.household
  from person p
  join membership m on m.shard = p.shard and m.person = p.id and m.superseded_at is null
 where p.shard = $1 and p.cccd_index = $2 and p.superseded_at is null
    on conflict (household) do nothing";

/// At most $8 people whose names have all the words $2 to $7, with the household where each lives or lived last; of those
/// in the staged communes if $9 is 1, and then not too many people may be cut off before that is known.
pub(crate) const SUGGEST_BY_NAME: &str = "\
with person_hit as (
    select p.id, p.words
      from person p
     where p.shard = $1 and p.superseded_at is null
       and p.words like $2
       and (cast($3 as text) is null or p.words like $3)
       and (cast($4 as text) is null or p.words like $4)
       and (cast($5 as text) is null or p.words like $5)
       and (cast($6 as text) is null or p.words like $6)
       and (cast($7 as text) is null or p.words like $7)
     order by p.words, p.id
     limit case when cast($9 as bigint) = 1 then 9223372036854775807 else $8 end
)
select h.code, q.name, s.village, s.commune_code, s.commune_from
  from person_hit p
 cross join person q
 cross join membership m
 cross join household h
 cross join household_state s
 where q.shard = $1 and q.id = p.id and q.superseded_at is null
   and m.shard = $1 and m.person = p.id and m.superseded_at is null and m.valid_until is null
   and h.shard = $1 and h.id = m.household
   and s.shard = $1 and s.household = m.household and s.superseded_at is null and s.valid_until is null
   and (cast($9 as bigint) = 0 or exists (select 1
                            from stage_commune c
                           where c.commune = s.commune_code and c.since = s.commune_from
                             and (c.every = 1 or c.village = s.village)))
 order by p.words, p.id, h.code
 limit $8";

/// At most $3 households whose code begins with $2, in the staged communes if $4 is 1.
pub(crate) const SUGGEST_BY_CODE: &str = "\
select h.code, cast(null as text), s.village, s.commune_code, s.commune_from
  from household h
  join household_state s on s.shard = h.shard and s.household = h.id and s.superseded_at is null
       and s.valid_until is null
 where h.shard = $1 and lower(h.code) like $2 escape '\\'
   and (cast($4 as bigint) = 0 or exists (select 1
                            from stage_commune c
                           where c.commune = s.commune_code and c.since = s.commune_from
                             and (c.every = 1 or c.village = s.village)))
 order by h.code
 limit $3";

/// At most $3 households of the person with the number whose index is $2, in the staged communes if $4 is 1.
pub(crate) const SUGGEST_BY_CCCD: &str = "\
select h.code, p.name, s.village, s.commune_code, s.commune_from
  from person p
  join membership m on m.shard = p.shard and m.person = p.id and m.superseded_at is null and m.valid_until is null
  join household h on h.shard = m.shard and h.id = m.household
  join household_state s on s.shard = m.shard and s.household = m.household and s.superseded_at is null
       and s.valid_until is null
 where p.shard = $1 and p.cccd_index = $2 and p.superseded_at is null
   and (cast($4 as bigint) = 0 or exists (select 1
                            from stage_commune c
                           where c.commune = s.commune_code and c.since = s.commune_from
                             and (c.every = 1 or c.village = s.village)))
 order by h.code
 limit $3";

/// $1 the name after which to go on, $2 how many.
pub(crate) const NAMES_AFTER: &str = "\
select name
  from person
 where name > $1 and words = ''
 group by name
 order by name
 limit $2";

pub(crate) const FILL_WORDS: &str = "\
update person
   set words = n.words
  from stage_name n
 where n.name = person.name and person.words = ''";

pub(crate) const ALL: &[&str] = &[
    FORGET_COMMUNES,
    FORGET_ETHNIC,
    FORGET_HITS,
    FORGET_NAMES,
    HITS_BY_NAME,
    HITS_BY_CODE,
    HITS_BY_CCCD,
    SUGGEST_BY_NAME,
    SUGGEST_BY_CODE,
    SUGGEST_BY_CCCD,
    NAMES_AFTER,
    FILL_WORDS,
    TOTALS[0],
    TOTALS[1],
];

/// The texts of every order.
pub(crate) const PAGES: [[[&str; 2]; 2]; 8] =
    [BY_NAME, BY_VILLAGE, BY_CLASS, BY_DEPRIVATIONS, BY_INCOME, BY_B1, BY_MEMBERS, BY_CODE];

pub(crate) const BULK: &[&str] = &[STAGE_COMMUNE, STAGE_ETHNIC, STAGE_NAME];
