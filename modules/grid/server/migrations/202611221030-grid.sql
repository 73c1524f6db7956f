create schema grid;

create table grid.rest (
  town text collate "C" not null,
  id uuid not null,
  person_id uuid not null,
  from_day date not null,
  to_day date not null,
  reason text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (town, id),
  check (to_day >= from_day)
);
create index rest_days on grid.rest (town, to_day desc, id desc);
create index rest_person on grid.rest (town, person_id, to_day);
comment on table grid.rest is '请假、休息：这些天不在岗';

create table grid.stand_in (
  town text collate "C" not null,
  post_id uuid not null,
  substitute_id uuid,
  -- 1 Monday … 7 Sunday: days on which this post rests every week.
  rest_weekdays int[] not null default '{}',
  version int not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town, post_id)
);
comment on table grid.stand_in is '岗位的轮休日与替班人';
