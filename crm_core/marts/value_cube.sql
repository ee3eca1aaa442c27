-- grain: curve of `value_curves` × value bucket; the ranked curve of any scope, whatever the number of customers
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
),

numbered as (
    select
        value_curves.curve_id,
        all_cells.bucket,
        all_cells.customers,
        all_cells.amount
    from all_cells
    inner join value_curves
        on all_cells.measure = value_curves.measure
        and all_cells.years_ago = value_curves.years_ago
        and all_cells.region_id = value_curves.region_id
        and all_cells.customer_type = value_curves.customer_type
)

select * from numbered
order by curve_id, bucket desc
