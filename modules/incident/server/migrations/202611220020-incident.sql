create schema if not exists incident;

-- One row per incident: what the list filters by and what the indicators count. Moments are written by the acts' effects.
create table incident.incident (
  town text collate "C" not null,
  case_id uuid not null,
  -- Looked up by its beginning: only in collation "C" is that a range of the index.
  number text collate "C" not null,
  class_code text collate "C" not null default '',
  class_title text not null default '',
  grade text not null default 'III',
  channel text not null,
  title text not null,
  description text not null,
  address text not null default '',
  place point,
  accuracy real,
  area_code text collate "C" not null default '',
  village_code text collate "C" not null default '',
  step text not null,
  open boolean not null default true,
  opened_at timestamptz not null,
  opened_by uuid,
  accepted_at timestamptz,
  accept_due timestamptz,
  dispatched_at timestamptz,
  signed_at timestamptz,
  contacted_at timestamptz,
  handled_at timestamptz,
  finish_due timestamptz,
  verified_at timestamptz,
  called_at timestamptz,
  closed_at timestamptz,
  lead_unit uuid,
  lead_person uuid,
  returns int not null default 0,
  reworks int not null default 0,
  reopened int not null default 0,
  outcome text,
  result text,
  answer text,
  satisfied text,
  shelved boolean not null default false,
  confidential boolean not null default false,
  main_case uuid,
  reporters int not null default 0,
  photo text,
  void_reason text,
  grams text[] not null default '{}',
  fingerprint jsonb,
  seq int not null default 1,
  primary key (town, case_id),
  unique (town, number)
) with (fillfactor = 85);
-- No index on what every act changes (step, finish_due): then most updates stay in their page and leave all indexes, the grams' too, alone.
create index incident_opened on incident.incident (town, opened_at desc, case_id desc);
create index incident_village on incident.incident (town, village_code, opened_at desc, case_id desc);
create index incident_class on incident.incident (town, class_code, opened_at desc);
create index incident_unit on incident.incident (town, lead_unit, opened_at desc, case_id desc);
create index incident_closed on incident.incident (town, closed_at desc);
create index incident_main on incident.incident (town, main_case) where main_case is not null;
create index incident_grams on incident.incident using gin (grams) with (fastupdate = off);
comment on table incident.incident is '事件：列表筛选与指标统计所需的事实，随办理同一事务更新';

create table incident.reporter (
  town text collate "C" not null,
  id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  channel text not null,
  name_sealed bytea,
  phone_sealed bytea,
  phone_digest bytea,
  name_mask text not null default '',
  phone_mask text not null default '',
  words text not null default '',
  call_back boolean not null default true,
  -- Six letters and digits the resident keeps; with the number it opens the progress page.
  code_digest bytea,
  number text,
  external_system text,
  external_number text,
  answered_at timestamptz,
  primary key (town, id)
);
create index reporter_case on incident.reporter (town, case_id, at);
create index reporter_phone on incident.reporter (town, phone_digest) where phone_digest is not null;
create index reporter_number on incident.reporter (town, number) where number is not null;
comment on table incident.reporter is '反映人：姓名电话加密保存，与案件分开，默认脱敏';

create table incident.likeness_key (
  town text collate "C" not null,
  key text collate "C" not null,
  reported_at timestamptz not null,
  case_id uuid not null,
  primary key (town, key, reported_at, case_id)
);
create index likeness_case on incident.likeness_key (town, case_id);
comment on table incident.likeness_key is '疑似同一问题的检索键：只存在办和近期事件';

create table incident.catalogue (
  town text collate "C" not null,
  kind text not null check (kind in ('classes', 'duties')),
  version text not null,
  body jsonb not null,
  at timestamptz not null default now(),
  by_person uuid,
  primary key (town, kind, version)
);
comment on table incident.catalogue is '类别目录与责任清单的各个版本';

create table incident.unit_binding (
  town text collate "C" not null,
  role text not null,
  unit_id uuid not null,
  primary key (town, role)
);
comment on table incident.unit_binding is '责任清单里的单位角色由本镇哪个单位承担';

create table incident.saved_view (
  town text collate "C" not null,
  person_id uuid not null,
  id uuid not null,
  name text not null,
  query text not null,
  at timestamptz not null default now(),
  primary key (town, person_id, id)
);
comment on table incident.saved_view is '个人保存的列表视图';

create view incident.label as
  select town, case_id, number, class_title, grade, channel, address, place, step, open, opened_at, closed_at from incident.incident;
comment on view incident.label is '公开视图：事件标签，供地图与研判读取';
