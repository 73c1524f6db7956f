-- Which version of the ground a map tile was drawn from: tiles are kept until it changes.
alter table area.base_map add column changed_at timestamptz not null default now();
alter table area.place_name add column changed_at timestamptz not null default now();
