-- grain: protected attribute × value × region × customer type × tenth of the bank's customers by contribution, of the types asked: how many customers, and how many of them in the best tier; the one question that may read customer_protected
{% from "tier_rules.sql" import placed_by_tenth %}
with {{ placed_by_tenth() }}

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
