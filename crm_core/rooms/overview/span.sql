-- grain: one trailing year, the asked one and the one before; what the book says about money at all
with years as (
    select
        book_years.years_ago - :years_ago as years_before,
        book_years.first_month,
        book_years.last_month,
        book_years.is_complete,
        book_years.months_with_activity,
        book_years.has_revenue,
        book_years.has_balance,
        book_years.has_turnover
    from book_years
    where book_years.years_ago = :years_ago or book_years.years_ago = :years_ago + 1
)

select * from years
order by years_before
