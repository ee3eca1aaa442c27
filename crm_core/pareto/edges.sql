-- grain: one exact amount inside the asked buckets, under the scope
with members as (
    select
        amount,
        count(*) as customers,
        cast(sum(amount) as double) as total
    from customer_values
    where measure = :by
        and years_ago = :years_ago + :back
        and bucket in (:buckets)
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
    group by amount
),

summed as (
    select
        customers,
        total as amount
    from members
)

select * from summed
