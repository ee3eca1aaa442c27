-- grain: one month that the book keeps, under the scope's regions and customer types
with placed as (
    select
        demand_months.month,
        demand_months.contribution,
        demand_months.net_interest_income + demand_months.fee_income as revenue,
        demand_months.balance,
        demand_months.turnover
    from demand_months
    where {{ in_scope("demand_months") }}
),

summed as (
    select
        month,
        sum(contribution) as contribution,
        sum(revenue) as revenue,
        sum(balance) as balance,
        sum(turnover) as turnover
    from placed
    group by month
),

aged as (
    select
        summed.*,
        book_months.years_ago = :years_ago as is_asked
    from summed
    inner join book_months on summed.month = book_months.month
    where book_months.years_ago >= 0
)

select * from aged
order by month
