-- grain: month × region × customer type in which somebody joined or left, up to the end of the asked year
with ends as (
    select last_month + interval '1' month as after_last
    from book_years
    where years_ago = :years_ago
),

-- Who joined at a day that is not known is there since the first activity, and new in no month.
placed as (
    select
        coalesce(customers.joined_on, seen.first_month) as there_from,
        case when customers.joined_on is null then 0 else 1 end as is_dated,
        customers.left_on,
        customers.region_id,
        customers.customer_type
    from customers
    left join stray_months as seen on customers.customer_id = seen.customer_id
    where (customers.joined_on is not null or seen.first_month is not null){{ and_in_segment("customers") }}
),

moves as (
    select
        cast(date_trunc('month', there_from) as date) as month,
        region_id,
        customer_type,
        is_dated as joined,
        1 as entered,
        0 as gone
    from placed
    union all
    select
        cast(date_trunc('month', left_on) as date) as month,
        region_id,
        customer_type,
        0 as joined,
        0 as entered,
        1 as gone
    from placed
    where left_on is not null
),

counted as (
    select
        moves.month,
        moves.region_id,
        moves.customer_type,
        cast(sum(moves.joined) as bigint) as joined,
        cast(sum(moves.entered) as bigint) as entered,
        cast(sum(moves.gone) as bigint) as gone
    from moves
    inner join ends on moves.month < ends.after_last
    group by moves.month, moves.region_id, moves.customer_type
)

select * from counted
order by month, region_id, customer_type
