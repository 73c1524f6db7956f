-- The second factor of rules.md §8.6: a one-time code (RFC 6238) beside the password.
alter table org.town add column second_factor text not null default 'off' check (second_factor in ('off', 'admins'));

create table org.second_factor (
  town text collate "C" not null,
  person_id uuid not null,
  secret_sealed bytea not null,
  -- Null while the person has not yet shown a code of it.
  confirmed_at timestamptz,
  -- The last step a code was taken of: the same code does not open twice.
  last_step bigint not null default 0,
  primary key (town, person_id),
  foreign key (town, person_id) references org.person (town, id)
);
comment on table org.second_factor is '第二因素：一次性口令密钥（加密保存）';
