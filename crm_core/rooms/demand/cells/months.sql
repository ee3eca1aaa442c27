-- grain: one month of the book up to the end of the asked year; what the book says, and the month that it leaves out
with ends as (
    select last_month
    from book_years
    where years_ago = :years_ago
),

held as (
    select distinct demand_months.month
    from demand_months
    inner join ends on demand_months.month <= ends.last_month
),

described as (
    select
        held.month,
        case when :years_ago = 0 then book_info.open_month end as open_month,
        book_info.has_balance,
        book_info.has_turnover,
        book_info.has_revenue
    from held
    cross join book_info
)

select * from described
order by month
