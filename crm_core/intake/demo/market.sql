-- grain: region × institution × family × half-year; our own balances are the book's, the market around them is made
with periods as (
    select
        last_day(cast(date '2021-12-01' + to_months(cast(6 * half as integer)) as date)) as period,
        half / 2.0 - 4.5 as years_on
    from range(10) as halves (half)
),

held as (
    select
        customers.region_id,
        product_plan.family,
        last_day(activity.month) as period,
        cast(sum(activity.balance) as double) as balance
    from activity
    inner join product_plan on activity.product_id = product_plan.product_id
    inner join customers on activity.customer_id = customers.customer_id
    where activity.month in (select date_trunc('month', period) from periods)
    group by customers.region_id, product_plan.family, last_day(activity.month)
),

cells as (
    select
        region_plan.*,
        families.family,
        families.family_ordinal * 100 + region_plan.region_ordinal as cell,
        periods.period,
        periods.years_on,
        -- Before the book begins its balances are carried back along the region's own growth.
        coalesce(held.balance, first_held.balance * exp((region_plan.balance_growth + 0.035) * (years_on + 2.5)), 0)
            as own_balance
    from region_plan
    cross join (select family, min(product_ordinal) as family_ordinal from product_plan group by family) as families
    cross join periods
    left join held
        on region_plan.region_id = held.region_id and families.family = held.family and periods.period = held.period
    left join held as first_held
        on region_plan.region_id = first_held.region_id and families.family = first_held.family
        and first_held.period = date '2023-12-31'
),

won as (
    select
        *,
        even(0.94, 1.06, cell, 'family share') as tilt,
        even(-0.001, 0.001, cell * 10000 + cast(2 * years_on as integer), 'reported') as wobble,
        case when region_id = :losing_region then :lost_share_a_year else 0 end as lost_a_year
    from cells
),

shared as (
    select
        *,
        own_share * tilt + lost_a_year * years_on + wobble as share,
        own_share * tilt - lost_a_year * 4.5 as first_share
    from won
),

summed as (
    select
        *,
        own_balance / share as market_balance
    from shared
),

rivals as (
    select
        summed.*,
        peer_plan.institution,
        peer_plan.weight * even(0.5, 1.5, peer_plan.peer_ordinal * 100 + region_ordinal, 'peer')
            * even(0.95, 1.05, peer_plan.peer_ordinal * 10000 + cell, 'peer family') as weight
    from summed
    cross join peer_plan
),

-- What we lose one peer gains; the others keep their part.
split as (
    select
        *,
        (1 - first_share) * weight / sum(weight) over (partition by cell, period order by institution
            rows between unbounded preceding and unbounded following)
            + case when institution = :gaining_peer then first_share - share else 0 end as peer_share
    from rivals
),

reported as (
    select
        region_id,
        :title as institution,
        true as is_own,
        family,
        period,
        cast(own_balance as decimal(18, 2)) as balance
    from summed
    union all
    select
        region_id,
        institution,
        false as is_own,
        family,
        period,
        cast(market_balance * peer_share as decimal(18, 2)) as balance
    from split
)

select * from reported
order by period, region_id, family, is_own desc, institution
