-- grain: one exact amount inside the asked bucket, best first, under the scope
with members as (
    select
        cast(amount as double) as value,
        count(*) as customers,
        cast(sum(amount) as double) as amount
    from customer_values
    where measure = :by
        and years_ago = :years_ago + :back
        and bucket = :bucket
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
    group by amount
)

select * from members
order by value desc
