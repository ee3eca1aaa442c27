-- grain: one customer of the trailing year :years_ago, on the books or with business in it; what customer_years ranks
with span as (
    select
        years_ago,
        first_month,
        last_day
    from book_years
    where years_ago = :years_ago
),

business as (
    select
        holdings.customer_id,
        count(*) as products_held,
        min(holdings.months_silent) as months_silent,
        sum(case when products.family = 'deposits' then 1 else 0 end) as deposits_held,
        sum(case when products.family = 'loans' then 1 else 0 end) as loans_held,
        sum(case when products.family = 'cards' then 1 else 0 end) as cards_held,
        sum(case when products.family = 'payments' then 1 else 0 end) as payments_held,
        sum(case when products.family = 'investments' then 1 else 0 end) as investments_held,
        sum(case when products.family = 'insurance' then 1 else 0 end) as insurance_held,
        sum(holdings.balance) as balance,
        sum(holdings.turnover) as turnover,
        sum(holdings.transactions) as transactions,
        sum(holdings.net_interest_income) as net_interest_income,
        sum(holdings.fee_income) as fee_income,
        sum(holdings.late_revenue) as late_revenue,
        sum(holdings.cost_to_serve) as cost_to_serve,
        sum(holdings.expected_loss) as expected_loss,
        sum(holdings.capital_charge) as capital_charge
    from valued_holdings as holdings
    left join products on holdings.product_id = products.product_id
    group by holdings.customer_id
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
        business.balance is not null as has_balance,
        business.turnover is not null as has_turnover,
        business.months_silent,
        coalesce(business.products_held, 0) as products_held,
        coalesce(business.deposits_held, 0) as deposits_held,
        coalesce(business.loans_held, 0) as loans_held,
        coalesce(business.cards_held, 0) as cards_held,
        coalesce(business.payments_held, 0) as payments_held,
        coalesce(business.investments_held, 0) as investments_held,
        coalesce(business.insurance_held, 0) as insurance_held,
        coalesce(business.balance, 0) as balance,
        coalesce(business.turnover, 0) as turnover,
        coalesce(business.transactions, 0) as transactions,
        coalesce(business.net_interest_income, 0) as net_interest_income,
        coalesce(business.fee_income, 0) as fee_income,
        coalesce(business.late_revenue, 0) as late_revenue,
        coalesce(business.cost_to_serve, 0) as cost_to_serve,
        coalesce(business.expected_loss, 0) as expected_loss,
        coalesce(business.capital_charge, 0) as capital_charge
    from customers
    cross join span
    left join business on customers.customer_id = business.customer_id
    left join stray_months as seen on customers.customer_id = seen.customer_id
    where business.customer_id is not null
        or (coalesce(customers.joined_on, seen.first_month) <= span.last_day
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
        cast(case when tenure_months < 0 then 0 else tenure_months end as integer) as tenure_months,
        had_business,
        has_balance,
        has_turnover,
        cast(months_silent as smallint) as months_silent,
        cast(products_held as integer) as products_held,
        cast(deposits_held as smallint) as deposits_held,
        cast(loans_held as smallint) as loans_held,
        cast(cards_held as smallint) as cards_held,
        cast(payments_held as smallint) as payments_held,
        cast(investments_held as smallint) as investments_held,
        cast(insurance_held as smallint) as insurance_held,
        cast(balance as decimal(18, 2)) as balance,
        cast(turnover as decimal(18, 2)) as turnover,
        cast(transactions as bigint) as transactions,
        cast(net_interest_income as decimal(18, 2)) as net_interest_income,
        cast(fee_income as decimal(18, 2)) as fee_income,
        cast(net_interest_income + fee_income as decimal(18, 2)) as revenue,
        cast(late_revenue as decimal(18, 2)) as late_revenue,
        cast(cost_to_serve as decimal(18, 2)) as cost_to_serve,
        cast(expected_loss as decimal(18, 2)) as expected_loss,
        cast(capital_charge as decimal(18, 2)) as capital_charge,
        cast(
            net_interest_income + fee_income - cost_to_serve - expected_loss - capital_charge as decimal(18, 2)
        ) as contribution
    from members
)

select * from valued
