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
        json_object('text', 'is_own') as subject,
        json_object(
            'text',
            /*N_*/ 'No institution is marked as our own: shares will count only what the activity file holds. Set is_own to true for ours.'
        ) as reason
    where (select count(*) > 0 and not bool_or(is_own) from market)
    union all
    select
        'customers',
        json_object('text', /*N_*/ 'without activity'),
        json_object(
            'text',
            /*N_*/ '{silent_count} of {customers_count} customers have no activity at all: check that both files are of the same date and write the ids the same way.',
            'silent_count', silent.customers,
            'customers_count', total.customers
        )
    from silent
    cross join (select count(*) as customers from customers) as total
    where silent.customers > 0.5 * total.customers
    union all
    select
        'activity',
        json_object('text', /*N_*/ '{month}', 'month', month),
        json_object(
            'text',
            case
                when held = 1 then /*N_*/ '{rows_count} row lies in a month that is still to come: check the dates.'
                else /*N_*/ '{rows_count} rows lie in a month that is still to come: check the dates.'
            end,
            'rows_count', held
        )
    from months
    where month > :today
    union all
    select
        'activity',
        json_object('text', /*N_*/ '{first_month} to {last_month}', 'first_month', month_before, 'last_month', month),
        json_object(
            'text',
            case
                when datediff('month', month_before, month) = 2 then
                    /*N_*/ '{months_count} month in between has no row: check that no file is missing.'
                else /*N_*/ '{months_count} months in between have no row: check that no file is missing.'
            end,
            'months_count', datediff('month', month_before, month) - 1
        )
    from ordered_months
    where datediff('month', month_before, month) > 1
    union all
    select
        'activity',
        json_object('text', /*N_*/ 'joined_on and left_on'),
        json_object(
            'text',
            /*N_*/ 'Activity before they joined or after they left: {rows} of {customers}. Check the dates.',
            'rows', json_object(
                'text', case when held = 1 then /*N_*/ '{rows_count} row' else /*N_*/ '{rows_count} rows' end,
                'rows_count', held
            ),
            'customers', json_object(
                'text',
                case
                    when customers = 1 then /*N_*/ '{customers_count} customer' else /*N_*/ '{customers_count} customers'
                end,
                'customers_count', customers
            )
        )
    from outsiders
    where held > 0
    union all
    select
        'regions',
        json_object('text', 'regions'),
        json_object(
            'text',
            /*N_*/ 'There is no regions file: pages show the ids of regions, and maps have no cells. Add regions.csv.'
        )
    where (select count(*) from regions) = 0
)

select * from found
