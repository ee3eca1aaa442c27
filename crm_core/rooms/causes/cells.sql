-- grain: region × customer type of the asked customers, under the scope; their profit and loss account
with chosen as (
    select
        region_id,
        customer_type,
        balance,
        net_interest_income,
        fee_income,
        cost_to_serve,
        expected_loss,
        capital_charge
    from customer_years
    where years_ago = :years_ago
        and (:only_losses = 0 or contribution < 0)
        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
        and (:customer = '' or customer_id = :customer)
        and {{ in_scope() }}
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
        sum(capital_charge) as capital_charge
    from chosen
    group by region_id, customer_type
)

select * from cells
order by region_id, customer_type
