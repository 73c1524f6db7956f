-- Units, posts and people, all dated by half-open spans of days [valid_from, valid_to), so that last month can be
-- looked at as it was. Every key begins with the town's code (docs/architecture.md, "Growing").
create schema org;

create table org.town (
  town text collate "C" not null,
  name text not null,
  demo boolean not null default false,
  -- Host names this town is served under; empty where it is the only one.
  hosts text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (town)
);
comment on table org.town is '镇：代码、名称、是否演示镇';

create table org.unit (
  town text collate "C" not null,
  id uuid not null,
  code text,
  kind text not null,
  position int not null default 1000,
  valid_from date not null,
  valid_to date,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (town, id),
  unique (town, code),
  foreign key (town) references org.town (town),
  check (valid_to is null or valid_to > valid_from)
);
create index unit_order on org.unit (town, position, id);
comment on table org.unit is '单位：身份不随更名、改隶属而变';

create table org.unit_name (
  town text collate "C" not null,
  unit_id uuid not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  short text not null,
  primary key (town, unit_id, valid_from),
  foreign key (town, unit_id) references org.unit (town, id),
  check (valid_to is null or valid_to > valid_from)
);
comment on table org.unit_name is '单位在各时段的名称：更名前的记录仍显示旧名';

create table org.unit_parent (
  town text collate "C" not null,
  unit_id uuid not null,
  valid_from date not null,
  valid_to date,
  parent_id uuid,
  primary key (town, unit_id, valid_from),
  foreign key (town, unit_id) references org.unit (town, id),
  foreign key (town, parent_id) references org.unit (town, id),
  check (valid_to is null or valid_to > valid_from),
  check (parent_id <> unit_id)
);
create index unit_parent_children on org.unit_parent (town, parent_id);
comment on table org.unit_parent is '单位在各时段的上级单位';

create table org.role (
  town text collate "C" not null,
  key text not null,
  title text not null,
  -- Permission -> reaches, only where the town differs from the default of the module; an empty array takes it away.
  reach jsonb not null default '{}',
  version int not null default 1,
  changed_at timestamptz not null default now(),
  primary key (town, key),
  foreign key (town) references org.town (town)
);
comment on table org.role is '角色：本镇对默认权限的增减';

create table org.post (
  town text collate "C" not null,
  id uuid not null,
  unit_id uuid not null,
  title text not null,
  role text not null,
  areas text[] collate "C" not null default '{}',
  valid_from date not null,
  valid_to date,
  version int not null default 1,
  primary key (town, id),
  foreign key (town, unit_id) references org.unit (town, id),
  foreign key (town, role) references org.role (town, key),
  check (valid_to is null or valid_to > valid_from)
);
create index post_unit on org.post (town, unit_id);
create index post_role on org.post (town, role);
create index post_areas on org.post using gin (areas);
comment on table org.post is '岗位：单位里的一把椅子，带角色和辖区（编码前缀）';

create table org.person (
  town text collate "C" not null,
  id uuid not null,
  login text collate "C" not null,
  name text not null,
  -- AES-256-GCM (platform/server/field-cipher.ts); the mask beside it saves opening it for every list.
  phone_sealed bytea,
  phone_mask text,
  status text not null default 'active' check (status in ('active', 'disabled')),
  -- Listed on the sign-in page of the demo town.
  demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (town, id),
  unique (town, login),
  foreign key (town) references org.town (town)
);
comment on table org.person is '人员：一人一账号，电话加密保存';

create table org.appointment (
  town text collate "C" not null,
  id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  valid_from date not null,
  valid_to date,
  substitute_for uuid,
  version int not null default 1,
  primary key (town, id),
  foreign key (town, person_id) references org.person (town, id),
  foreign key (town, post_id) references org.post (town, id),
  foreign key (town, substitute_for) references org.person (town, id),
  check (valid_to is null or valid_to > valid_from)
);
create index appointment_person on org.appointment (town, person_id);
create index appointment_post on org.appointment (town, post_id);
comment on table org.appointment is '任职：谁在哪个岗位，从哪天到哪天，替谁代班';

create table org.credential (
  town text collate "C" not null,
  person_id uuid not null,
  -- PHC string of Argon2id; `history` holds the last five, the current one included.
  hash text not null,
  history text[] not null default '{}',
  changed_at timestamptz not null,
  must_change boolean not null default true,
  primary key (town, person_id),
  foreign key (town, person_id) references org.person (town, id)
);
comment on table org.credential is '登录凭据：口令散列、最近五次、更换时间';

create table org.session (
  town text collate "C" not null,
  -- SHA-256 of the cookie: a copy of this table opens nothing.
  token_hash bytea not null,
  person_id uuid not null,
  post_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  ip text,
  terminal text,
  revoked_at timestamptz,
  primary key (town, token_hash),
  foreign key (town, person_id) references org.person (town, id),
  foreign key (town, post_id) references org.post (town, id)
);
create index session_person on org.session (town, person_id, created_at desc);
create index session_ends on org.session (ends_at);
comment on table org.session is '登录会话：只存令牌散列';

create table org.login_failure (
  town text collate "C" not null,
  login text collate "C" not null,
  -- Attempts of the last 15 minutes not yet followed by a success.
  times timestamptz[] not null,
  locked_until timestamptz,
  primary key (town, login)
);
comment on table org.login_failure is '登录失败计数与锁定，含不存在的账号，免得泄露哪些账号存在';

create table org.machine_token (
  town text collate "C" not null,
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null,
  expires date,
  created_at timestamptz not null,
  created_by uuid,
  last_used timestamptz,
  revoked_at timestamptz,
  primary key (town, id),
  unique (town, token_hash),
  foreign key (town) references org.town (town)
);
comment on table org.machine_token is '接口令牌：只存散列，按权限范围使用';

create view org.member as
select
  a.town,
  a.id as appointment_id,
  a.person_id,
  p.name as person_name,
  a.post_id,
  po.title as post_title,
  po.role,
  po.areas,
  po.unit_id,
  n.name as unit_name,
  greatest(a.valid_from, po.valid_from) as valid_from,
  least(a.valid_to, po.valid_to) as valid_to,
  a.substitute_for
from org.appointment a
join org.person p on p.town = a.town and p.id = a.person_id
join org.post po on po.town = a.town and po.id = a.post_id
left join lateral (
  select un.name from org.unit_name un
  where un.town = po.town and un.unit_id = po.unit_id
    and un.valid_from <= (now() at time zone 'Asia/Shanghai')::date
  order by un.valid_from desc limit 1
) n on true
where p.status = 'active';
comment on view org.member is '公开视图：在岗与历任人员，单位为当前名称';
