-- grain: one value bucket × curve of the scope; for the index of single-name concentration
{% if by_segment %}
with cells as (
    select
        {{ value_bucket("contribution") }} as bucket,
        count(*) as customers,
        cast(sum(contribution) as double) as amount
    from customer_years
    where years_ago = :years_ago
        and {{ customer_in_scope() }}
    group by {{ value_bucket("contribution") }}
)
{% else %}
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
{% endif %}

select * from cells
order by bucket desc
