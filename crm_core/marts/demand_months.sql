-- grain: month × region × product × customer type
with placed as (
    select
        activity_money.*,
        customers.region_id,
        customers.customer_type
    from activity_money
    inner join customers on activity_money.customer_id = customers.customer_id
),

summed as (
    select
        month,
        region_id,
        product_id,
        customer_type,
        count(*) as customers,
        cast(sum(balance) as decimal(18, 2)) as balance,
        cast(sum(turnover) as decimal(18, 2)) as turnover,
        cast(sum(transactions) as bigint) as transactions,
        cast(sum(net_interest_income) as decimal(18, 2)) as net_interest_income,
        cast(sum(fee_income) as decimal(18, 2)) as fee_income,
        cast(sum(cost_to_serve) as decimal(18, 2)) as cost_to_serve,
        cast(sum(expected_loss) as decimal(18, 2)) as expected_loss,
        cast(sum(capital_charge) as decimal(18, 2)) as capital_charge,
        cast(
            sum(net_interest_income) + sum(fee_income) - sum(cost_to_serve) - sum(expected_loss) - sum(capital_charge)
            as decimal(18, 2)
        ) as contribution
    from placed
    group by month, region_id, product_id, customer_type
)

select * from summed
order by month, region_id, product_id, customer_type
