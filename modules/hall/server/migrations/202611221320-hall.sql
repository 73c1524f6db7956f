create schema hall;

create table hall.setting (
  town text collate "C" primary key,
  setting jsonb not null,
  version int not null,
  changed_at timestamptz not null,
  changed_by uuid
);
comment on table hall.setting is '大厅设置：业务类别、叫号、预约、潮汐规则';

create table hall.counter (
  town text collate "C" not null,
  id uuid not null,
  number int not null,
  title text not null,
  kind text not null,
  -- Whom the tidal rule tells; without one, whoever leads the hall.
  opener uuid,
  active boolean not null default true,
  primary key (town, id),
  unique (town, number)
);
comment on table hall.counter is '窗口';

create table hall.skill (
  town text collate "C" not null,
  counter_id uuid not null,
  domain text not null,
  valid_from date not null,
  -- The first day it no longer holds.
  valid_to date,
  primary key (town, counter_id, domain, valid_from),
  foreign key (town, counter_id) references hall.counter (town, id)
);
comment on table hall.skill is '窗口受理的业务类别，按日期生效';

create table hall.shift (
  town text collate "C" not null,
  id uuid not null,
  counter_id uuid not null,
  state text not null,
  person_id uuid not null,
  since timestamptz not null,
  reason text not null default '',
  until timestamptz,
  ended_by uuid,
  primary key (town, id),
  foreign key (town, counter_id) references hall.counter (town, id)
);
create unique index shift_now on hall.shift (town, counter_id) where until is null;
create unique index shift_person on hall.shift (town, person_id) where until is null;
create index shift_last on hall.shift (town, counter_id, until desc);
comment on table hall.shift is '窗口状态：谁在何时开放、暂停、潮汐开放；没有未结束的一行即为关闭';

create table hall.series (
  town text collate "C" not null,
  day date not null,
  -- A letter, or * for the order of the whole day.
  series text collate "C" not null,
  value int not null,
  primary key (town, day, series)
);
comment on table hall.series is '每日号码';

create table hall.appointment (
  town text collate "C" not null,
  id uuid not null,
  day date not null,
  minute int not null,
  domain text not null,
  code text collate "C" not null,
  state text not null default 'booked',
  made_at timestamptz not null,
  ended_at timestamptz,
  ticket_id uuid,
  primary key (town, id),
  unique (town, day, code)
);
create index appointment_day on hall.appointment (town, day desc, minute, id);
create index appointment_booked on hall.appointment (town, day, minute) where state = 'booked';
comment on table hall.appointment is '预约：不记姓名电话，凭预约码签到';

create table hall.slot (
  town text collate "C" not null,
  day date not null,
  minute int not null,
  domain text not null,
  booked int not null,
  primary key (town, day, minute, domain)
);
comment on table hall.slot is '预约时段已约人数';

create table hall.ticket (
  town text collate "C" not null,
  id uuid not null,
  day date not null,
  number text collate "C" not null,
  domain text not null,
  channel text not null,
  priority text not null,
  state text not null default 'waiting',
  -- Who is next: rank, then place; a missed number is put between two others.
  rank int not null,
  place float8 not null,
  for_counter uuid,
  appointment_id uuid,
  counter_id uuid,
  person_id uuid,
  taken_at timestamptz not null,
  called_at timestamptz,
  served_at timestamptz,
  ended_at timestamptz,
  calls int not null default 0,
  misses int not null default 0,
  action_id uuid not null,
  -- What was asked with this action, so that another question under the same number is refused.
  asked text not null,
  primary key (town, id),
  unique (town, day, number),
  unique (town, action_id)
);
create index ticket_line on hall.ticket (town, day, rank, place) where state in ('waiting', 'missed');
create unique index ticket_at_counter on hall.ticket (town, counter_id) where state in ('called', 'serving');
create index ticket_newest on hall.ticket (town, day, taken_at desc, id desc);
create index ticket_appointment on hall.ticket (town, appointment_id) where appointment_id is not null;
comment on table hall.ticket is '号单：一号一行，不含个人信息';

create table hall.arrival (
  town text collate "C" not null,
  day date not null,
  -- Minutes since midnight, by quarter of an hour.
  minute int not null,
  domain text not null,
  came int not null,
  served int not null,
  service_seconds int not null,
  waited_seconds int not null,
  abandoned int not null,
  primary key (town, day, minute, domain)
);
comment on table hall.arrival is '已结束各日的到号与办理，按一刻钟汇总；预测只依据这张表和当天的号';

create table hall.counter_day (
  town text collate "C" not null,
  day date not null,
  counter_id uuid not null,
  served int not null,
  service_seconds int not null,
  primary key (town, day, counter_id),
  foreign key (town, counter_id) references hall.counter (town, id)
);
comment on table hall.counter_day is '各窗口每日办理件数与用时；按窗口，不按人';

create table hall.tidal_look (
  town text collate "C" primary key,
  at timestamptz not null,
  over_count int not null,
  under_count int not null
);
comment on table hall.tidal_look is '潮汐规则最近一次评估及连续次数';

create table hall.advice (
  town text collate "C" not null,
  id uuid not null,
  kind text not null,
  counter_id uuid not null,
  told uuid[] not null,
  at timestamptz not null,
  why text not null,
  ended_at timestamptz,
  outcome text,
  ended_by uuid,
  reason text not null default '',
  primary key (town, id),
  foreign key (town, counter_id) references hall.counter (town, id)
);
create unique index advice_open on hall.advice (town) where ended_at is null;
create index advice_newest on hall.advice (town, at desc, id desc);
comment on table hall.advice is '潮汐提示：何时提示谁、为什么、结果';

create table hall.stuck (
  town text collate "C" not null,
  case_id uuid not null,
  number text not null,
  cause text not null,
  ticket_id uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  transferred_to uuid,
  transferred_number text,
  primary key (town, case_id),
  unique (town, number)
);
create index stuck_newest on hall.stuck (town, opened_at desc, case_id desc);
create index stuck_open on hall.stuck (town, opened_at desc, case_id desc) where closed_at is null;
comment on table hall.stuck is '办不成事：一事一行，与案件同步';
