-- grain: region × customer type of the asked customers, under the scope; their profit and loss account, and that of the same products at the bank's own unit costs and rates
with chosen as (
    select
        customer_years.region_id,
        customer_years.customer_type,
        customer_years.balance,
        customer_years.net_interest_income,
        customer_years.fee_income,
        customer_years.cost_to_serve,
        customer_years.expected_loss,
        customer_years.capital_charge,
        coalesce(reference_years.net_interest_income, 0) as net_interest_income_at_units,
        coalesce(reference_years.fee_income, 0) as fee_income_at_units,
        coalesce(reference_years.cost_to_serve, 0) as cost_to_serve_at_units,
        coalesce(reference_years.expected_loss, 0) as expected_loss_at_units,
        coalesce(reference_years.capital_charge, 0) as capital_charge_at_units
    from customer_years
    left join reference_years
        on customer_years.customer_id = reference_years.customer_id
        and customer_years.years_ago = reference_years.years_ago
    where customer_years.years_ago = :years_ago
        and (:only_losses = 0 or customer_years.contribution < 0)
        and (:branch = '' or customer_years.branch_id = :branch)
        and (:manager = '' or customer_years.manager_id = :manager)
        and (:customer = '' or customer_years.customer_id = :customer)
        and {{ customer_in_scope("customer_years") }}
),

cells as (
    select
        region_id,
        customer_type,
        count(*) as customers,
        sum(balance) as balance,
        sum(net_interest_income) as net_interest_income,
        sum(fee_income) as fee_income,
        sum(cost_to_serve) as cost_to_serve,
        sum(expected_loss) as expected_loss,
        sum(capital_charge) as capital_charge,
        sum(net_interest_income_at_units) as net_interest_income_at_units,
        sum(fee_income_at_units) as fee_income_at_units,
        sum(cost_to_serve_at_units) as cost_to_serve_at_units,
        sum(expected_loss_at_units) as expected_loss_at_units,
        sum(capital_charge_at_units) as capital_charge_at_units
    from chosen
    group by region_id, customer_type
)

select * from cells
order by region_id, customer_type
