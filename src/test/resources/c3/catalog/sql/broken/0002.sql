create table second (id integer primary key);
insert into second (id) values (1);
insert into third (id) values (1);
