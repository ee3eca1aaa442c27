-- grain: one customer of the trailing year :years_ago, on the books or with business in it; what customer_years ranks
with span as (
    select
        years_ago,
        first_month,
        last_day,
        months_with_activity
    from book_years
    where years_ago = :years_ago
),

holdings as (
    select
        activity_money.customer_id,
        activity_money.product_id,
        sum(activity_money.balance) as balance,
        sum(activity_money.turnover) as turnover,
        sum(activity_money.transactions) as transactions,
        sum(activity_money.net_interest_income) as net_interest_income,
        sum(activity_money.fee_income) as fee_income,
        sum(activity_money.cost_to_serve) as cost_to_serve,
        sum(activity_money.expected_loss) as expected_loss,
        sum(activity_money.capital_charge) as capital_charge
    from activity_money
    inner join book_months on activity_money.month = book_months.month
    where book_months.years_ago = :years_ago
    group by activity_money.customer_id, activity_money.product_id
),

business as (
    select
        customer_id,
        count(*) as products_held,
        sum(balance) as balance_months,
        sum(turnover) as turnover,
        sum(transactions) as transactions,
        sum(net_interest_income) as net_interest_income,
        sum(fee_income) as fee_income,
        sum(cost_to_serve) as cost_to_serve,
        sum(expected_loss) as expected_loss,
        sum(capital_charge) as capital_charge
    from holdings
    group by customer_id
),

members as (
    select
        customers.customer_id,
        span.years_ago,
        customers.region_id,
        coalesce(customers.branch_id, '') as branch_id,
        coalesce(customers.manager_id, '') as manager_id,
        customers.customer_type,
        customers.size_amount,
        customers.credit_grade,
        (extract(year from span.last_day) - extract(year from customers.joined_on)) * 12
            + extract(month from span.last_day) - extract(month from customers.joined_on) as tenure_months,
        business.customer_id is not null as had_business,
        coalesce(business.products_held, 0) as products_held,
        coalesce(business.balance_months, 0) / span.months_with_activity as balance,
        coalesce(business.turnover, 0) as turnover,
        coalesce(business.transactions, 0) as transactions,
        coalesce(business.net_interest_income, 0) as net_interest_income,
        coalesce(business.fee_income, 0) as fee_income,
        coalesce(business.cost_to_serve, 0) as cost_to_serve,
        coalesce(business.expected_loss, 0) as expected_loss,
        coalesce(business.capital_charge, 0) as capital_charge
    from customers
    cross join span
    left join business on customers.customer_id = business.customer_id
    where business.customer_id is not null
        or (customers.joined_on <= span.last_day
            and (customers.left_on is null or customers.left_on >= span.first_month))
),

valued as (
    select
        customer_id,
        years_ago,
        region_id,
        branch_id,
        manager_id,
        customer_type,
        size_amount,
        credit_grade,
        cast(case when tenure_months > 0 then tenure_months else 0 end as integer) as tenure_months,
        had_business,
        cast(products_held as integer) as products_held,
        cast(balance as decimal(18, 2)) as balance,
        cast(turnover as decimal(18, 2)) as turnover,
        cast(transactions as bigint) as transactions,
        cast(net_interest_income as decimal(18, 2)) as net_interest_income,
        cast(fee_income as decimal(18, 2)) as fee_income,
        cast(net_interest_income + fee_income as decimal(18, 2)) as revenue,
        cast(cost_to_serve as decimal(18, 2)) as cost_to_serve,
        cast(expected_loss as decimal(18, 2)) as expected_loss,
        cast(capital_charge as decimal(18, 2)) as capital_charge,
        cast(
            net_interest_income + fee_income - cost_to_serve - expected_loss - capital_charge as decimal(18, 2)
        ) as contribution
    from members
)

select * from valued
