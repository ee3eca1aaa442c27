-- grain: book × table × dimension; this book and those before it, how much was looked at and how much passed
with told as (
    select
        book_quality_history.fingerprint,
        book_quality_history.built_at,
        book_quality_history.table_name,
        book_quality_history.dimension,
        book_quality_history.checked,
        book_quality_history.passed,
        book_quality_history.fingerprint = book_info.fingerprint as is_current
    from book_quality_history
    cross join book_info
)

select * from told
order by built_at, table_name, dimension
