create table area.raster (
  town text collate "C" not null,
  setting jsonb not null,
  key_sealed bytea,
  version int not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (town)
);
comment on table area.raster is '第三方栅格底图设置（天地图、XYZ、WMTS）；密钥加密保存';
