-- grain: one row; the last day that the book knows
with latest as (
    select last_day
    from book_years
    where years_ago = 0
)

select * from latest
