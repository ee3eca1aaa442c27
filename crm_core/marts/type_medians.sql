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

-- Only the step that the middle lies in is put in order, not all customers (decision 137).
stepped as (
    select
        lines.*,
        {{ value_bucket("amount") }} as step
    from lines
),

counted as (
    select
        years_ago,
        customer_type,
        line,
        step,
        count(*) as in_step
    from stepped
    group by years_ago, customer_type, line, step
),

steps as (
    select
        counted.*,
        sum(in_step) over (partition by years_ago, customer_type, line order by step) - in_step as below,
        sum(in_step) over (partition by years_ago, customer_type, line) as customers
    from counted
),

positions as (
    select
        stepped.years_ago,
        stepped.customer_type,
        stepped.line,
        stepped.amount,
        steps.customers,
        steps.below + row_number() over (
            partition by stepped.years_ago, stepped.customer_type, stepped.line, stepped.step order by stepped.amount
        ) as position
    from stepped
    inner join steps
        on stepped.years_ago = steps.years_ago and stepped.customer_type = steps.customer_type
        and stepped.line = steps.line and stepped.step = steps.step
    where steps.below < floor((steps.customers + 2) / 2)
        and steps.below + steps.in_step >= floor((steps.customers + 1) / 2)
),

middle as (
    select
        years_ago,
        customer_type,
        line,
        cast(customers as bigint) as customers,
        {{ cents(ratio("sum(amount)", "count(*)")) }} as median_amount
    from positions
    where position = floor((customers + 1) / 2)
        or position = floor((customers + 2) / 2)
    group by years_ago, customer_type, line, customers
)

select * from middle
order by years_ago, customer_type, line
