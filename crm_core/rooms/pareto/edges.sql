-- grain: one customer of one bucket or of another, in any of the curves between two; as equalities, because a list of buckets is not looked up in the order of the table
with members as (
    select
        curve_id,
        amount
    from customer_values
    where bucket = :one
        and curve_id >= :first_curve
        and curve_id <= :last_curve
    union all
    select
        curve_id,
        amount
    from customer_values
    where bucket = :other
        and :one <> :other
        and curve_id >= :first_curve
        and curve_id <= :last_curve
)

select * from members
