-- grain: trailing year × region × customer type × branch × manager; the profit and loss account of every group of customers
with cells as (
    select
        years_ago,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        count(*) as customers,
        count(case when had_business then 1 end) as with_business,
        count(case when has_balance then 1 end) as with_balance,
        count(case when has_turnover then 1 end) as with_turnover,
        count(case when contribution < 0 then 1 end) as loss_makers,
        cast(sum(case when contribution < 0 then contribution else 0 end) as decimal(18, 2)) as losses,
        cast(sum(balance) as decimal(18, 2)) as balance,
        cast(sum(turnover) as decimal(18, 2)) as turnover,
        cast(sum(transactions) as bigint) as transactions,
        cast(sum(net_interest_income) as decimal(18, 2)) as net_interest_income,
        cast(sum(fee_income) as decimal(18, 2)) as fee_income,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(cost_to_serve) as decimal(18, 2)) as cost_to_serve,
        cast(sum(expected_loss) as decimal(18, 2)) as expected_loss,
        cast(sum(capital_charge) as decimal(18, 2)) as capital_charge,
        cast(sum(contribution) as decimal(18, 2)) as contribution
    from valued_customers
    group by years_ago, region_id, customer_type, branch_id, manager_id
)

select * from cells
order by years_ago, region_id, customer_type, branch_id, manager_id
