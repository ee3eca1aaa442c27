-- grain: one bucket of customers of nearly the same value, best first, under the scope
with cells as (
    select
        bucket,
        cast(sum(customers) as bigint) as customers,
        cast(sum(amount) as double) as amount
    from value_cube
    where measure = :by
        and years_ago = :years_ago + :back
        and region_id in (:cube_regions)
        and customer_type in (:cube_types)
    group by bucket
)

select * from cells
order by bucket desc
