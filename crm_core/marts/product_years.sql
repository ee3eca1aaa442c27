-- grain: trailing year × product × region × customer type; what is held and generated, as customers' years add it up
with cells as (
    select
        valued_customers.years_ago,
        valued_holdings.product_id,
        valued_customers.region_id,
        valued_customers.customer_type,
        count(*) as holders,
        cast(sum(valued_holdings.months_held) as bigint) as holder_months,
        cast(sum(valued_holdings.balance) as decimal(18, 2)) as balance,
        cast(sum(abs(valued_holdings.balance)) as decimal(18, 2)) as balance_size,
        cast(sum(valued_holdings.owed) as decimal(18, 2)) as owed,
        cast(sum(valued_holdings.turnover) as decimal(18, 2)) as turnover,
        cast(sum(valued_holdings.transactions) as bigint) as transactions,
        cast(sum(valued_holdings.net_interest_income) as decimal(18, 2)) as net_interest_income,
        cast(sum(valued_holdings.fee_income) as decimal(18, 2)) as fee_income,
        cast(sum(valued_holdings.net_interest_income) + sum(valued_holdings.fee_income) as decimal(18, 2)) as revenue,
        cast(sum(valued_holdings.cost_to_serve) as decimal(18, 2)) as cost_to_serve,
        cast(sum(valued_holdings.expected_loss) as decimal(18, 2)) as expected_loss,
        cast(sum(valued_holdings.capital_charge) as decimal(18, 2)) as capital_charge,
        cast(
            sum(valued_holdings.net_interest_income) + sum(valued_holdings.fee_income)
            - sum(valued_holdings.cost_to_serve) - sum(valued_holdings.expected_loss)
            - sum(valued_holdings.capital_charge) as decimal(18, 2)
        ) as contribution
    from valued_holdings
    inner join valued_customers on valued_holdings.customer_id = valued_customers.customer_id
    group by
        valued_customers.years_ago, valued_holdings.product_id, valued_customers.region_id,
        valued_customers.customer_type
)

select * from cells
order by years_ago, product_id, region_id, customer_type
