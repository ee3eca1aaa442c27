-- grain: one step of what ranks customers (a tenth of a point of score, or a quarter of a percent of contribution) × region × customer type, of the whole bank; idle are those who contribute nothing
{% from "tier_rules.sql" import score %}
with ranked as (
    select
        case
            when :by_score = 1 then cast(floor({{ score() }}) as integer)
            else contribution_bucket
        end as step,
        group_id,
        contribution,
        balance,
        cost_to_serve
    from tier_years
    where years_ago = :years_ago + :back
        and contribution is not null
),

cells as (
    select
        step,
        group_id,
        count(*) as customers,
        sum(contribution) as contribution,
        sum(balance) as balance,
        sum(cost_to_serve) as cost_to_serve,
        sum(case when contribution > 0 then 0 else 1 end) as idle
    from ranked
    group by step, group_id
)

select * from cells
