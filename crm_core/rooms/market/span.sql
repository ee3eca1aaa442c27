-- grain: one row; the last day of the asked year, and the day the book was built
with dates as (
    select
        book_years.last_day,
        cast(book_info.built_at as date) as built_on
    from book_years
    cross join book_info
    where book_years.years_ago = :years_ago
)

select * from dates
