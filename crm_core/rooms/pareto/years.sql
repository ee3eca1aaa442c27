-- grain: one trailing year that the book holds, counted back from the scope's
with years as (
    select
        years_ago - :years_ago as back,
        first_month,
        last_month,
        is_complete,
        has_revenue,
        has_balance,
        has_turnover
    from book_years
    where years_ago >= :years_ago
)

select * from years
order by back
