-- grain: one customer of the types asked, within a range of ranks; those who left since the year before have none and come with rank 0
with ranked as (
    select
        tier_years.*,
        coalesce(contribution_rank, 0) as rank_now
    from tier_years
    where years_ago = :years_ago
        and customer_type in (:types)
        and (
            :within_scope = 0
            or (
                {{ customer_in_scope() }}
            )
        )
),

chosen as (
    select *
    from ranked
    where rank_now >= :first_rank
        and rank_now <= :last_rank
        and mod(rank_now, :every) = 0
)

select * from chosen
