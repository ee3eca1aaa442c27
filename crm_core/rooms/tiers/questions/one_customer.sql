-- grain: the asked customer in the year in scope, with whatever a tier is cut from, the years before beside it
with chosen as (
    select
        tier_years.*,
        coalesce(contribution_rank, 0) as rank_now
    from tier_years
    where years_ago = :years_ago
        and customer_id = :customer
)

select * from chosen
