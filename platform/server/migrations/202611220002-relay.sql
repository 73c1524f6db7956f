-- A handler reads only its own facts: with this index its cursor jumps over everyone else's.
create index outbox_by_name on platform.outbox (town, name, xid, seq);
-- Retention removes from the front of the stream, in its order; a second order by time is not needed.
drop index platform.outbox_at;
-- `'-'` as town: the work of the whole installation (retention), not of one town.
comment on column platform.job.town is '镇代码；“-”表示整个平台的工作';
