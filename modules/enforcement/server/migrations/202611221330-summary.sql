alter table enforcement.penalty add column procedure text not null default 'ordinary';
comment on column enforcement.penalty.procedure is 'ordinary 普通程序，summary 简易程序';
