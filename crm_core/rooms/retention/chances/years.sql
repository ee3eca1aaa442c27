-- grain: one trailing year that has activity, the latest first; its last day, whether it is whole, and what is known in it
with years as (
    select
        years_ago,
        last_day,
        is_complete,
        has_balance,
        has_turnover
    from book_years
)

select * from years
order by years_ago
