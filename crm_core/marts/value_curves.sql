-- grain: trailing year :years_ago × what is ranked (customers, or groups where there are any) × measure × region × customer type that has some, and the totals over regions, over types and over both (empty names), numbered; a curve is found by one number in a third of the time that its four names take
with held as (
    select distinct
        'customers' as ranked,
        region_id,
        customer_type
    from relationship_years
    where years_ago = :years_ago
    union all
    select distinct
        'groups' as ranked,
        region_id,
        customer_type
    from unit_years
    where years_ago = :years_ago
),

places as (
    select ranked, region_id, customer_type from held
    union
    select ranked, '' as region_id, customer_type from held
    union
    select ranked, region_id, '' as customer_type from held
    union
    select ranked, '' as region_id, '' as customer_type from held
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
            :years_ago * 1000000 + row_number() over (order by ranked, measure, region_id, customer_type) as integer
        ) as curve_id,
        cast(:years_ago as integer) as years_ago,
        ranked,
        measure,
        region_id,
        customer_type
    from places
    cross join measures
)

select * from numbered
order by curve_id
