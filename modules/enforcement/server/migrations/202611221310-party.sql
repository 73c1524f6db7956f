-- A party written down once, sealed; acts point at it by id so that no name or number of a person stands in a case's chain.
create table enforcement.party (
  town text collate "C" not null,
  id uuid not null,
  kind text not null,
  shown text not null,
  sealed bytea not null,
  digest bytea,
  number_mask text not null default '',
  phone_mask text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (town, id)
);
comment on table enforcement.party is '当事人信息：加密保存，办理记录只存编号';
