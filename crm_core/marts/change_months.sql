-- grain: month × region × customer type × product × standing; what was held and generated, beside the same month a year before: change_desk_months without branches and managers
{% set amounts = ["holders", "known_balances", "known_money", "deposits", "loans", "other_balance", "turnover",
                  "transactions", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss",
                  "capital_charge", "one_offs"] %}
{% set counts = ["holders", "known_balances", "known_money", "transactions"] %}
with cells as (
    select
        month,
        region_id,
        customer_type,
        product_id,
        standing,
        cast(sum(customers) as bigint) as customers,
        cast(sum(customers_before) as bigint) as customers_before,
        {% for amount in amounts %}
        {% set kind = "bigint" if amount in counts else "decimal(18, 2)" %}
        cast(sum({{ amount }}) as {{ kind }}) as {{ amount }},
        cast(sum({{ amount }}_before) as {{ kind }}) as {{ amount }}_before,
        {% endfor %}
        cast(sum(net_interest_income + fee_income) as decimal(18, 2)) as revenue,
        cast(sum(net_interest_income_before + fee_income_before) as decimal(18, 2)) as revenue_before,
        cast(
            sum(net_interest_income + fee_income - cost_to_serve - expected_loss - capital_charge) as decimal(18, 2)
        ) as contribution,
        cast(
            sum(
                net_interest_income_before + fee_income_before - cost_to_serve_before - expected_loss_before
                - capital_charge_before
            ) as decimal(18, 2)
        ) as contribution_before
    from change_desk_months
    group by month, region_id, customer_type, product_id, standing
)

select * from cells
order by month, region_id, customer_type, product_id, standing
