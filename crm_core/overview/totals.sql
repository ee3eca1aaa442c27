-- grain: trailing year (the asked one and the one before) × region × customer type, under the scope
with cells as (
    select
        years_ago,
        region_id,
        customer_type,
        sum(case when measure = 'contribution' then customers else 0 end) as customers,
        sum(case when measure = 'contribution' and bucket < 0 then customers else 0 end) as loss_makers,
        sum(case when measure = 'contribution' and bucket < 0 then -amount else 0 end) as taken_back,
        sum(case when measure = 'contribution' then amount else 0 end) as contribution,
        sum(case when measure = 'revenue' then amount else 0 end) as revenue,
        sum(case when measure = 'balance' then amount else 0 end) as balance,
        sum(case when measure = 'turnover' then amount else 0 end) as turnover
    from value_cube
    where (years_ago = :years_ago or years_ago = :years_ago + 1)
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
    group by years_ago, region_id, customer_type
),

named as (
    select
        cells.years_ago - :years_ago as years_before,
        book_regions.name as region,
        cells.customer_type,
        cast(cells.customers as bigint) as customers,
        cast(cells.loss_makers as bigint) as loss_makers,
        cells.taken_back,
        cells.contribution,
        cells.revenue,
        cells.balance,
        cells.turnover
    from cells
    inner join book_regions on cells.region_id = book_regions.region_id
)

select * from named
order by years_before, region, customer_type
