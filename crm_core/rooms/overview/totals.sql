-- grain: trailing year (the asked one and the one before) × region × customer type, under the scope
with cells as (
    select
        years_ago,
        region_id,
        customer_type,
        sum(customers) as customers,
        sum(with_business) as with_business,
        sum(loss_makers) as loss_makers,
        sum(-losses) as taken_back,
        sum(contribution) as contribution,
        sum(revenue) as revenue,
        sum(cost_to_serve) as cost_to_serve,
        sum(balance) as balance,
        sum(turnover) as turnover
    from relationship_years
    where (years_ago = :years_ago or years_ago = :years_ago + 1)
        and {{ in_scope() }}
    group by years_ago, region_id, customer_type
),

named as (
    select
        cells.years_ago - :years_ago as years_before,
        cells.region_id,
        book_regions.name as region,
        cells.customer_type,
        cast(cells.customers as bigint) as customers,
        cast(cells.with_business as bigint) as with_business,
        cast(cells.loss_makers as bigint) as loss_makers,
        cells.taken_back,
        cells.contribution,
        cells.revenue,
        cells.cost_to_serve,
        cells.balance,
        cells.turnover
    from cells
    inner join book_regions on cells.region_id = book_regions.region_id
)

select * from named
order by years_before, region, region_id, customer_type
