-- What was previewed: the bytes lie in the file store by their hash, unreachable through /files.
create table area.import_file (
  town text collate "C" not null,
  sha256 text not null,
  name text not null,
  size bigint not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  primary key (town, sha256)
);
comment on table area.import_file is '网格导入时上传并预览过的文件（内容按 SHA-256 存放）';
