-- What a system has told of one order so far, field by field: a later message is compared with it, whatever that message leaves out.
alter table incident.inbound add column told jsonb not null default '{}';
create index inbound_state on incident.inbound (town, system, state);
