-- grain: one bucket of customers of nearly the same value × one of the curves asked for; sign −1 for curves to be taken away
with cells as (
    select
        bucket,
        customers,
        amount,
        cast(case when curve_id in (:taken_away) then -1 else 1 end as smallint) as sign
    from value_cube
    where curve_id in (:curves)
)

select * from cells
