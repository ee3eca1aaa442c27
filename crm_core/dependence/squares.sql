-- grain: one value bucket of customers with a positive contribution, under the scope; for the index of single-name concentration
with cells as (
    select
        bucket,
        cast(sum(customers) as bigint) as customers,
        sum(amount) as amount
    from value_cube
    where measure = 'contribution'
        and years_ago = :years_ago
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
    group by bucket
)

select * from cells
order by bucket desc
