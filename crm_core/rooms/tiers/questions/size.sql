-- grain: one row; the last rank of the year, over the whole bank
with counted as (
    select coalesce(max(contribution_rank), 0) as customers
    from tier_years
    where years_ago = :years_ago
)

select * from counted
