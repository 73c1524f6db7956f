-- Objects with their checklists, plans and the rounds they make, visits and findings.
create table patrol.checklist (
  town text collate "C" not null,
  id uuid not null,
  title text not null,
  -- How often an object of this kind wants a visit: {"times": 1, "per": "week"}.
  frequency jsonb not null,
  key_place boolean not null default false,
  version int not null,
  active boolean not null default true,
  primary key (town, id),
  unique (town, title)
);
comment on table patrol.checklist is '检查清单：一类巡查对象一份';

create table patrol.checklist_version (
  town text collate "C" not null,
  checklist_id uuid not null,
  version int not null,
  items jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (town, checklist_id, version),
  foreign key (town, checklist_id) references patrol.checklist (town, id)
);
comment on table patrol.checklist_version is '清单各版本：发布后不改，进行中的巡查用开始时的版本';
select platform.append_only('patrol.checklist_version');

create table patrol.object (
  town text collate "C" not null,
  id uuid not null,
  checklist_id uuid not null,
  name text not null,
  -- What the QR code on the spot says.
  code text collate "C" not null,
  address text not null default '',
  place point,
  area_code text collate "C" not null default '',
  active boolean not null default true,
  last_visit_at timestamptz,
  due_on date not null,
  version int not null default 1,
  primary key (town, id),
  unique (town, code),
  foreign key (town, checklist_id) references patrol.checklist (town, id)
);
create index object_due on patrol.object (town, due_on, id) where active;
create index object_area on patrol.object (town, area_code, id) where active;
create index object_kind on patrol.object (town, checklist_id, id) where active;
comment on table patrol.object is '巡查对象：场所、户、部件，带二维码';

create table patrol.plan (
  town text collate "C" not null,
  id uuid not null,
  title text not null,
  area_code text collate "C" not null,
  -- Empty: every kind.
  checklist_ids uuid[] not null default '{}',
  weekdays int[] not null,
  times int not null,
  window_from text not null,
  window_to text not null,
  -- Left out: who covers the area on the day.
  person_id uuid,
  from_day date not null,
  to_day date,
  active boolean not null default true,
  version int not null default 1,
  primary key (town, id)
);
comment on table patrol.plan is '巡查计划：范围、频次、时段，据此逐日生成巡查任务';

create table patrol.round (
  town text collate "C" not null,
  id uuid not null,
  plan_id uuid,
  ordinal int not null default 0,
  title text not null,
  area_code text collate "C" not null,
  day date not null,
  window_from timestamptz not null,
  window_to timestamptz not null,
  person_id uuid,
  state text not null check (state in ('planned', 'running', 'done', 'missed')),
  started_at timestamptz,
  ended_at timestamptz,
  -- What is to be looked at, with the version of its list as of the start.
  stops jsonb not null default '[]',
  visited int not null default 0,
  metres real,
  -- Share of the area's ground the track came near.
  ground real,
  note text not null default '',
  primary key (town, id),
  unique (town, plan_id, day, ordinal),
  foreign key (town, plan_id) references patrol.plan (town, id)
);
create index round_newest on patrol.round (town, day desc, id desc);
create index round_person on patrol.round (town, person_id, day desc, id desc);
create index round_area on patrol.round (town, area_code, day desc, id desc);
create index round_open on patrol.round (town, window_to) where state in ('planned', 'running');
comment on table patrol.round is '巡查任务：一次巡查，含轨迹里程与覆盖';

create table patrol.visit (
  town text collate "C" not null,
  id uuid not null,
  object_id uuid not null,
  round_id uuid,
  person_id uuid not null,
  checklist_id uuid not null,
  version int not null,
  at timestamptz not null,
  received_at timestamptz not null,
  place point,
  -- Metres from the object; null when either place is unknown.
  distance int,
  mocked boolean not null default false,
  by_scan boolean not null,
  clear boolean not null,
  results jsonb not null default '{}',
  note text not null default '',
  files jsonb not null default '[]',
  primary key (town, id),
  foreign key (town, object_id) references patrol.object (town, id)
);
create index visit_object on patrol.visit (town, object_id, at desc, id desc);
create index visit_person on patrol.visit (town, person_id, at desc, id desc);
create index visit_newest on patrol.visit (town, at desc, id desc);
create index visit_round on patrol.visit (town, round_id, at) where round_id is not null;
comment on table patrol.visit is '走访检查记录：谁、何时、离对象多远、逐项结果';

create table patrol.finding (
  town text collate "C" not null,
  id uuid not null,
  visit_id uuid not null,
  object_id uuid not null,
  item text not null,
  words text not null,
  outcome text not null check (outcome in ('incident', 'settled')),
  measure text not null default '',
  before jsonb not null default '[]',
  after jsonb not null default '[]',
  case_id uuid,
  number text,
  person_id uuid not null,
  area_code text collate "C" not null default '',
  at timestamptz not null,
  primary key (town, id),
  foreign key (town, visit_id) references patrol.visit (town, id)
);
create index finding_newest on patrol.finding (town, at desc, id desc);
create index finding_visit on patrol.finding (town, visit_id);
comment on table patrol.finding is '巡查发现：转为事件，或自处自结并留处置前后照片';

create table patrol.trodden (
  town text collate "C" not null,
  day date not null,
  cell_x int not null,
  cell_y int not null,
  passes int not null,
  primary key (town, day, cell_x, cell_y)
);
comment on table patrol.trodden is '每日走到的地块（约 100 米见方），供覆盖热力';

create table patrol.rule (
  town text collate "C" not null,
  key text collate "C" not null,
  title text not null,
  sample boolean not null,
  steps jsonb not null,
  active boolean not null default true,
  version int not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, key)
);
comment on table patrol.rule is '响应规则（3510 等）：几个数字及其含义';
