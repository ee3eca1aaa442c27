-- grain: measure × trailing year × region × customer type × value bucket, and the totals over regions, over types and over both (empty names); the ranked curve of any scope, whatever the number of customers
with cells as (
    select
        measure,
        years_ago,
        bucket,
        region_id,
        customer_type,
        count(*) as customers,
        cast(sum(amount) as decimal(18, 2)) as amount
    from customer_values
    group by measure, years_ago, bucket, region_id, customer_type
),

over_regions as (
    select
        measure,
        years_ago,
        bucket,
        '' as region_id,
        customer_type,
        cast(sum(customers) as bigint) as customers,
        cast(sum(amount) as decimal(18, 2)) as amount
    from cells
    group by measure, years_ago, bucket, customer_type
),

over_types as (
    select
        measure,
        years_ago,
        bucket,
        region_id,
        '' as customer_type,
        cast(sum(customers) as bigint) as customers,
        cast(sum(amount) as decimal(18, 2)) as amount
    from cells
    group by measure, years_ago, bucket, region_id
),

over_both as (
    select
        measure,
        years_ago,
        bucket,
        '' as region_id,
        '' as customer_type,
        cast(sum(customers) as bigint) as customers,
        cast(sum(amount) as decimal(18, 2)) as amount
    from cells
    group by measure, years_ago, bucket
),

all_cells as (
    select * from cells
    union all
    select * from over_regions
    union all
    select * from over_types
    union all
    select * from over_both
)

select * from all_cells
order by measure, years_ago, region_id, customer_type, bucket desc
