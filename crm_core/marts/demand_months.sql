-- grain: month × region × product × customer type
with ends as (
    select
        min(month) as first_month,
        max(month) as last_month
    from book_months
),

placed as (
    select
        activity_money.*,
        net_interest_income + fee_income - cost_to_serve - expected_loss - capital_charge as contribution,
        customers.region_id,
        customers.customer_type,
        coalesce(customers.joined_on, seen.first_month) < ends.first_month + interval '1' month
            and coalesce(customers.left_on >= ends.last_month, true) as is_steady
    from activity_money
    inner join customers on activity_money.customer_id = customers.customer_id
    left join stray_months as seen on activity_money.customer_id = seen.customer_id
    cross join ends
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
        ) as contribution,
        -- Of those who were customers all along, how many have any, and the sum of its logarithms: what a typical one
        -- has. In it one large customer counts as one, and who joins or leaves does not count. As decimals, so that
        -- the order of adding does not matter.
        count(case when is_steady and balance > 0 then 1 end) as balance_customers,
        cast(
            sum(case when is_steady and balance > 0 then {{ rounded("ln(balance)", 6) }} end) as decimal(18, 6)
        ) as balance_logs,
        count(case when is_steady and turnover > 0 then 1 end) as turnover_customers,
        cast(
            sum(case when is_steady and turnover > 0 then {{ rounded("ln(turnover)", 6) }} end) as decimal(18, 6)
        ) as turnover_logs,
        count(case when is_steady and transactions > 0 then 1 end) as transactions_customers,
        cast(
            sum(case when is_steady and transactions > 0 then {{ rounded("ln(transactions)", 6) }} end) as decimal(18, 6)
        ) as transactions_logs,
        count(case when is_steady and contribution > 0 then 1 end) as contribution_customers,
        cast(
            sum(case when is_steady and contribution > 0 then {{ rounded("ln(contribution)", 6) }} end) as decimal(18, 6)
        ) as contribution_logs
    from placed
    group by month, region_id, product_id, customer_type
)

select * from summed
order by month, region_id, product_id, customer_type
