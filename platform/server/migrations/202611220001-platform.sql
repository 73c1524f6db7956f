-- Machinery every module stands on. Every key begins with the town's code (docs/architecture.md, "Growing").

create table platform.replay (
  town text collate "C" not null,
  subject text not null,
  action_id uuid not null,
  body_hash text not null,
  status int not null default 200,
  reply jsonb,
  at timestamptz not null default now(),
  primary key (town, subject, action_id)
);
create index replay_at on platform.replay (at);
comment on table platform.replay is '写操作的首次答复：同一操作号再次到达时原样返回';

create table platform.outbox (
  town text collate "C" not null,
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  name text not null,
  payload jsonb not null,
  -- Who may hear it live: '*', 'u:<unit>', 'p:<person>', 'a:<area code>'. Empty: handlers only.
  audience text[] not null default '{}',
  at timestamptz not null default now(),
  primary key (town, xid, seq)
);
create index outbox_order on platform.outbox (xid, seq);
create index outbox_at on platform.outbox (at);
comment on table platform.outbox is '领域消息发件箱：与业务同一事务写入，按提交可见的顺序投递';

create table platform.delivery (
  town text collate "C" not null,
  handler text not null,
  xid xid8 not null,
  seq bigint not null,
  failures int not null default 0,
  retry_at timestamptz,
  last_error text,
  primary key (town, handler)
);
comment on table platform.delivery is '每个消息处理者读到哪里：与处理结果同一事务前移，因此每条只生效一次';

create table platform.dead_letter (
  town text collate "C" not null,
  handler text not null,
  xid xid8 not null,
  seq bigint not null,
  name text not null,
  payload jsonb not null,
  error text not null,
  at timestamptz not null default now(),
  primary key (town, handler, xid, seq)
);
comment on table platform.dead_letter is '多次处理失败而搁置的消息，留待人工查看';

create table platform.job (
  town text collate "C" not null,
  kind text not null,
  key text not null,
  run_at timestamptz not null,
  payload jsonb not null default '{}',
  leased_until timestamptz,
  attempts int not null default 0,
  last_error text,
  primary key (town, kind, key)
);
create index job_due on platform.job (run_at);
comment on table platform.job is '到点要做的事：每（种类，键）一行，在业务事务里新增、移动和取消';

create table platform.counter (
  town text collate "C" not null,
  name text not null,
  value bigint not null,
  primary key (town, name)
);
comment on table platform.counter is '编号流水：按块领取，可有空号，不重号';

create table platform.setting (
  town text collate "C" not null,
  key text not null,
  value jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  primary key (town, key)
);
comment on table platform.setting is '镇级设置的当前值';

create table platform.audit (
  town text collate "C" not null,
  id uuid not null,
  at timestamptz not null,
  subject text not null,
  post text,
  kind text not null,
  object text,
  reason text,
  result text not null default 'ok',
  ip text,
  terminal text,
  detail jsonb not null default '{}',
  primary key (town, id)
);
create index audit_at on platform.audit (town, at desc);
create index audit_subject on platform.audit (town, subject, at desc);
create index audit_object on platform.audit (town, object, at desc);
comment on table platform.audit is '审计日志（只增不改）：登录、授权、个人信息查看、导出、设置变更';

create table platform.file (
  town text collate "C" not null,
  sha256 text not null,
  size bigint not null,
  mime text not null,
  name text not null,
  width int,
  height int,
  taken_at timestamptz,
  taken_place point,
  camera text,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now(),
  primary key (town, sha256)
);
comment on table platform.file is '文件登记：按内容 SHA-256 存放，原件只读，拍摄时间地点留作证据';
select platform.append_only('platform.audit');
