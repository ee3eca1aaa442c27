-- grain: trailing year :years_ago × measure × region × customer type that has customers, and the totals over regions, over types and over both (empty names), numbered; a curve is found by one number in a third of the time that its four names take
with held as (
    select distinct
        region_id,
        customer_type
    from relationship_years
    where years_ago = :years_ago
),

places as (
    select region_id, customer_type from held
    union
    select '' as region_id, customer_type from held
    union
    select region_id, '' as customer_type from held
    union
    select '' as region_id, '' as customer_type from held
),

measures as (
    select 'contribution' as measure
    union all
    select 'revenue' as measure
    union all
    select 'balance' as measure
    union all
    select 'turnover' as measure
),

numbered as (
    select
        cast(
            :years_ago * 1000000 + row_number() over (order by measure, region_id, customer_type) as integer
        ) as curve_id,
        cast(:years_ago as integer) as years_ago,
        measure,
        region_id,
        customer_type
    from places
    cross join measures
)

select * from numbered
order by curve_id
