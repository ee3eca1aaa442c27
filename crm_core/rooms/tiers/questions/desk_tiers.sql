-- grain: tier × desk of the types asked, of the whole bank: how many customers stand where
{% from "tier_rules.sql" import level, value %}
with valued as (
    select
        desk_id,
        {{ value() }} as value_now
    from tier_years
    where years_ago = :years_ago + :back
        and contribution is not null
        and customer_type in (:types)
),

placed as (
    select
        desk_id,
        {{ level("value_now", "cut") }} as tier
    from valued
),

cells as (
    select
        tier,
        desk_id,
        count(*) as customers
    from placed
    group by tier, desk_id
)

select * from cells
