-- grain: one month of the book up to the end of the asked year, with how many holdings it has and what the book says
with ends as (
    select last_month
    from book_years
    where years_ago = :years_ago
),

held as (
    select
        demand_months.month,
        sum(demand_months.customers) as holdings
    from demand_months
    inner join ends on demand_months.month <= ends.last_month
    group by demand_months.month
),

judged as (
    select
        held.month,
        cast(held.holdings as bigint) as holdings,
        book_info.source <> 'demo' and book_info.built_at < held.month + interval '1' month as ends_after_build,
        book_info.has_balance,
        book_info.has_turnover,
        book_info.has_revenue
    from held
    cross join book_info
)

select * from judged
order by month
