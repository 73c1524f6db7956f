-- What lists, papers and figures read of a service case; the case itself is the engine's. The applicant lies sealed, digests serve exact look-up.
create table service.office_case (
  town text collate "C" not null,
  case_id uuid not null,
  number text collate "C" not null,
  code_digest bytea not null,
  matter_code text collate "C" not null,
  matter_from date not null,
  matter_name text not null,
  matter_type text collate "C" not null,
  unit_id uuid not null,
  level text not null,
  channel text not null,
  applicant_kind text not null,
  -- An organisation's name lies open, a natural person's only masked.
  applicant_name text not null,
  name_digest bytea not null,
  id_digest bytea not null,
  id_mask text not null,
  phone_mask text not null default '',
  sealed bytea not null,
  area_code text collate "C" not null default '',
  opened_by uuid,
  one_thing_id uuid,
  agency_id uuid,
  joint boolean not null default false,
  exclusive_key bytea,
  step text not null,
  open boolean not null default true,
  opened_at timestamptz not null,
  accepted_on date,
  deemed boolean not null default false,
  corrections int not null default 0,
  extended boolean not null default false,
  special_count int not null default 0,
  sole boolean not null default false,
  sample text,
  held_count int not null default 0,
  held_asked int not null default 0,
  legal_due timestamptz,
  promise_due timestamptz,
  -- Working days counted; what 承诺压缩率 and promised against used are made of.
  legal_days int not null,
  promise_days int not null,
  used_days int,
  decided_at timestamptz,
  delivered_at timestamptz,
  closed_at timestamptz,
  outcome text,
  result text,
  document_number text,
  deliver_way text,
  visits int not null default 0,
  next_due timestamptz,
  next_clock text,
  late boolean not null default false,
  rated boolean not null default false,
  seq int not null default 1,
  grams text[] not null default '{}',
  primary key (town, case_id),
  unique (town, number)
) with (fillfactor = 80);
create index office_case_opened on service.office_case (town, opened_at desc, case_id desc);
create index office_case_identity on service.office_case (town, id_digest, opened_at desc, case_id desc);
create index office_case_name on service.office_case (town, name_digest, opened_at desc, case_id desc);
create index office_case_queue on service.office_case (town, step, coalesce(next_due, 'infinity'::timestamptz), case_id) where open;
create index office_case_area on service.office_case (town, area_code, opened_at desc, case_id desc);
create index office_case_matter on service.office_case (town, matter_code, opened_at desc);
create index office_case_bundle on service.office_case (town, one_thing_id) where one_thing_id is not null;
create index office_case_sample on service.office_case (town, sample, case_id) where sample = 'due';
create index office_case_grams on service.office_case using gin (grams);
-- Two applicants for one exclusive thing: the second is refused while the first one's case is open.
create unique index office_case_exclusive on service.office_case (town, matter_code, exclusive_key) where open and exclusive_key is not null;
comment on table service.office_case is '政务服务办件：列表、检索、统计读取的投影，申请人信息加密';

create table service.paper (
  town text collate "C" not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  number text not null,
  seq int not null,
  made_at timestamptz not null,
  -- What the paper says, as it was on that day; the applicant comes from the sealed part.
  content jsonb not null,
  primary key (town, id),
  unique (town, number)
);
create index paper_case on service.paper (town, case_id, seq);
comment on table service.paper is '办件文书：编号不重复，内容按出具当日保存';

create table service.known (
  town text collate "C" not null,
  id_digest bytea not null,
  kind text not null,
  key text collate "C" not null,
  value_sealed bytea,
  from_number text not null,
  at timestamptz not null,
  primary key (town, id_digest, kind, key)
);
comment on table service.known is '镇里已有：申请人在以前办件中提供过的信息和材料，再次办理不重复索要';

create table service.bar (
  town text collate "C" not null,
  id_digest bytea not null,
  matter_code text collate "C" not null,
  until_day date not null,
  why text not null,
  primary key (town, id_digest, matter_code)
);
comment on table service.bar is '行政许可法第七十八、七十九条：一年、三年内不得再次申请';
