-- Papers that went out, each with its number for good: made again it is the same one.
create table enforcement.paper (
  town text collate "C" not null,
  case_id uuid not null,
  seq int not null,
  code text collate "C" not null,
  number text not null,
  issued_at timestamptz not null,
  primary key (town, case_id, seq, code)
);
create unique index paper_number on enforcement.paper (town, number);
comment on table enforcement.paper is '对外文书的文号：随办理动作编号，不重号、不跳回';

-- The town's own wording of a form, from a moment on; the shipped one stands until there is one.
create table enforcement.paper_template (
  town text collate "C" not null,
  code text collate "C" not null,
  changed_at timestamptz not null,
  title text not null,
  body text not null,
  changed_by text not null,
  primary key (town, code, changed_at)
);
comment on table enforcement.paper_template is '文书模板：本镇改过的措辞，每次修改一行，制作文书用办理当时的版本';
