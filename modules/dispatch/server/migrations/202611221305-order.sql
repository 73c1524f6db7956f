create table dispatch.field_order (
  town text collate "C" not null,
  id uuid not null,
  title text not null,
  words text not null,
  ring jsonb not null,
  things int not null,
  urgent boolean not null,
  ack_minutes int not null,
  finish_hours int not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  issuer text not null,
  primary key (town, id)
);
create index field_order_issued on dispatch.field_order (town, issued_at desc, id desc);
comment on table dispatch.field_order is '现场指令：在一张图上圈选后一次下达，每个接收人一项任务（dispatch.task，kind = order）';

-- Since now a task is asked by a plan (activation_id: the activation) or by an order (activation_id: the order).
alter table dispatch.task drop constraint task_kind_check;
alter table dispatch.task add constraint task_kind_check check (kind in ('plan', 'improve', 'order'));
create index task_open on dispatch.task (town, kind, opened_at desc, case_id desc) where closed_at is null;
