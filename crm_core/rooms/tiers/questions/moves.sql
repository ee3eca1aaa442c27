-- grain: tier now × tier then × desk of the types asked: how many customers stand where and stood where, and what they bring; tier 0 is outside
{% from "tier_rules.sql" import tier, value %}
-- those who are customers and those who left are counted apart: twice as fast as asking each row what it is
with current_customers as (
    select
        desk_id,
        lacking,
        contribution,
        balance,
        cost_to_serve,
        contribution_points,
        balance_points,
        turnover_points,
        tenure_points,
        scale_points,
        reputation_points,
        scale_best,
        reputation_best,
        case when :apart = 1 then contribution_before else contribution end as then_contribution,
        case when :apart = 1 then contribution_points_before else contribution_points end as then_contribution_points,
        case when :apart = 1 then balance_points_before else balance_points end as then_balance_points,
        case when :apart = 1 then turnover_points_before else turnover_points end as then_turnover_points,
        case when :apart = 1 then tenure_points_before else tenure_points end as then_tenure_points,
        case when :apart = 1 then scale_points_before else scale_points end as then_scale_points,
        case when :apart = 1 then reputation_points_before else reputation_points end as then_reputation_points,
        case when :apart = 1 then scale_best_before else scale_best end as then_scale_best,
        case when :apart = 1 then reputation_best_before else reputation_best end as then_reputation_best
    from tier_years
    where years_ago = :years_ago
        and contribution is not null
        and (:every_kind = 1 or customer_type in (:types))
),

valued as (
    select
        desk_id,
        contribution,
        balance,
        cost_to_serve,
        {{ value(rules="now_") }} as value_now,
        {{ value(rules="then_", of="then_") }} as value_then
    from current_customers
),

placed as (
    select
        desk_id,
        contribution,
        balance,
        cost_to_serve,
        {{ tier("value_now", "now_cut") }} as tier_now,
        {{ tier("value_then", "then_cut") }} as tier_then
    from valued
),

stayed as (
    select
        tier_now,
        tier_then,
        desk_id,
        count(*) as customers,
        sum(contribution) as contribution,
        sum(balance) as balance,
        sum(cost_to_serve) as cost_to_serve
    from placed
    group by tier_now, tier_then, desk_id
),

left_customers as (
    select
        desk_id,
        lacking,
        contribution_before as then_contribution,
        balance_before as balance,
        cost_to_serve_before as cost_to_serve,
        contribution_points_before as then_contribution_points,
        balance_points_before as then_balance_points,
        turnover_points_before as then_turnover_points,
        tenure_points_before as then_tenure_points,
        scale_points_before as then_scale_points,
        reputation_points_before as then_reputation_points,
        scale_best_before as then_scale_best,
        reputation_best_before as then_reputation_best
    from tier_years
    where years_ago = :years_ago
        and :apart = 1
        and contribution is null
        and (:every_kind = 1 or customer_type in (:types))
),

valued_gone as (
    select
        desk_id,
        then_contribution,
        balance,
        cost_to_serve,
        {{ value(rules="then_", of="then_") }} as value_then
    from left_customers
),

placed_gone as (
    select
        desk_id,
        then_contribution,
        balance,
        cost_to_serve,
        {{ tier("value_then", "then_cut") }} as tier_then
    from valued_gone
),

left_bank as (
    select
        0 as tier_now,
        tier_then,
        desk_id,
        count(*) as customers,
        sum(then_contribution) as contribution,
        sum(balance) as balance,
        sum(cost_to_serve) as cost_to_serve
    from placed_gone
    group by tier_then, desk_id
),

cells as (
    select * from stayed
    union all
    select * from left_bank
)

select * from cells
