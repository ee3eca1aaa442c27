-- grain: region × customer type × tenth of the bank's customers by contribution, of the types asked: how many customers, and how many of them in the best tier
{% from "tier_rules.sql" import placed_by_tenth %}
with {{ placed_by_tenth() }}

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
