-- Whether revealing personal data and taking lists out ask for a session signed in with two factors.
alter table org.town add column data_factor text not null default 'demanded' check (data_factor in ('off', 'demanded'));
update org.town set data_factor = 'off' where demo;
