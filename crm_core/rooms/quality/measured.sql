-- grain: one row; whether the book tells its quality, and when it was made
with measured as (
    select count(*) as tables_found
    from information_schema.tables
    where table_name = 'book_quality_history'
)

select
    measured.tables_found,
    book_info.built_at,
    book_info.source,
    book_info.last_month
from measured
cross join book_info
