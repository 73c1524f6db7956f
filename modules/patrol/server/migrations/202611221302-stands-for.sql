-- On a rest day the substitute walks the round; whoever sent a round by hand is not overruled by a later rest.
alter table patrol.round add column stands_for uuid;
alter table patrol.round add column handed boolean not null default false;
