create table sensing.listening (
  town text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  primary key (town, from_at)
);
comment on table sensing.listening is '平台在听设备的时段（town 为 -：整个安装）；停机不算设备离线';

-- An installation that ran before this was written down is taken to have listened all the while.
insert into sensing.listening (town, from_at, to_at)
select '-', min(d.created_at), max(l.seen_at) from sensing.device d join sensing.live l on l.town = d.town and l.device_id = d.id
having max(l.seen_at) > min(d.created_at);

create function sensing.listened(since timestamptz, till timestamptz) returns interval language sql stable set search_path = pg_catalog as $$
  select coalesce(sum(least(l.to_at, till) - greatest(l.from_at, since)), interval '0')
  from sensing.listening l where l.town = '-' and l.to_at > since and l.from_at < till
$$;
