import { expect, it } from 'vitest'
import { migrationProblems } from './migrations.ts'

const good = `create table org.unit (
  town text not null,
  id uuid not null,
  code text not null,
  primary key (town, id),
  unique (town, code),
  foreign key (town, id) references org.other (town, id)
);
comment on table org.unit is 'Units of the town';`

it('accepts a table explained and keyed by town', () => {
  expect(migrationProblems('a.sql', good)).toEqual([])
})

it('wants a comment on every table, partitions excepted', () => {
  expect(migrationProblems('a.sql', good.replace(/comment on[^;]*;/, ''))).toEqual(['a.sql: table org.unit has no COMMENT ON TABLE'])
  expect(migrationProblems('a.sql', `${good}\ncreate table org.unit_2026 partition of org.unit for values in (1);`)).toEqual([])
})

it.each([
  ['primary key (id)', 'primary key (town, id)'],
  ['unique (code)', 'unique (town, code)'],
  ['foreign key (id) references', 'foreign key (town, id) references'],
  ['id uuid primary key', 'id uuid not null'],
])('refuses %s', (bad, instead) => {
  expect(migrationProblems('a.sql', good.replace(instead, bad))).toHaveLength(1)
})

it('refuses what PostgreSQL 15 lacks, and extensions', () => {
  expect(migrationProblems('a.sql', 'select uuidv7(); create extension postgis;')).toHaveLength(2)
  expect(migrationProblems('a.sql', '-- uuidv7() is newer')).toEqual([])
})
