-- One row per version of a one-thing, dated like a matter.
create table service.one_thing (
  town text collate "C" not null,
  code text collate "C" not null,
  from_day date not null,
  to_day date,
  name text not null,
  spec jsonb not null,
  grams text[] not null default '{}',
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, code, from_day)
);
create index one_thing_grams on service.one_thing using gin (grams);
comment on table service.one_thing is '一件事：每个版本一行，自启用日起算；合并表单和合并材料由所含事项当日的版本算出，不另存';

-- A list an administrator composes; two of them are shown in the hall.
create table service.list_set (
  town text collate "C" not null,
  id uuid not null,
  name text not null,
  hall int check (hall in (1, 2)),
  spec jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, id),
  constraint list_set_hall unique (town, hall) deferrable initially deferred
);
comment on table service.list_set is '展示清单：管理员自行编排的具名清单，其中两份在大厅展示';
