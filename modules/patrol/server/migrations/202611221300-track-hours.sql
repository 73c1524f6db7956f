-- A day of one person is nine rows instead of 480: measured in bench/tracks.ts. Chunks of a minute kept before are read beside those of an hour.
alter table patrol.track rename column minute to begins;
comment on table patrol.track is '轨迹：每小时一段的差值压缩';
-- Inline as long as it fits a page; a vehicle with a fix every second does not.
alter table patrol.track alter column points set storage main;
-- A chunk grows for an hour: room on its page keeps its versions there.
alter table patrol.track set (fillfactor = 60);
