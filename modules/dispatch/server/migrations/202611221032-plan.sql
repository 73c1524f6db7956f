create table dispatch.plan (
  town text collate "C" not null,
  key text collate "C" not null,
  version int not null,
  state text not null check (state in ('draft', 'published', 'retired')),
  title text not null,
  card jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, key, version)
);
comment on table dispatch.plan is '数字预案：每个版本一行，启动时用最新的已发布版本';

create table dispatch.activation (
  town text collate "C" not null,
  case_id uuid not null,
  number text collate "C" not null,
  plan_key text collate "C" not null,
  plan_version int not null,
  title text not null,
  level int not null,
  drill boolean not null,
  trigger text not null check (trigger in ('person', 'alert', 'device')),
  step text not null,
  opened_at timestamptz not null,
  activated_at timestamptz,
  ended_at timestamptz,
  closed_at timestamptz,
  primary key (town, case_id)
);
create index activation_opened on dispatch.activation (town, opened_at desc, case_id desc);
create index activation_open on dispatch.activation (town, plan_key) where closed_at is null;
comment on table dispatch.activation is '预案启动与演练（案件的补充信息，与案件同一事务更新）';

create table dispatch.task (
  town text collate "C" not null,
  case_id uuid not null,
  activation_id uuid not null,
  number text collate "C" not null,
  key text collate "C" not null,
  kind text not null check (kind in ('plan', 'improve')),
  title text not null,
  words text not null,
  role text not null,
  drill boolean not null,
  step text not null,
  unit_id uuid,
  person_id uuid,
  opened_at timestamptz not null,
  ack_due timestamptz not null,
  ack_at timestamptz,
  ack_by uuid,
  finish_due timestamptz not null,
  finished_at timestamptz,
  verified_at timestamptz,
  escalated_at timestamptz,
  closed_at timestamptz,
  primary key (town, case_id),
  unique (town, activation_id, key)
);
create index task_unit on dispatch.task (town, unit_id, opened_at desc, case_id desc);
create index task_person on dispatch.task (town, person_id, opened_at desc, case_id desc);
create index task_opened on dispatch.task (town, opened_at);
create index task_unanswered on dispatch.task (town, ack_due) where ack_at is null and closed_at is null;
comment on table dispatch.task is '预案任务与改进任务（案件的补充信息）：给谁、何时响应、何时完成';

create table dispatch.alert (
  town text collate "C" not null,
  id uuid not null,
  sender text not null,
  identifier text not null,
  status text not null,
  msg_type text not null,
  event text not null,
  severity text not null,
  headline text not null,
  area text not null,
  sent_at timestamptz,
  expires_at timestamptz,
  received_at timestamptz not null,
  outcome text not null,
  activation_id uuid,
  faults jsonb not null default '[]',
  xml text not null,
  primary key (town, id),
  unique (town, sender, identifier)
);
create index alert_received on dispatch.alert (town, received_at desc, id desc);
comment on table dispatch.alert is '收到的气象等预警（CAP 1.2），原文留存';

create table dispatch.phrase (
  town text collate "C" not null,
  id uuid not null,
  -- Empty: everybody's.
  person_id uuid,
  words text not null,
  position int not null,
  primary key (town, id)
);
create index phrase_person on dispatch.phrase (town, person_id, position);
comment on table dispatch.phrase is '坐席常用语：公用的和本人的';
