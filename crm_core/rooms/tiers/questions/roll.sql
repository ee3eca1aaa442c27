-- grain: one customer of a year, :back years before the scope's, between two ranks by contribution, of the whole bank, as it is held in memory: what is lacking (1 size, 2 grade, 4 the day of joining) has no points
with ranked as (
    select
        contribution_rank - 1 as place,
        group_id,
        desk_id,
        contribution_bucket as step,
        lacking + case when tenure_points is null then 4 else 0 end as gap,
        contribution,
        balance,
        cost_to_serve,
        contribution_points,
        balance_points,
        turnover_points,
        coalesce(tenure_points, 0) as tenure_points,
        coalesce(scale_points, 0) as scale_points,
        coalesce(reputation_points, 0) as reputation_points
    from tier_years
    where years_ago = :years_ago + :back
        and contribution_rank >= :first_rank
        and contribution_rank <= :last_rank
)

select * from ranked
