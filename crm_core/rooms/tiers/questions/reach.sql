-- grain: region × customer type × tenth of the bank's customers by contribution, of the types asked: how many customers, and how many of them in the best tier
{% from "tier_rules.sql" import placed, tier, value %}
with valued as (
    select
        customer_id,
        region_id,
        customer_type,
        least(cast(floor((contribution_rank - 1) * 10.0 / :size) as integer), 9) as tenth,
        {{ value() }} as value_now
    from tier_years
    where years_ago = :years_ago
        and contribution is not null
        and customer_type in (:types)
        and {{ in_scope() }}
),

cut as (
    select
        customer_id,
        region_id,
        customer_type,
        tenth,
        {{ tier("value_now", "cut") }} as cut_now
    from valued
),

placed as (
    select
        region_id,
        customer_type,
        tenth,
        {{ placed("cut_now", "hand") }} as tier
    from cut
),

counted as (
    select
        region_id,
        customer_type,
        tenth,
        count(*) as customers,
        sum(case when tier = 1 then 1 else 0 end) as reached
    from placed
    group by region_id, customer_type, tenth
)

select * from counted
order by region_id, customer_type, tenth
