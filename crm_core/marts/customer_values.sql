-- grain: curve × customer of the trailing year :years_ago, without the customer's name; sorted, so that a range of values of one measure is one short scan
with measured as (
    select 'contribution' as measure, region_id, customer_type, contribution as amount
    from valued_customers
    union all
    select 'revenue' as measure, region_id, customer_type, revenue as amount
    from valued_customers
    union all
    select 'balance' as measure, region_id, customer_type, balance as amount
    from valued_customers
    union all
    select 'turnover' as measure, region_id, customer_type, turnover as amount
    from valued_customers
),

numbered as (
    select
        measured.measure,
        value_curves.curve_id,
        {{ value_bucket("measured.amount") }} as bucket,
        measured.amount
    from measured
    inner join value_curves
        on measured.measure = value_curves.measure
        and measured.region_id = value_curves.region_id
        and measured.customer_type = value_curves.customer_type
    where value_curves.years_ago = :years_ago
)

select * from numbered
order by measure, amount desc
