-- grain: trailing year up to :years_ago whose year before is whole too; of the customers under the scope at the end of the year before, how many left in it and how many went quiet, and what they contributed before and, the quiet, after
with sums as (
    select
        years_ago,
        knows_quiet,
        cast(sum(customers) as bigint) as customers,
        cast(sum(closed) as bigint) as closed,
        cast(sum(quiet) as bigint) as quiet,
        cast(sum(contribution) as double) as contribution,
        cast(sum(closed_contribution) as double) as closed_contribution,
        cast(sum(quiet_contribution) as double) as quiet_contribution,
        cast(sum(quiet_contribution_after) as double) as quiet_contribution_after
    from outcome_years
    where years_ago >= :years_ago
        and {{ in_scope() }}
    group by years_ago, knows_quiet
)

select * from sums
order by years_ago
