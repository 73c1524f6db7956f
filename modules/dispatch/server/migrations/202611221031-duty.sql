create schema if not exists dispatch;

create table if not exists dispatch.config (
  town text collate "C" not null,
  key text not null,
  value jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text not null default 'system',
  primary key (town, key)
);
comment on table dispatch.config is '指挥调度的设置：班次与岗位、预警对应表';

create table dispatch.roster (
  town text collate "C" not null,
  day date not null,
  shift text not null,
  post text not null,
  person_id uuid not null,
  position int not null default 0,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, day, shift, post, person_id)
);
comment on table dispatch.roster is '值班表：某日某班次某岗位由谁值班';

create table dispatch.shift (
  town text collate "C" not null,
  id uuid not null,
  day date not null,
  shift text not null,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  taken_by uuid not null,
  taken_at timestamptz not null,
  reason text not null default '',
  note text not null default '',
  note_at timestamptz,
  note_version int not null default 0,
  ended_at timestamptz,
  urgent_read int not null default 0,
  primary key (town, id)
);
create unique index shift_held on dispatch.shift (town) where ended_at is null;
create index shift_taken on dispatch.shift (town, taken_at desc, id desc);
comment on table dispatch.shift is '值班班次：谁何时接班、交班记录；同一时刻只有一个班次在当班';

create table dispatch.shift_read (
  town text collate "C" not null,
  person_id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  primary key (town, person_id, case_id)
);
comment on table dispatch.shift_read is '接班前看过的紧急事件';

create table dispatch.shift_log (
  town text collate "C" not null,
  id uuid not null,
  shift_id uuid,
  at timestamptz not null,
  kind text not null check (kind in ('note', 'takeover', 'plan', 'alert')),
  by_name text not null,
  words text not null,
  case_id uuid,
  primary key (town, id)
);
create index shift_log_at on dispatch.shift_log (town, at desc, id desc);
create index shift_log_shift on dispatch.shift_log (town, shift_id, at desc, id desc);
comment on table dispatch.shift_log is '值班日志（只增不改）';
select platform.append_only('dispatch.shift_log');
