-- What the planner of SQLite should assume, instead of guessing. Every key begins with the shard, of which there is one
-- or a few; without these lines SQLite takes any first column for a choice among ten rows and reads whole tables row by
-- row. Fixed figures of a usual province, so that the plan of the first commit is the plan of the thousandth.

analyze;

delete from sqlite_stat1;

insert into sqlite_stat1 (tbl, idx, stat) values
    ('household',       'sqlite_autoindex_household_1',       '1000000 1000000 1'),
    ('household',       'sqlite_autoindex_household_2',       '1000000 1000000 1'),
    ('household',       'household_by_batch',                 '1000000 1000000 10000'),
    ('household_state', 'sqlite_autoindex_household_state_1', '1500000 1500000 2 1 1'),
    ('household_state', 'household_state_by_batch',           '1500000 1500000 10000'),
    ('household_state', 'household_state_superseded',         '100000 100000 1000'),
    ('person',          'sqlite_autoindex_person_1',          '4000000 4000000 1 1'),
    ('person',          'person_by_batch',                    '4000000 4000000 40000'),
    ('person',          'person_superseded',                  '100000 100000 1000'),
    ('person',          'person_by_cccd',                     '2000000 2000000 1'),
    ('person',          'person_by_words',                    '4000000 4000000 20 1'),
    ('membership',      'sqlite_autoindex_membership_1',      '5000000 5000000 5 2 1 1'),
    ('membership',      'membership_by_batch',                '5000000 5000000 40000'),
    ('membership',      'membership_superseded',              '100000 100000 1000'),
    ('membership',      'membership_by_person',               '5000000 5000000 2'),
    ('result',          'sqlite_autoindex_result_1',          '5000000 5000000 500000 1 1'),
    ('result',          'result_by_batch',                    '5000000 5000000 10000 1'),
    ('result',          'result_by_commune',                  '5000000 5000000 500000 4000 1000'),
    ('result',          'result_by_name',                     '5000000 5000000 900000 4 1'),
    ('result',          'result_superseded',                  '100000 100000 1000'),
    ('answers',         'sqlite_autoindex_answers_1',         '5000000 5000000 500000 1 1'),
    ('answers',         'answers_by_batch',                   '5000000 5000000 10000'),
    ('event',           'sqlite_autoindex_event_1',           '100000 100000 2 1 1'),
    ('event',           'event_by_batch',                     '100000 100000 1000');

analyze sqlite_schema;
