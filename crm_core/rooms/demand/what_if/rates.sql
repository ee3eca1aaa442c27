-- grain: region × product × customer type; what it brought, what it took and how much there was over the last 12 months of the asked year
with ends as (
    select
        first_month,
        last_month
    from book_years
    where years_ago = :years_ago
),

summed as (
    select
        demand_months.region_id,
        products.family,
        demand_months.product_id,
        demand_months.customer_type,
        cast(sum(demand_months.contribution) as double precision) as contribution,
        cast(sum(demand_months.net_interest_income + demand_months.fee_income) as double precision) as income,
        cast(sum(demand_months.transactions) as double precision) as transactions,
        cast(sum(demand_months.balance) as double precision) as balance,
        cast(sum(demand_months.turnover) as double precision) as turnover,
        cast(sum(demand_months.customers) as double precision) as holdings
    from demand_months
    inner join ends on demand_months.month >= ends.first_month and demand_months.month <= ends.last_month
    inner join products on demand_months.product_id = products.product_id
    where {{ in_regions("demand_months") }}
    group by demand_months.region_id, products.family, demand_months.product_id, demand_months.customer_type
)

select * from summed
order by region_id, product_id, customer_type
