-- grain: one row; how many customers a year has, :back years before the scope's, and the best rank that one more could have in size and grade, that year and the year before it
with counted as (
    select
        count(contribution_rank) as customers,
        coalesce(max(scale_best), 0) as scale_best,
        coalesce(max(reputation_best), 0) as reputation_best,
        coalesce(max(scale_best_before), 0) as scale_best_before,
        coalesce(max(reputation_best_before), 0) as reputation_best_before
    from tier_years
    where years_ago = :years_ago + :back
)

select * from counted
