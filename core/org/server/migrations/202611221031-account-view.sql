-- Imports name people by their account, since names repeat.
create view org.account as
select town, id as person_id, login, name from org.person where status = 'active';
comment on view org.account is '公开视图：在用账号与姓名，供导入时核对';
