-- grain: curve × value bucket; the ranked curve of any scope, whatever the number of customers
with cells as (
    select
        curve_id,
        bucket,
        count(*) as customers,
        cast(sum(amount) as decimal(18, 2)) as amount
    from customer_values
    group by curve_id, bucket
),

totals as (
    select
        parts.curve_id,
        totals.curve_id as total_id
    from value_curves as parts
    inner join value_curves as totals
        on parts.years_ago = totals.years_ago
        and parts.ranked = totals.ranked
        and parts.measure = totals.measure
        and (totals.region_id = '' or totals.region_id = parts.region_id)
        and (totals.customer_type = '' or totals.customer_type = parts.customer_type)
    where parts.region_id <> ''
        and parts.customer_type <> ''
),

added_up as (
    select
        totals.total_id as curve_id,
        cells.bucket,
        cast(sum(cells.customers) as bigint) as customers,
        cast(sum(cells.amount) as decimal(18, 2)) as amount
    from cells
    inner join totals on cells.curve_id = totals.curve_id
    group by totals.total_id, cells.bucket
)

select * from added_up
order by curve_id, bucket desc
