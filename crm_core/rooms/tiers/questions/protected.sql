-- grain: protected attribute × value × region × customer type × tenth of the bank's customers by contribution, of the types asked: how many customers, and how many of them in the best tier; the one question that may read customer_protected
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
        customer_id,
        region_id,
        customer_type,
        tenth,
        {{ placed("cut_now", "hand") }} as tier
    from cut
),

counted as (
    select
        customer_protected.attribute,
        customer_protected.value,
        placed.region_id,
        placed.customer_type,
        placed.tenth,
        count(*) as customers,
        sum(case when placed.tier = 1 then 1 else 0 end) as reached
    from placed
    inner join customer_protected on placed.customer_id = customer_protected.customer_id
    group by
        customer_protected.attribute,
        customer_protected.value,
        placed.region_id,
        placed.customer_type,
        placed.tenth
)

select * from counted
order by attribute, value, region_id, customer_type, tenth
