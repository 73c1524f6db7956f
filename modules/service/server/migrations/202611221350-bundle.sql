create table service.bundle (
  town text collate "C" not null,
  id uuid not null,
  action_id uuid not null,
  one_thing text collate "C" not null,
  name text not null,
  -- The longest chain of the promised days, not their sum.
  due_day date not null,
  path text[] not null,
  opened_at timestamptz not null,
  done_at timestamptz,
  primary key (town, id),
  unique (town, action_id)
);
create index bundle_open on service.bundle (town, due_day, id) where done_at is null;
comment on table service.bundle is '一件事办件：一张表开出的各个子办件，全部办结才算办结';
