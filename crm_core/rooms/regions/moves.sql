-- grain: region; how many of its customers of the scope's types were there in the asked year or the one before, and the squares of what each changed by
with summed as (
    select
        region_id,
        cast(sum(moved_customers) as bigint) as customers,
        sum(change_squares) as change_squares
    from business_spreads
    where years_ago = :years_ago
        and moved_customers > 0
        and {{ in_types() }}
    group by region_id
)

select * from summed
order by region_id
