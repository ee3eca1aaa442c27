-- grain: one value bucket of customers with a positive contribution, under the scope; for the index of single-name concentration
with cells as (
    select
        bucket,
        cast(sum(customers) as bigint) as customers,
        cast(sum(amount) as double) as amount
    from value_cube
    where measure = 'contribution'
        and years_ago = :years_ago
        and region_id in (:cube_regions)
        and customer_type in (:cube_types)
    group by bucket
)

select * from cells
order by bucket desc
