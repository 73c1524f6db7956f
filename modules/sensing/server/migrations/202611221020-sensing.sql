create schema if not exists sensing;
comment on schema sensing is '城市感知网：设备、读数、规则、告警';

create table sensing.device (
  town text collate "C" not null,
  id uuid not null,
  key text collate "C" not null,
  kind text not null,
  name text not null,
  component text,
  place point,
  address text not null default '',
  area_code text collate "C" not null default '',
  area_name text not null default '',
  owner_id uuid,
  upkeep_id uuid,
  maker text not null default '',
  model text not null default '',
  installed_on date,
  battery_on date,
  state text not null default 'normal',
  format text not null default 'sihe',
  mapping jsonb,
  aliases text[] not null default '{}',
  own_heartbeat int,
  heartbeat int not null,
  note text not null default '',
  secret_hash text,
  secret_at timestamptz,
  online text not null default 'never',
  offline_since timestamptz,
  upkeep_case uuid,
  upkeep_number text,
  upkeep_closed_at timestamptz,
  open_alarms int not null default 0,
  grams text[] not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (town, id)
);
create unique index device_key on sensing.device (town, key);
create unique index device_component on sensing.device (town, component) where component is not null;
create index device_secret on sensing.device (town, secret_hash) where secret_hash is not null;
create index device_kind on sensing.device (town, kind, key);
create index device_area on sensing.device (town, area_code, key);
create index device_owner on sensing.device (town, owner_id, key);
create index device_upkeep on sensing.device (town, upkeep_id, key);
create index device_online on sensing.device (town, online, key);
create index device_alarmed on sensing.device (town, key) where open_alarms > 0;
create index device_changed on sensing.device (town, changed_at);
create index device_place on sensing.device using gist (place);
create index device_grams on sensing.device using gin (grams);
create index device_case on sensing.device (town, upkeep_case) where upkeep_case is not null;
comment on table sensing.device is '感知设备台账：种类、部件编码、位置、网格、权属与养护单位、安装与电池日期、状态；密钥只存摘要';

create table sensing.live (
  town text collate "C" not null,
  device_id uuid not null,
  seen_at timestamptz not null,
  latest jsonb not null default '{}',
  watch jsonb,
  flushed_at timestamptz not null,
  primary key (town, device_id)
) with (fillfactor = 60);
comment on table sensing.live is '每台设备的最新值、最近收到时间和规则的判断进度；由接收进程每秒合并写一次';

create table sensing.reading (
  town text collate "C" not null,
  device_id uuid not null,
  at timestamptz not null,
  seq bigint not null,
  keep text not null,
  received_at timestamptz not null,
  flags smallint not null default 0,
  "values" jsonb not null,
  primary key (town, device_id, at, seq, keep)
) partition by list (keep);
create table sensing.reading_short partition of sensing.reading for values in ('short') partition by range (at);
create table sensing.reading_medium partition of sensing.reading for values in ('medium') partition by range (at);
create table sensing.reading_long partition of sensing.reading for values in ('long') partition by range (at);
create index reading_received on sensing.reading using brin (received_at);
comment on table sensing.reading is '读数：每条消息一行，按保存期再按天分区，到期整区删除；flags 1 迟到 2 时钟超前';
comment on table sensing.reading_short is '读数（短期保存），按天分区';
comment on table sensing.reading_medium is '读数（中期保存），按天分区';
comment on table sensing.reading_long is '读数（长期保存），按天分区';

create table sensing.reading_hour (
  town text collate "C" not null,
  device_id uuid not null,
  field text not null,
  hour timestamptz not null,
  n int not null,
  min float8 not null,
  max float8 not null,
  sum float8 not null,
  primary key (town, device_id, field, hour)
);
comment on table sensing.reading_hour is '读数的小时汇总：长时段曲线不读原始数据，原始数据到期后仍在';

-- The runner may not create tables; these two run as the owner and make or drop nothing but day partitions of readings.
create function sensing.make_day(day date) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  part text;
  made text;
begin
  perform pg_advisory_xact_lock(hashtext('sensing.make_day'));
  foreach part in array array['short', 'medium', 'long'] loop
    made := format('reading_%s_%s', part, to_char(day, 'YYYYMMDD'));
    if to_regclass(format('sensing.%I', made)) is null then
      -- A day of the town's clock; China has one zone and no summer time.
      execute format('create table sensing.%I partition of sensing.%I for values from (%L) to (%L)', made, 'reading_' || part,
        to_char(day, 'YYYY-MM-DD') || ' 00:00+08', to_char(day + 1, 'YYYY-MM-DD') || ' 00:00+08');
      execute format('comment on table sensing.%I is %L', made, '读数分区 ' || to_char(day, 'YYYY-MM-DD'));
    end if;
  end loop;
end $$;
create function sensing.drop_day(part text, day date) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone text := format('reading_%s_%s', part, to_char(day, 'YYYYMMDD'));
begin
  if part not in ('short', 'medium', 'long') or to_regclass(format('sensing.%I', gone)) is null then
    return false;
  end if;
  execute format('drop table sensing.%I', gone);
  return true;
end $$;

