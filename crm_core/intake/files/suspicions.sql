-- grain: one thing that may be wrong with the tables as they were loaded
with market_totals as (
    select region_id, family, period, sum(balance) as total, count(*) as institutions
    from market
    group by region_id, family, period
),

sums_of_the_others as (
    select market.institution, count(*) as places, min(market.region_id || ', ' || market.family || ', ' || market.period) as example
    from market
    inner join market_totals
        on market.region_id = market_totals.region_id
        and market.family = market_totals.family
        and market.period = market_totals.period
    where market_totals.institutions >= 3
        and market.balance > 0
        and abs(2 * market.balance - market_totals.total) <= 0.0005 * market_totals.total
    group by market.institution
),

bank_totals as (
    select institution, family, period, sum(balance) as total, count(*) as regions
    from market
    group by institution, family, period
),

sums_of_its_regions as (
    select market.institution, market.region_id, count(*) as places
    from market
    inner join bank_totals
        on market.institution = bank_totals.institution
        and market.family = bank_totals.family
        and market.period = bank_totals.period
    where bank_totals.regions >= 3
        and market.balance > 0
        and abs(2 * market.balance - bank_totals.total) <= 0.0005 * bank_totals.total
    group by market.institution, market.region_id
),

own_balances as (
    select customers.region_id, products.family, activity.month, sum(activity.balance) as balance
    from activity
    inner join customers on activity.customer_id = customers.customer_id
    inner join products on activity.product_id = products.product_id
    where (select count(*) from market) > 0
    group by customers.region_id, products.family, activity.month
),

more_than_all as (
    select own_balances.region_id, count(*) as places, max(own_balances.balance / market_totals.total) as times
    from own_balances
    inner join market_totals
        on own_balances.region_id = market_totals.region_id
        and own_balances.family = market_totals.family
        and own_balances.month = date_trunc('month', market_totals.period)
    where own_balances.balance > market_totals.total
    group by own_balances.region_id
),

months as (
    select month, count(*) as held
    from activity
    group by month
),

ordered_months as (
    select month, held, lag(month) over (order by month) as month_before, lag(held) over (order by month) as held_before
    from months
),

latest as (
    select max(month) as month
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
        institution as subject,
        'Its balance equals the sum of all other institutions in ' || places || ' places, the first being ' || example
            || ': it looks like a total, which would halve every share. Remove it if it is one.' as reason
    from sums_of_the_others
    union all
    select
        'market', institution,
        'Its balance in ' || region_id || ' equals the sum of all its other regions in ' || places
            || ' families and periods: it looks like the whole bank, reported at its main office. Spread it, or remove it.'
    from sums_of_its_regions
    union all
    select
        'market', region_id,
        'Our own customers hold more than the whole market in ' || places || ' families and periods, up to '
            || cast(cast(times as decimal(18, 2)) as varchar) || ' times as much: check the units and the regions.'
    from more_than_all
    union all
    select
        'market', 'is_own',
        'No institution is marked as our own: shares will count only what activity holds. Set is_own to true for ours.'
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
        'There is no row in between, ' || (datediff('month', month_before, month) - 1)
            || ' months of silence: check that no file is missing.'
    from ordered_months
    where datediff('month', month_before, month) > 1
    union all
    select
        'activity', strftime(month, '%Y-%m'),
        'The last month has ' || held || ' rows after ' || held_before
            || ' in the month before: it may not be complete. Leave it out until it is.'
    from ordered_months
    where month = (select month from latest) and held < 0.5 * held_before and held_before >= 20
    union all
    select
        'activity', 'joined_on and left_on',
        held || ' rows of ' || customers || ' customers lie before they joined or after they left: check the dates.'
    from outsiders
    where held > 0
    union all
    select
        'regions', 'regions',
        'There is no file of regions: pages show region ids, and maps have no cells. Bring regions.csv.'
    where (select count(*) from regions) = 0
)

select * from found
