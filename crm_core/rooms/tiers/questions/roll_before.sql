-- grain: one customer of the year before the scope's, of the whole bank, in the columns of roll.sql; the place is that in the year in scope, -1 for those who left
with placed as (
    select
        coalesce(contribution_rank, 0) - 1 as place,
        desk_id,
        1 as was_there,
        lacking + case when tenure_points_before is null then 4 else 0 end as gap,
        contribution_before as contribution,
        balance_before as balance,
        cost_to_serve_before as cost_to_serve,
        contribution_points_before as contribution_points,
        balance_points_before as balance_points,
        turnover_points_before as turnover_points,
        coalesce(tenure_points_before, 0) as tenure_points,
        coalesce(scale_points_before, 0) as scale_points,
        coalesce(reputation_points_before, 0) as reputation_points
    from tier_years
    where years_ago = :years_ago
        and contribution_before is not null
        and coalesce(contribution_rank, 0) >= :first_rank
        and coalesce(contribution_rank, 0) <= :last_rank
)

select * from placed
