-- One rating per item per case (round 1), and one more after a correction (round 2).
create table service.rating (
  town text collate "C" not null,
  case_id uuid not null,
  round int not null check (round in (1, 2)),
  door text not null,
  level int not null check (level between 1 and 5),
  dimensions jsonb not null default '{}',
  words text not null default '',
  at timestamptz not null,
  -- Who served: the window's own page counts by it, and shows neither case nor hour.
  served_by uuid,
  state text not null default 'counted' check (state in ('counted', 'fixing', 'excluded', 'rectified')),
  fix_id uuid,
  in_time boolean,
  action_id uuid not null,
  primary key (town, case_id, round)
);
create index rating_at on service.rating (town, at desc, case_id desc);
create index rating_served on service.rating (town, served_by, at desc) where served_by is not null;
create index rating_fix on service.rating (town, fix_id) where fix_id is not null;
comment on table service.rating is '好差评：一事一评，差评整改后可再评一次；窗口人员看不到评价人';

create table service.draft (
  town text collate "C" not null,
  number text collate "C" not null,
  code_digest bytea not null,
  sealed bytea not null,
  changed_at timestamptz not null,
  primary key (town, number)
);
create index draft_changed on service.draft (town, changed_at);
comment on table service.draft is '网上申请草稿：凭编号和查询码在另一台设备接着填，九十天不动即删';
