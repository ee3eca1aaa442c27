-- grain: one customer of a bucket, in any of the curves between two
with members as (
    select
        curve_id,
        cast(amount as double) as amount
    from customer_values
    where bucket = :bucket
        and curve_id >= :first_curve
        and curve_id <= :last_curve
)

select * from members
