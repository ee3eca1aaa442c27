-- grain: one exact amount inside one of the two asked buckets, under the scope
with asked as (
    select
        bucket,
        amount
    from customer_values
    where measure = :by
        and years_ago = :years_ago + :back
        and bucket = :one
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
    union all
    select
        bucket,
        amount
    from customer_values
    where measure = :by
        and years_ago = :years_ago + :back
        and bucket = :other
        and :one <> :other
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
),

members as (
    select
        bucket,
        count(*) as customers,
        cast(sum(amount) as double) as amount
    from asked
    group by bucket, amount
)

select * from members