create table sensing.refusal (
  town text collate "C" not null,
  source text collate "C" not null,
  day date not null,
  reason text not null,
  device_id uuid,
  count bigint not null,
  last_at timestamptz not null,
  sample text not null default '',
  primary key (town, source, day, reason)
);
create index refusal_device on sensing.refusal (town, device_id, day desc) where device_id is not null;
create index refusal_stranger on sensing.refusal (town, day desc, source, reason) where device_id is null;
comment on table sensing.refusal is '被拒收的数据：按设备（或陌生来源）、日期、原因计数，留最后一条开头';

create table sensing.rule (
  town text collate "C" not null,
  id uuid not null,
  kind text not null,
  title text not null,
  draft jsonb not null,
  shipped text,
  source text not null default '',
  example boolean not null default false,
  enabled boolean not null,
  dropped_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (town, id)
);
create unique index rule_shipped on sensing.rule (town, shipped) where shipped is not null;
create index rule_changed on sensing.rule (town, changed_at);
comment on table sensing.rule is '告警规则（数据）：条件、持续时间、回差、时段、合并与重复提醒；默认规则标明来源或示例';

create table sensing.alarm (
  town text collate "C" not null,
  id uuid not null,
  sort text not null,
  kind text not null,
  device_id uuid,
  rule_id uuid,
  rule_title text not null,
  title text not null,
  level text not null,
  state text not null default 'pending',
  onset timestamptz not null,
  last_onset timestamptz not null,
  end_at timestamptz,
  raised_at timestamptz not null,
  queue bigint not null,
  count int not null default 1,
  peak float8,
  field text not null default '',
  unit text not null default '',
  place point,
  area_code text collate "C" not null default '',
  area_name text not null default '',
  address text not null default '',
  quiet boolean not null default false,
  parent_id uuid,
  owner_id uuid,
  upkeep_id uuid,
  ack_at timestamptz,
  ack_by uuid,
  repeat_minutes int not null default 0,
  repeat_at timestamptz,
  case_id uuid,
  case_number text,
  case_step text,
  case_closed boolean not null default false,
  end_written boolean not null default false,
  review_id uuid,
  reviewed_at timestamptz,
  reviewed_by uuid,
  review_words text not null default '',
  by_rule boolean not null default false,
  primary key (town, id)
);
create index alarm_queue on sensing.alarm (town, queue, id) where parent_id is null;
create index alarm_state on sensing.alarm (town, state, queue, id) where parent_id is null;
create index alarm_area on sensing.alarm (town, area_code, queue, id) where parent_id is null;
create index alarm_raised on sensing.alarm (town, raised_at desc, id desc);
create index alarm_device on sensing.alarm (town, device_id, raised_at desc) where device_id is not null;
create index alarm_rule on sensing.alarm (town, rule_id, raised_at desc) where rule_id is not null;
create index alarm_parent on sensing.alarm (town, parent_id) where parent_id is not null;
create index alarm_near on sensing.alarm (town, kind, raised_at desc);
create index alarm_owner on sensing.alarm (town, owner_id, queue, id);
create index alarm_case on sensing.alarm (town, case_id) where case_id is not null;
create index alarm_repeat on sensing.alarm (town, repeat_at) where repeat_at is not null;
create index alarm_lasting on sensing.alarm (town, queue, id) where end_at is null and parent_id is null;
comment on table sensing.alarm is '告警：一台设备一条规则反复发生只算一条并计次；片区告警汇集同类；待复核、误报、属实不立案、成案';

create table sensing.episode (
  town text collate "C" not null,
  device_id uuid not null,
  rule_id uuid not null,
  onset timestamptz not null,
  end_at timestamptz,
  peak float8 not null,
  readings int not null,
  alarm_id uuid not null,
  primary key (town, device_id, rule_id, onset)
);
create index episode_alarm on sensing.episode (town, alarm_id, onset);
comment on table sensing.episode is '越限时段：起、止、峰值；同一告警可有多段';

create table sensing.alarm_log (
  town text collate "C" not null,
  alarm_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  what text not null,
  by_id uuid,
  words text not null default '',
  primary key (town, alarm_id, id)
);
comment on table sensing.alarm_log is '告警的经过：发生、确认、复核、撤销、成案、解除';
select platform.append_only('sensing.alarm_log');

create table sensing.review (
  town text collate "C" not null,
  id uuid not null,
  at timestamptz not null,
  by_id uuid,
  verdict text not null,
  words text not null,
  alarm_ids uuid[] not null,
  undone_at timestamptz,
  primary key (town, id)
);
comment on table sensing.review is '复核：一次可含多条，十分钟内可撤销';

create table sensing.upkeep (
  town text collate "C" not null,
  device_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  words text not null default '',
  by_id uuid,
  primary key (town, device_id, id)
);
comment on table sensing.upkeep is '设备维护记录：巡检、换电池、维修、更换、校准';

create table sensing.silence (
  town text collate "C" not null,
  device_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (town, device_id, from_at)
);
create index silence_open on sensing.silence (town, from_at) where to_at is null;
comment on table sensing.silence is '离线时段：在线率由此计算';

create table sensing.setting (
  town text collate "C" not null,
  key text not null,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (town, key)
);
comment on table sensing.setting is '感知网的镇级设置：保存期等';
