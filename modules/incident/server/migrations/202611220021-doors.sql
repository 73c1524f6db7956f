create table incident.connection (
  town text collate "C" not null,
  system text collate "C" not null,
  name text not null,
  callback_url text,
  states jsonb not null default '{}',
  enabled boolean not null default true,
  last_received_at timestamptz,
  last_success_at timestamptz,
  last_error text,
  primary key (town, system)
);
comment on table incident.connection is '外部系统接入：状态对照、回传地址、最近一次成功';

create table incident.inbound (
  town text collate "C" not null,
  system text collate "C" not null,
  number text not null,
  case_id uuid,
  last_seq bigint not null default 0,
  last_hash text not null default '',
  state text,
  messages int not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (town, system, number)
);
create index inbound_case on incident.inbound (town, case_id);
comment on table incident.inbound is '外部工单与本镇事件的对应：同一编号只有一件';

create table incident.inbound_message (
  town text collate "C" not null,
  id uuid not null,
  system text collate "C" not null,
  number text not null,
  seq bigint not null,
  at timestamptz not null,
  outcome text not null,
  reason text,
  payload jsonb not null,
  primary key (town, id)
);
create index inbound_message_number on incident.inbound_message (town, system, number, at);
create index inbound_message_outcome on incident.inbound_message (town, system, outcome, at);
comment on table incident.inbound_message is '收到的每一条外部消息及其去向：进来的等于办成的加搁置的';
select platform.append_only('incident.inbound_message');

create table incident.callback (
  town text collate "C" not null,
  system text collate "C" not null,
  id uuid not null,
  number text not null,
  case_id uuid not null,
  seq int not null,
  payload jsonb not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts int not null default 0,
  error text,
  primary key (town, system, id),
  unique (town, system, number, seq)
);
create index callback_waiting on incident.callback (town, system, id) where sent_at is null;
comment on table incident.callback is '回传给外部系统的办理进展：断线时排队，恢复后按序补发';
