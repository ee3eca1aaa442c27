-- grain: region × customer type × branch × manager of customers under the scope; what they generated in the asked trailing year and in the year before, in cents
{% set lines = ["net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge"] %}
with years as (
    select
        region_id,
        customer_type,
        branch_id,
        manager_id,
        {% for line in ["customers"] + lines %}
        case when years_ago = :years_ago then {{ line }} else 0 end as {{ line }},
        case when years_ago = :years_ago then 0 else {{ line }} end as {{ line }}_before{{ "," if not loop.last }}
        {% endfor %}
    from relationship_years
    where years_ago between :years_ago and :years_ago + 1
        and {{ in_scope() }}
        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
),

cells as (
    select
        region_id,
        customer_type,
        branch_id,
        manager_id,
        {% for line in lines %}
        cast(100 * sum({{ line }}) as bigint) as {{ line }},
        cast(100 * sum({{ line }}_before) as bigint) as {{ line }}_before,
        {% endfor %}
        cast(sum(customers) as bigint) as customers,
        cast(sum(customers_before) as bigint) as customers_before
    from years
    group by region_id, customer_type, branch_id, manager_id
)

select * from cells
order by region_id, customer_type, branch_id, manager_id
