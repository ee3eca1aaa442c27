-- grain: region; the squares of its customers' balances: buckets of nearly the same value, so their mean stands for each
with spread as (
    select
        value_curves.region_id,
        sum(cast(value_cube.amount as double) * cast(value_cube.amount as double) / value_cube.customers)
            as balance_squares
    from value_cube
    inner join value_curves on value_cube.curve_id = value_curves.curve_id
    where value_curves.years_ago = :years_ago
        and value_curves.ranked = 'customers'
        and value_curves.measure = 'balance'
        and value_curves.region_id <> ''
        and value_curves.customer_type <> ''
        and {{ in_types("value_curves") }}
    group by value_curves.region_id
)

select * from spread
order by region_id
