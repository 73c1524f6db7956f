create schema if not exists area;

create table area.area (
  town text collate "C" not null,
  id text not null,
  code text collate "C" not null,
  name text not null,
  tier text not null check (tier in ('town', 'village', 'grid', 'micro', 'professional', 'police')),
  parent text collate "C",
  overlay boolean not null default false,
  geometry jsonb not null,
  bbox double precision[] not null,
  valid_from date not null,
  valid_to date,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text not null default 'system',
  primary key (town, id),
  unique (town, code, valid_from),
  check (valid_to is null or valid_to > valid_from)
);
create index area_tier on area.area (town, tier, code);
comment on table area.area is '区域边界，按版本生效：7 月 1 日调整后，6 月的案件仍属 6 月的网格';

-- Rivers, roads, lakes, buildings for the map, one GeoJSON collection per kind.
create table area.base_map (
  town text collate "C" not null,
  kind text not null,
  features jsonb not null,
  primary key (town, kind)
);
comment on table area.base_map is '底图要素：河流、道路、湖荡、建筑（GeoJSON）';

-- Names people use for places, with where they are.
create table area.place_name (
  town text collate "C" not null,
  id uuid not null,
  name text not null,
  kind text not null default 'place',
  address text not null default '',
  point point not null,
  grams text[] not null default '{}',
  primary key (town, id)
);
create index place_name_grams on area.place_name using gin (grams);
create index place_name_name on area.place_name (town, name);
comment on table area.place_name is '本镇地名库：含群众俗称，用于由文字找位置';

create view area.place as
  select town, id, code, name, tier, parent, overlay, valid_from, valid_to from area.area;
comment on view area.place is '公开视图：区域编码、名称与有效期（不含边界）';
