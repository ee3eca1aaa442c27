-- grain: one row; whether the book tells its quality, and when it was made
with found as (
    select count(*) as tables_found
    from information_schema.tables
    where table_name = 'book_quality_history'
),

measured as (
    select
        found.tables_found,
        book_info.built_at,
        book_info.source,
        book_info.last_month
    from found
    cross join book_info
)

select * from measured
