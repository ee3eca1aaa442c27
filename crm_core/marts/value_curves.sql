-- grain: measure × trailing year × region × customer type that has customers, and the totals over regions, over types and over both (empty names), numbered; by one number instead of four names a curve is found in a third of the time
with held as (
    select distinct
        years_ago,
        region_id,
        customer_type
    from relationship_years
),

places as (
    select years_ago, region_id, customer_type from held
    union
    select years_ago, '' as region_id, customer_type from held
    union
    select years_ago, region_id, '' as customer_type from held
    union
    select years_ago, '' as region_id, '' as customer_type from held
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
        cast(row_number() over (order by measure, years_ago, region_id, customer_type) as integer) as curve_id,
        measure,
        years_ago,
        region_id,
        customer_type
    from places
    cross join measures
)

select * from numbered
order by curve_id
