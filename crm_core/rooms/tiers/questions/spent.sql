-- grain: one row; what serving all customers of the year cost, over the whole bank
with summed as (
    select cast(coalesce(sum(cost_to_serve), 0) as double) as cost_to_serve
    from tier_years
    where years_ago = :years_ago
        and contribution is not null
)

select * from summed
