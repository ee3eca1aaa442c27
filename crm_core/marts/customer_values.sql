-- grain: measure × trailing year × customer, without the customer's name; sorted, so that a range of values is one short scan
with measured as (
    select 'contribution' as measure, years_ago, region_id, customer_type, contribution as amount
    from valued_customers
    union all
    select 'revenue' as measure, years_ago, region_id, customer_type, revenue as amount
    from valued_customers
    union all
    select 'balance' as measure, years_ago, region_id, customer_type, balance as amount
    from valued_customers
    union all
    select 'turnover' as measure, years_ago, region_id, customer_type, turnover as amount
    from valued_customers
),

bucketed as (
    select
        measure,
        years_ago,
        cast(floor(asinh(10 * cast(amount as double)) * 400) as integer) as bucket,
        amount,
        region_id,
        customer_type
    from measured
)

select * from bucketed
order by measure, years_ago, amount desc
