"""A workspace as version 1 of its tables made it: the statements of that program, word for word, and a row in each."""

from __future__ import annotations

from sqlalchemy import create_engine

_NUMBER = {"sqlite": "integer not null primary key autoincrement", "postgresql": "serial not null primary key"}
_MOMENT = {"sqlite": "datetime", "postgresql": "timestamp without time zone"}

_STATEMENTS = """
create table export_log (id {number}, at {moment} not null, who text not null, page text not null,
    rows integer not null, file_name text not null, scope text not null, book_fingerprint text not null);
create table notes (id {number}, room text not null, subject text not null, text text not null, author text not null,
    source text not null, dated_on date not null, created_at {moment} not null, deleted_at {moment});
create index notes_by_subject on notes (room, subject);
create table scenarios (id {number}, room text not null, name text not null, name_key text not null,
    note text not null, author text not null, content text not null, book_fingerprint text not null,
    book_title text not null, created_at {moment} not null, changed_at {moment} not null, in_force_since {moment},
    deleted_at {moment}, constraint what_is_in_force_is_not_deleted
    check (deleted_at is null or in_force_since is null));
create unique index one_in_force_a_room on scenarios (room) where in_force_since is not null;
create unique index one_name_a_room on scenarios (room, name_key) where deleted_at is null;
create table workspace_schema (version integer not null);
insert into workspace_schema values (1);
insert into export_log (at, who, page, rows, file_name, scope, book_fingerprint)
    values ('2026-03-01 09:00:00.000000', 'Ana', 'pareto', 20, 'p.csv', 'all regions', 'f1');
insert into notes (room, subject, text, author, source, dated_on, created_at, deleted_at) values
    ('regions', 'NORTE', 'New plant', 'Ana', 'Gazette', '2026-02-03', '2026-03-01 09:00:00.000000', null),
    ('regions', 'NORTE', 'Wrong', 'Ben', '', '2026-02-04', '2026-03-01 09:00:00.000000', '2026-03-02 09:00:00.000000');
insert into scenarios (room, name, name_key, note, author, content, book_fingerprint, book_title, created_at,
    changed_at, in_force_since, deleted_at) values
    ('tiers', 'Plan A', 'plan a', 'first', 'Ana', '{{"cut": 70}}', 'f1', 'Bank', '2026-03-01 09:00:00.000000',
     '2026-03-01 09:00:00.000000', '2026-03-01 10:00:00.000000', null),
    ('tiers', 'Plan B', 'plan b', '', 'Ben', '{{}}', 'f1', 'Bank', '2026-03-01 09:00:00.000000',
     '2026-03-01 09:00:00.000000', null, '2026-03-02 09:00:00.000000');
"""


def make(url: str) -> None:
    """Make it at `url`: a file or database without any table of ours."""
    engine = create_engine(url)
    backend = engine.dialect.name
    with engine.begin() as connection:
        statements = _STATEMENTS.format(number=_NUMBER[backend], moment=_MOMENT[backend])
        for statement in filter(str.strip, statements.split(";")):
            connection.exec_driver_sql(statement)
    engine.dispose()
