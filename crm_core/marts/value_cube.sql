-- grain: measure × trailing year × value bucket × region × customer type; the ranked curve of any scope, whatever the number of customers
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
)

select * from cells
order by measure, years_ago, bucket desc
