-- grain: where customers of the types asked stand in three years, by the cuts and by the cuts lowered and raised by the margin; 0 where they were no customers yet
{% from "tier_rules.sql" import level, tier, value %}
with valued as (
    select
        {{ value() }} as value_now,
        {{ value(year="_before") }} as value_before,
        {{ value(year="_earlier") }} as value_earlier
    from tier_years
    where years_ago = :years_ago
        and customer_type in (:types)
        and contribution is not null
        and {{ customer_in_scope() }}
),

placed as (
    select
        {{ level("value_now", "now_cut") }} as tier_now,
        {{ level("value_now", "now_lenient") }} as lenient_now,
        {{ level("value_now", "now_strict") }} as strict_now,
        {{ tier("value_before", "before_cut") }} as tier_before,
        {{ level("value_before", "before_lenient") }} as lenient_before,
        {{ level("value_before", "before_strict") }} as strict_before,
        {{ tier("value_earlier", "earlier_cut") }} as tier_earlier
    from valued
),

counted as (
    select
        tier_now,
        lenient_now,
        strict_now,
        tier_before,
        lenient_before,
        strict_before,
        tier_earlier,
        count(*) as customers
    from placed
    group by tier_now, lenient_now, strict_now, tier_before, lenient_before, strict_before, tier_earlier
)

select * from counted
