-- grain: one bucket of customers of nearly the same value × one of the curves asked for
with cells as (
    select
        bucket,
        customers,
        amount
    from value_cube
    where curve_id in (:curves)
)

select * from cells
