-- grain: one curve × bucket of customers of nearly the same value
with cells as (
    select
        curve_id,
        bucket,
        customers,
        cast(amount as double) as amount
    from value_cube
    where curve_id in (:curves)
)

select * from cells
