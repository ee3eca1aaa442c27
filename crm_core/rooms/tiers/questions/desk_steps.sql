-- grain: one step of what ranks customers (as in steps.sql) × desk, of the whole bank: whose hours they take
{% from "tier_rules.sql" import score %}
with ranked as (
    select
        case
            when :by_score = 1 then cast(floor({{ score() }}) as integer)
            else contribution_bucket
        end as step,
        desk_id
    from tier_years
    where years_ago = :years_ago + :back
        and contribution is not null
),

cells as (
    select
        step,
        desk_id,
        count(*) as customers
    from ranked
    group by step, desk_id
)

select * from cells
