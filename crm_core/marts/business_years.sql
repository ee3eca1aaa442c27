-- grain: trailing year × region × customer type; the profit and loss account, as small as the bank's map
with cells as (
    select
        years_ago,
        region_id,
        customer_type,
        cast(sum(customers) as bigint) as customers,
        cast(sum(balance) as decimal(18, 2)) as balance,
        cast(sum(turnover) as decimal(18, 2)) as turnover,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(cost_to_serve) as decimal(18, 2)) as cost_to_serve,
        cast(sum(contribution) as decimal(18, 2)) as contribution
    from relationship_years
    group by years_ago, region_id, customer_type
)

select * from cells
order by years_ago, region_id, customer_type
