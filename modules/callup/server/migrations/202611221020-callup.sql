create schema callup;

create table callup.whistle (
  town text collate "C" not null,
  case_id uuid not null,
  number text not null,
  kind text not null,
  title text not null,
  village_code text collate "C" not null,
  area_code text collate "C" not null,
  place point not null,
  -- What the units scan on the spot; told to the whistler's station only.
  code text not null,
  opened_by uuid,
  opened_unit uuid,
  opened_at timestamptz not null,
  step text not null,
  summoned_at timestamptz,
  must_by timestamptz,
  due_at timestamptz,
  concluded_at timestamptz,
  silenced_at timestamptz,
  closed_at timestamptz,
  result text,
  reblown int not null default 0,
  from_case uuid,
  seq int not null default 1,
  primary key (town, case_id),
  unique (town, number)
);
create index whistle_newest on callup.whistle (town, opened_at desc, case_id desc);
create index whistle_village on callup.whistle (town, village_code, opened_at desc, case_id desc);
create index whistle_open on callup.whistle (town, step) where closed_at is null;
comment on table callup.whistle is '吹哨：一哨一行，与案件同步';

create table callup.summon (
  town text collate "C" not null,
  case_id uuid not null,
  -- 0 the first blow, 1 the second.
  round int not null,
  unit_id uuid not null,
  lead boolean not null,
  summoned_at timestamptz not null,
  must_by timestamptz not null,
  arrived_at timestamptz,
  arrived_by text,
  arrived_place point,
  distance int,
  way text,
  mocked boolean not null default false,
  excused_at timestamptz,
  answered_at timestamptz,
  -- The unit's rating of the whistle, the whistler's rating of the unit: 1–5.
  fair int,
  stars int,
  words text not null default '',
  primary key (town, case_id, round, unit_id),
  foreign key (town, case_id) references callup.whistle (town, case_id)
);
create index summon_unit on callup.summon (town, unit_id, summoned_at desc);
comment on table callup.summon is '应到单位：何时应到、何时何处报到、双向评分';
