-- grain: one value bucket × curve of the scope; for the index of single-name concentration
with asked as (
    select curve_id
    from value_curves
    where ranked = :rank
        and measure = 'contribution'
        and years_ago = :years_ago
        and {{ in_cube() }}
),

cells as (
    select
        value_cube.bucket,
        value_cube.customers,
        cast(value_cube.amount as double) as amount
    from value_cube
    inner join asked on value_cube.curve_id = asked.curve_id
)

select * from cells
order by bucket desc
