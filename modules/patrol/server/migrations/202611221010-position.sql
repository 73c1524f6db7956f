-- Positions of people and vehicles: only on duty (features.md §4.15), the last known apart from the tracks.
create schema patrol;

create table patrol.duty (
  town text collate "C" not null,
  id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  unit_id uuid not null,
  kind text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- self | limit | shift: who or what ended it.
  ended_by text,
  terminal text not null default '',
  -- Milliseconds the phone's clock is behind ours, as last told.
  skew_ms int not null default 0,
  primary key (town, id),
  check (ended_at is null or ended_at >= started_at)
);
create unique index duty_open on patrol.duty (town, person_id) where ended_at is null;
create index duty_person on patrol.duty (town, person_id, started_at desc);
comment on table patrol.duty is '上岗记录：只有上岗期间才记录位置';

create table patrol.mover (
  town text collate "C" not null,
  sort text not null check (sort in ('person', 'vehicle')),
  id uuid not null,
  name text not null,
  post_title text not null default '',
  unit_id uuid,
  kind text not null,
  on_duty boolean not null,
  since timestamptz not null,
  at timestamptz,
  place point,
  accuracy real not null default 0,
  mocked boolean not null default false,
  heading real,
  speed real,
  area_code text collate "C" not null default '',
  primary key (town, sort, id)
);
create index mover_on_duty on patrol.mover (town, sort) where on_duty;
comment on table patrol.mover is '人员、车辆最近位置，每人每车一行';

create table patrol.track (
  town text collate "C" not null,
  mover_id uuid not null,
  minute timestamptz not null,
  points bytea not null,
  primary key (town, mover_id, minute)
);
comment on table patrol.track is '轨迹：每分钟一段的差值压缩';
alter table patrol.track alter column points set storage plain;

create table patrol.look (
  town text collate "C" not null,
  id uuid not null,
  -- Null: everybody on the map at once.
  person_id uuid,
  viewer_id uuid not null,
  viewer_name text not null,
  viewer_post text not null,
  what text not null,
  at timestamptz not null,
  until timestamptz not null,
  times int not null default 1,
  primary key (town, id)
);
create index look_person on patrol.look (town, person_id, at desc);
create index look_viewer on patrol.look (town, viewer_id, what, at desc);
comment on table patrol.look is '谁看过位置：给被看的人看';

create table patrol.vehicle (
  town text collate "C" not null,
  id uuid not null,
  name text not null,
  plate text not null,
  unit_id uuid,
  areas text[] collate "C" not null default '{}',
  -- Kilometres on the odometer when last read.
  odometer numeric(9, 1),
  active boolean not null default true,
  version int not null default 1,
  primary key (town, id),
  unique (town, plate)
);
comment on table patrol.vehicle is '巡查车辆';

create table patrol.trip (
  town text collate "C" not null,
  id uuid not null,
  vehicle_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  driver_id uuid not null,
  crew uuid[] not null,
  purpose text not null default '',
  odometer_from numeric(9, 1) not null,
  odometer_to numeric(9, 1),
  -- Metres from the cleaned track, and those across gaps.
  track_metres real,
  gap_metres real,
  track_note jsonb not null default '{}',
  primary key (town, id),
  foreign key (town, vehicle_id) references patrol.vehicle (town, id),
  check (odometer_to is null or odometer_to >= odometer_from)
);
create unique index trip_open on patrol.trip (town, vehicle_id) where ended_at is null;
create index trip_newest on patrol.trip (town, started_at desc, id desc);
create index trip_vehicle on patrol.trip (town, vehicle_id, started_at desc, id desc);
create index trip_crew on patrol.trip using gin (crew);
comment on table patrol.trip is '出车记录：起止、车组、里程表与轨迹里程';

create table patrol.device (
  town text collate "C" not null,
  id uuid not null,
  name text not null,
  sort text not null check (sort in ('person', 'vehicle')),
  mover_id uuid not null,
  -- SHA-256 of the key: a copy of this table sends nothing.
  key_hash bytea not null,
  -- Of a JT/T 808 terminal: the number it signs in with.
  terminal_number text collate "C",
  created_at timestamptz not null,
  last_at timestamptz,
  revoked_at timestamptz,
  primary key (town, id),
  unique (town, key_hash),
  unique (town, terminal_number)
);
comment on table patrol.device is '定位设备：OsmAnd、GPSLogger、Traccar 或 808 终端，只存密钥散列';
