-- grain: month × region × customer type in which somebody joined or left, up to the end of the asked year
with ends as (
    select last_month + interval '1' month as after_last
    from book_years
    where years_ago = :years_ago
),

moves as (
    select
        cast(date_trunc('month', joined_on) as date) as month,
        region_id,
        customer_type,
        1 as joined,
        0 as gone
    from customers
    union all
    select
        cast(date_trunc('month', left_on) as date) as month,
        region_id,
        customer_type,
        0 as joined,
        1 as gone
    from customers
    where left_on is not null
),

counted as (
    select
        moves.month,
        moves.region_id,
        moves.customer_type,
        cast(sum(moves.joined) as bigint) as joined,
        cast(sum(moves.gone) as bigint) as gone
    from moves
    inner join ends on moves.month < ends.after_last
    group by moves.month, moves.region_id, moves.customer_type
)

select * from counted
order by month, region_id, customer_type
