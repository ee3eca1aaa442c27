-- grain: one month of the asked customer, over all its products
with sums as (
    select
        month,
        sum(balance) as balance,
        sum(turnover) as turnover,
        sum(net_interest_income) + sum(fee_income) - sum(cost_to_serve) - sum(expected_loss) - sum(capital_charge)
            as contribution
    from activity_money
    where customer_id = :customer
    group by month
)

select * from sums
order by month
