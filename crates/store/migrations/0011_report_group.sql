-- A gap is measured by figures of two groups of households: which of them a report is about, by its word; null is the target's own.
alter table reported add column households text;
