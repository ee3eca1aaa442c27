-- grain: product; what it brought, what it took and how much of it there was over the last 12 months of the asked year
with ends as (
    select
        first_month,
        last_month
    from book_years
    where years_ago = :years_ago
),

summed as (
    select
        demand_months.product_id,
        cast(sum(demand_months.contribution) as double precision) as contribution,
        cast(sum(demand_months.transactions) as double precision) as transactions,
        cast(sum(demand_months.balance) as double precision) as balance,
        cast(sum(demand_months.turnover) as double precision) as turnover,
        cast(sum(demand_months.customers) as double precision) as holdings
    from demand_months
    inner join ends on demand_months.month >= ends.first_month and demand_months.month <= ends.last_month
    where (:every_region = 1 or demand_months.region_id in (:regions))
        and (:every_type = 1 or demand_months.customer_type in (:customer_types))
    group by demand_months.product_id
)

select * from summed
order by product_id
