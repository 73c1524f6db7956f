-- The case engine. `action` is the truth (append-only); `cases`, `involved` and `task` are its projection.

create schema if not exists "case";

create table "case".process (
  town text collate "C" not null,
  key text not null,
  version int not null,
  title text not null,
  definition jsonb not null,
  state text not null check (state in ('draft', 'published', 'retired')),
  created_at timestamptz not null default now(),
  created_by text not null default 'system',
  primary key (town, key, version)
);
comment on table "case".process is '流程定义：每个版本一行；办理中的案件保持自己的版本';

create table "case".cases (
  town text collate "C" not null,
  id uuid not null,
  number text collate "C" not null,
  process text not null,
  version int not null,
  title text not null,
  step text not null,
  area_code text collate "C" not null default '',
  village_code text collate "C" not null default '',
  unit_id uuid,
  person_id uuid,
  role text,
  urgency int not null default 3,
  due_at timestamptz,
  due_clock text,
  opened_at timestamptz not null,
  since timestamptz not null,
  closed_at timestamptz,
  result text,
  confidential boolean not null default false,
  seq int not null,
  hash text not null,
  state jsonb not null,
  primary key (town, id),
  unique (town, number)
) with (fillfactor = 85);
-- Open cases are few and asked for all the time: partial indexes keep them hot at a million closed ones.
-- A list orders by coalesce(due_at, infinity): an index on the bare column would not serve it.
create index cases_open_due on "case".cases (town, coalesce(due_at, 'infinity'::timestamptz), id) where closed_at is null;
create index cases_open_unit on "case".cases (town, unit_id) where closed_at is null;
create index cases_open_role on "case".cases (town, role) where closed_at is null;
create index cases_open_village on "case".cases (town, village_code, coalesce(due_at, 'infinity'::timestamptz), id) where closed_at is null;
create index cases_opened on "case".cases (town, opened_at desc, id desc);
create index cases_village on "case".cases (town, village_code, opened_at desc, id desc);
comment on table "case".cases is '案件当前状态（由办理记录折叠而来，与之同一事务更新）';

create table "case".action (
  town text collate "C" not null,
  case_id uuid not null,
  seq int not null,
  action_id uuid not null,
  action text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  person_id uuid,
  person_name text not null,
  post_title text not null default '',
  unit_id uuid,
  unit_name text not null default '',
  actor_kind text not null,
  terminal text not null default '',
  from_step text not null,
  to_step text not null,
  input jsonb not null,
  due jsonb not null default '{}',
  prev_hash text not null,
  hash text not null,
  primary key (town, case_id, seq),
  unique (town, action_id),
  foreign key (town, case_id) references "case".cases (town, id) deferrable initially deferred
);
create index action_person on "case".action (town, person_id, at desc);
comment on table "case".action is '办理记录（只增不改）：谁、何时、从哪里、为什么；每条带前一条的 SM3 摘要';

create table "case".involved (
  town text collate "C" not null,
  who text not null,
  opened_at timestamptz not null,
  case_id uuid not null,
  primary key (town, who, opened_at, case_id)
);
comment on table "case".involved is '参与过案件的单位（u:）与人员（p:），供按单位、按本人查询';

create table "case".task (
  town text collate "C" not null,
  case_id uuid not null,
  task_id text not null,
  unit_id uuid not null,
  lead boolean not null,
  state text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (town, case_id, task_id)
);
create index task_open on "case".task (town, unit_id, opened_at) where state = 'open';
comment on table "case".task is '主办、协办任务（投影）';

create table "case".link (
  town text collate "C" not null,
  case_id uuid not null,
  other_id uuid not null,
  kind text not null,
  at timestamptz not null,
  ended_at timestamptz,
  by_person uuid,
  reason text,
  primary key (town, case_id, other_id, kind, at)
);
create index link_other on "case".link (town, other_id, kind);
comment on table "case".link is '案件之间的关系：并入、转出、上下级、重复';

create table "case".file_use (
  town text collate "C" not null,
  sha256 text not null,
  case_id uuid not null,
  seq int not null,
  field text not null,
  name text not null,
  mime text not null,
  at timestamptz not null,
  primary key (town, sha256, case_id, seq, field)
);
create index file_use_case on "case".file_use (town, case_id, seq);
comment on table "case".file_use is '案件里用过的文件；同一照片用于另一案件时据此提示';

create table "case".escalation (
  town text collate "C" not null,
  case_id uuid not null,
  clock text not null,
  started_at timestamptz not null,
  rung int not null,
  at timestamptz not null,
  due_at timestamptz not null,
  told jsonb not null default '{}',
  primary key (town, case_id, clock, started_at, rung)
);
comment on table "case".escalation is '时限预警与超期升级记录（只增不改）：每级只发一次';

create view "case".card as
  select town, id, number, process, version, title, step, area_code, village_code, unit_id, person_id, role, urgency,
         due_at, due_clock, opened_at, since, closed_at, result, confidential, seq, hash, state
  from "case".cases;
comment on view "case".card is '公开视图：案件当前状态，供其他模块只读';

create view "case".open_task as
  select town, case_id, task_id, unit_id, lead, opened_at from "case".task where state = 'open';
comment on view "case".open_task is '公开视图：未答复的主办、协办任务';

create view "case".involvement as
  select town, who, opened_at, case_id from "case".involved;
comment on view "case".involvement is '公开视图：参与过案件的单位与人员';

create view "case".live_link as
  select town, case_id, other_id, kind, at from "case".link where ended_at is null;
comment on view "case".live_link is '公开视图：仍然有效的案件关系';

create view "case".act as
  select town, case_id, seq, action, at, person_name, post_title, unit_id, unit_name, actor_kind, terminal, from_step, to_step, input from "case".action;
comment on view "case".act is '公开视图：办理记录';

select platform.append_only('"case".action');
select platform.append_only('"case".escalation');
