-- grain: curve × customer, or group, of the trailing year :years_ago, without a name; sorted, so that a range of values of one measure is one short scan
with measured as (
    select 'customers' as ranked, 'contribution' as measure, region_id, customer_type, contribution as amount
    from valued_customers
    union all
    select 'customers' as ranked, 'revenue' as measure, region_id, customer_type, revenue as amount
    from valued_customers
    union all
    select 'customers' as ranked, 'balance' as measure, region_id, customer_type, balance as amount
    from valued_customers
    union all
    select 'customers' as ranked, 'turnover' as measure, region_id, customer_type, turnover as amount
    from valued_customers
    union all
    select 'groups' as ranked, 'contribution' as measure, region_id, customer_type, contribution as amount
    from unit_years
    where years_ago = :years_ago
    union all
    select 'groups' as ranked, 'revenue' as measure, region_id, customer_type, revenue as amount
    from unit_years
    where years_ago = :years_ago
    union all
    select 'groups' as ranked, 'balance' as measure, region_id, customer_type, balance as amount
    from unit_years
    where years_ago = :years_ago
    union all
    select 'groups' as ranked, 'turnover' as measure, region_id, customer_type, turnover as amount
    from unit_years
    where years_ago = :years_ago
),

numbered as (
    select
        measured.ranked,
        measured.measure,
        value_curves.curve_id,
        {{ value_bucket("measured.amount") }} as bucket,
        measured.amount
    from measured
    inner join value_curves
        on measured.ranked = value_curves.ranked
        and measured.measure = value_curves.measure
        and measured.region_id = value_curves.region_id
        and measured.customer_type = value_curves.customer_type
    where value_curves.years_ago = :years_ago
)

select * from numbered
order by ranked, measure, amount desc
