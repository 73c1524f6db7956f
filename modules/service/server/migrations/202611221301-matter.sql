create schema if not exists service;

-- One row per version of a matter; a day has at most one version of a code.
create table service.matter (
  town text collate "C" not null,
  code text collate "C" not null,
  from_day date not null,
  to_day date,
  name text not null,
  domain text not null,
  type text collate "C" not null,
  unit_id uuid not null,
  level text not null,
  handling text not null,
  meeting text not null,
  ways text[] not null,
  agent_allowed boolean not null,
  spec jsonb not null,
  grams text[] not null default '{}',
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, code, from_day)
);
create index matter_grams on service.matter using gin (grams);
create index matter_unit on service.matter (town, unit_id, code);
comment on table service.matter is '政务服务事项：每个版本一行，自启用日起算，办件按受理当日的版本办理';
