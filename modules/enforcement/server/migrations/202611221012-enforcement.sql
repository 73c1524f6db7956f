create schema if not exists enforcement;

-- One row per holding of a power: granted, held, taken back; held again is another row.
create table enforcement.power (
  town text collate "C" not null,
  code text collate "C" not null,
  held_from date not null,
  held_to date,
  title text not null,
  domain text not null,
  texts jsonb not null,
  grant_document text not null,
  withdraw_document text,
  example boolean not null default false,
  grams text[] not null default '{}',
  primary key (town, code, held_from)
);
create index power_grams on enforcement.power using gin (grams);
comment on table enforcement.power is '权责清单：每一次承接一行，收回只填收回日';

-- What the list and the reminders read of a penalty case; the case itself is the engine's.
create table enforcement.penalty (
  town text collate "C" not null,
  case_id uuid not null,
  number text collate "C" not null,
  title text not null,
  description text not null,
  source text not null,
  business boolean not null,
  party_kind text not null,
  -- An organisation's name lies open, a natural person's only masked.
  party_name text not null,
  party_sealed bytea not null,
  party_digest bytea,
  number_mask text not null default '',
  phone_mask text not null default '',
  address text not null default '',
  place point,
  area_code text collate "C" not null default '',
  unit_id uuid,
  officers uuid[] not null default '{}',
  power_code text collate "C",
  power_title text not null default '',
  step text not null,
  open boolean not null default true,
  opened_at timestamptz not null,
  filed_on date,
  decided_on date,
  closed_at timestamptz,
  case_due timestamptz,
  next_due timestamptz,
  next_clock text,
  fine bigint,
  owed bigint,
  late bigint,
  paid bigint,
  document_number text,
  result text,
  grams text[] not null default '{}',
  seq int not null default 1,
  primary key (town, case_id),
  unique (town, number)
) with (fillfactor = 85);
create index penalty_opened on enforcement.penalty (town, opened_at desc, case_id desc);
create index penalty_step on enforcement.penalty (town, step, opened_at desc, case_id desc);
create index penalty_unit on enforcement.penalty (town, unit_id, opened_at desc, case_id desc);
create index penalty_power on enforcement.penalty (town, power_code, opened_at desc) where open;
create index penalty_party on enforcement.penalty (town, party_digest, opened_at desc) where party_digest is not null;
create index penalty_grams on enforcement.penalty using gin (grams);
comment on table enforcement.penalty is '行政处罚案件：列表与提醒读取的投影，当事人信息加密';
