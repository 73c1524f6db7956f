create schema if not exists notice;

create table notice.notice (
  town text collate "C" not null,
  id uuid not null,
  at timestamptz not null,
  person_id uuid not null,
  -- The post it is for; null: for the person at any post.
  post_id uuid,
  kind text not null,
  title text not null,
  words text not null default '',
  urgent boolean not null default false,
  -- Where a click leads: `case:<id>`.
  object text,
  read_at timestamptz,
  primary key (town, id)
);
create index notice_unread on notice.notice (town, person_id, at desc) where read_at is null;
create index notice_person on notice.notice (town, person_id, at desc, id desc);
comment on table notice.notice is '收件箱：每人每岗的提醒，已读留时间';

create table notice.outgoing (
  town text collate "C" not null,
  id uuid not null,
  at timestamptz not null,
  channel text not null check (channel in ('sms', 'wecom')),
  person_id uuid,
  -- Sealed: a phone number or account.
  address_sealed bytea,
  words text not null,
  sent_at timestamptz,
  attempts int not null default 0,
  error text,
  primary key (town, id)
);
comment on table notice.outgoing is '短信与企业微信发送记录（只记内容与结果，号码加密）';
