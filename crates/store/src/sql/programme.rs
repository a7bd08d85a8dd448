//! A deployment's own programmes and documents, what was reported, thresholds, and plans.

pub(crate) const NUMBER: &str = "\
select coalesce(max(number), 0) from programme_text where kind = $1 and id = $2";

/// $1 kind, $2 id, $3 number, $4 content, $5 why, $6 when, $7 by whom.
pub(crate) const INSERT_TEXT: &str = "\
insert into programme_text (kind, id, number, content, why, saved_at, saved_by)
values ($1, $2, $3, $4, $5, $6, $7)";

/// $1 kind, $2 id.
pub(crate) const TEXTS: &str = "\
select number, content, why, saved_at, saved_by, kind, id
  from programme_text
 where kind = $1 and id = $2
 order by number";

pub(crate) const NEWEST_TEXTS: &str = "\
select t.number, t.content, t.why, t.saved_at, t.saved_by, t.kind, t.id
  from programme_text t
 where t.number = (select max(o.number) from programme_text o where o.kind = t.kind and o.id = t.id)
 order by t.kind, t.saved_at, t.id";

pub(crate) const STAMP: &str = "\
select (select count(*) from programme_text), (select count(*) from target_setting)";

pub(crate) const SETTING_NUMBER: &str = "\
select coalesce(max(number), 0) from target_setting where programme = $1 and target = $2 and kind = $3";

/// $1 programme, $2 target, $3 kind, $4 number, $5 amount, $6 day it holds on, $7 standard, $8 why, $9 when, $10 by whom.
pub(crate) const INSERT_SETTING: &str = "\
insert into target_setting (programme, target, kind, number, amount, holds_on, standard, why, set_at, set_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(crate) const SETTINGS: &str = "\
select programme, target, kind, number, amount, holds_on, standard, why, set_at, set_by
  from target_setting
 order by programme, target, kind, number";

/// $1 id, $2 programme, $3 target, $4 item, $5 code, $6 its first day, $7 agency, $8 day, $9 version, $10 reading,
/// $11 amount, $12 part, $13 whole, $14 evidence, $15 when, $16 by whom, $17 which of two groups of households.
pub(crate) const INSERT_REPORT: &str = "\
insert into reported (id, programme, target, item, area_code, area_from, agency, holds_on, version, reading,
                      amount, part, whole, evidence, reported_at, reported_by, households)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

/// $1 programme, $2 target, $3 item, $4 code, $5 its first day, $6 agency, $7 day, $8 version, $9 group: a report that
/// names none is about the target's own, which this one may be too.
pub(crate) const SAME_REPORT: &str = "\
select reported_at, reported_by
  from reported
 where programme = $1 and target = $2 and coalesce(item, '') = coalesce(cast($3 as text), '')
   and area_code = $4 and area_from = $5
   and (agency = $6 or (agency is null and cast($6 as bytea) is null))
   and holds_on = $7 and version = $8 and withdrawn_at is null
   and (households is null or cast($9 as text) is null or households = cast($9 as text))";

/// $1 programme, or null for all; $2 id, or null for all.
pub(crate) const REPORTS: &str = "\
select id, programme, target, item, area_code, area_from, agency, holds_on, version, reading, amount, part, whole,
       evidence, reported_at, reported_by, withdrawn_at, withdrawn_by, withdrawn_why, households
  from reported
 where (cast($1 as text) is null or programme = $1) and (cast($2 as bytea) is null or id = $2)
 order by holds_on desc, reported_at desc, id";

/// $1 id, $2 when, $3 by whom, $4 why.
pub(crate) const WITHDRAW: &str = "\
update reported
   set withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4
 where id = $1 and withdrawn_at is null";

/// $1 id, $2 programme, $3 target, $4 code, $5 its first day, $6 axis, $7 day.
pub(crate) const INSERT_PLAN: &str = "\
insert into plan (id, programme, target, area_code, area_from, axis, due_on) values ($1, $2, $3, $4, $5, $6, $7)";

/// $1 programme, $2 target, $3 code, $4 its first day, $5 axis, $6 day.
pub(crate) const SAME_PLAN: &str = "\
select id from plan
 where programme = $1 and target = $2 and area_code = $3 and area_from = $4 and axis = $5 and due_on = $6";

/// $1 programme, $2 target, or null for all of them.
pub(crate) const PLANS: &str = "\
select p.id, p.programme, p.target, p.area_code, p.area_from, p.axis, p.due_on, s.version, s.stage,
       (select count(*) from plan_step a where a.plan = p.id and a.act = 'approve')
  from plan p
  join plan_step s on s.plan = p.id
 where p.programme = $1 and (cast($2 as text) is null or p.target = $2)
   and s.version = (select max(o.version) from plan_step o where o.plan = p.id)
 order by p.due_on desc, p.area_code, p.axis, p.id";

/// $1 day of a decision.
pub(crate) const PLANS_DECIDED: &str = "\
select distinct p.id, p.programme, p.target, p.area_code, p.area_from, p.axis, p.due_on, s.decision
  from plan_step s
  join plan p on p.id = s.plan
 where s.act = 'approve' and s.decided_on = $1
 order by p.due_on, p.area_code, p.axis, p.id";

pub(crate) const PLAN: &str = "\
select p.id, p.programme, p.target, p.area_code, p.area_from, p.axis, p.due_on, s.version, s.stage,
       (select count(*) from plan_step a where a.plan = p.id and a.act = 'approve')
  from plan p
  join plan_step s on s.plan = p.id
 where p.id = $1 and s.version = (select max(o.version) from plan_step o where o.plan = p.id)";

/// $1 plan, $2 version, $3 act, $4 stage, $5 lines, $6 parent, $7 accepted by, $8 why, $9 decision, $10 its day, $11 when,
/// $12 by whom.
pub(crate) const INSERT_STEP: &str = "\
insert into plan_step (plan, version, act, stage, lines, parent, accepted_by, accepted_why, decision, decided_on,
                       done_at, done_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

pub(crate) const STEPS: &str = "\
select version, act, stage, lines, parent, accepted_by, accepted_why, decision, decided_on, done_at, done_by
  from plan_step
 where plan = $1
 order by version";

/// $1 plan, $2 lines, $3 position, $4 code, $5 its first day, $6 village, $7 agency, $8 assigned, $9 asked, $10 own,
/// $11 households.
pub(crate) const INSERT_LINE: &str = "\
insert into plan_line (plan, lines, position, area_code, area_from, village, agency, assigned, asked, own, households)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

/// $1 plan, $2 lines.
pub(crate) const LINES: &str = "\
select area_code, area_from, village, agency, assigned, asked, own, households
  from plan_line
 where plan = $1 and lines = $2
 order by position";

pub(crate) const ALL: &[&str] = &[
    NUMBER,
    INSERT_TEXT,
    TEXTS,
    NEWEST_TEXTS,
    STAMP,
    SETTING_NUMBER,
    INSERT_SETTING,
    SETTINGS,
    INSERT_REPORT,
    SAME_REPORT,
    REPORTS,
    WITHDRAW,
    INSERT_PLAN,
    SAME_PLAN,
    PLANS,
    PLANS_DECIDED,
    PLAN,
    INSERT_STEP,
    STEPS,
    INSERT_LINE,
    LINES,
];
