-- grain: one thing that may be wrong with the tables as they were loaded
with months as (
    select month, count(*) as held
    from activity
    group by month
),

ordered_months as (
    select month, held, lag(month) over (order by month) as month_before
    from months
),

silent as (
    select count(*) as customers
    from customers
    anti join activity on customers.customer_id = activity.customer_id
),

outsiders as (
    select count(*) as held, count(distinct activity.customer_id) as customers
    from activity
    inner join customers on activity.customer_id = customers.customer_id
    where activity.month < date_trunc('month', customers.joined_on) or activity.month > customers.left_on
),

found as (
    select
        'market' as table_name,
        'is_own' as subject,
        'No institution is marked as our own: shares will count only what activity holds. Set is_own to true for ours.'
            as reason
    where (select count(*) > 0 and not bool_or(is_own) from market)
    union all
    select
        'customers', 'without activity',
        silent.customers || ' of ' || total.customers || ' customers have no activity at all: check that both files are '
            || 'of the same date and write the ids alike.'
    from silent
    cross join (select count(*) as customers from customers) as total
    where silent.customers > 0.5 * total.customers
    union all
    select
        'activity', strftime(month, '%Y-%m'),
        held || ' rows lie in a month that is still to come: check the dates.'
    from months
    where month > :today
    union all
    select
        'activity', strftime(month_before, '%Y-%m') || ' to ' || strftime(month, '%Y-%m'),
        'No row lies in between, ' || (datediff('month', month_before, month) - 1)
            || case when datediff('month', month_before, month) = 2 then ' month' else ' months' end
            || ' of silence: check that no file is missing.'
    from ordered_months
    where datediff('month', month_before, month) > 1
    union all
    select
        'activity', 'joined_on and left_on',
        'Activity before they joined or after they left: ' || held || case when held = 1 then ' row' else ' rows' end
            || ' of ' || customers || case when customers = 1 then ' customer' else ' customers' end
            || '. Check the dates.'
    from outsiders
    where held > 0
    union all
    select
        'regions', 'regions',
        'There is no file of regions: pages show region ids, and maps have no cells. Bring regions.csv.'
    where (select count(*) from regions) = 0
)

select * from found
