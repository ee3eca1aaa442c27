-- grain: region; how many of its customers of the scope's types were there in the asked year or the one before, and the squares of what each changed by
with moved as (
    select
        region_id,
        cast(coalesce(contribution, 0) - coalesce(contribution_before, 0) as double) as difference
    from customer_moves
    where years_ago = :years_ago
        and {{ in_types() }}
),

summed as (
    select
        region_id,
        count(*) as customers,
        sum(difference * difference) as change_squares
    from moved
    group by region_id
)

select * from summed
order by region_id
