-- grain: trailing year × customer type × line of contribution; the median customer of the type, line by line
with lines as (
    select years_ago, customer_type, 'net_interest_income' as line, net_interest_income as amount
    from valued_customers
    union all
    select years_ago, customer_type, 'fee_income' as line, fee_income as amount
    from valued_customers
    union all
    select years_ago, customer_type, 'cost_to_serve' as line, cost_to_serve as amount
    from valued_customers
    union all
    select years_ago, customer_type, 'expected_loss' as line, expected_loss as amount
    from valued_customers
    union all
    select years_ago, customer_type, 'capital_charge' as line, capital_charge as amount
    from valued_customers
),

positions as (
    select
        years_ago,
        customer_type,
        line,
        amount,
        row_number() over (partition by years_ago, customer_type, line order by amount) as position
    from lines
),

sizes as (
    select
        years_ago,
        customer_type,
        count(*) as customers
    from valued_customers
    group by years_ago, customer_type
),

middle as (
    select
        positions.years_ago,
        positions.customer_type,
        positions.line,
        sizes.customers,
        {{ cents(ratio("sum(positions.amount)", "count(*)")) }} as median_amount
    from positions
    inner join sizes
        on positions.years_ago = sizes.years_ago and positions.customer_type = sizes.customer_type
    where positions.position = floor((sizes.customers + 1) / 2)
        or positions.position = floor((sizes.customers + 2) / 2)
    group by positions.years_ago, positions.customer_type, positions.line, sizes.customers
)

select * from middle
order by years_ago, customer_type, line
