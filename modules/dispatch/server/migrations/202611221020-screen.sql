create schema if not exists dispatch;

create table dispatch.screen (
  town text collate "C" not null,
  setting jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (town)
);
comment on table dispatch.screen is '大屏设置：镇名、标题、专题与板块的顺序、轮播；没有行即为默认';
