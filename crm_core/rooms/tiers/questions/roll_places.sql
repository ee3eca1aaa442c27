-- grain: one customer of the year in scope, between two ranks by contribution, who was one :back years before too: the place on the rolls of both years
with found as (
    select
        now.contribution_rank - 1 as place,
        earlier.contribution_rank - 1 as earlier_place
    from tier_years as now
    inner join tier_years as earlier on now.customer_id = earlier.customer_id
    where now.years_ago = :years_ago
        and earlier.years_ago = :years_ago + :back
        and now.contribution_rank >= :first_rank
        and now.contribution_rank <= :last_rank
        and earlier.contribution_rank is not null
)

select * from found
