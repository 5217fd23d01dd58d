-- Semicolons in 'texts; like this' and comments; like this one split nothing.
create table second (id integer primary key, text text default 'a; b');
insert into second (id) values (1);
