-- grain: one reported balance of the market, region × institution × family × period, with what speaks against it (null: nothing)
with known as (
    select
        region_id,
        institution,
        is_own,
        family,
        period,
        balance,
        coalesce(booked_at, '') as booked_at
    from market
),

networks as (
    select
        known.*,
        sum(balance) over (partition by institution, family, period) - balance as elsewhere,
        sum(case when balance > 0 then 1 else 0 end) over (partition by institution, family, period)
            - case when balance > 0 then 1 else 0 end as places_elsewhere,
        sum(balance) over (partition by region_id, family, period) - balance as others,
        sum(case when balance > 0 then 1 else 0 end) over (partition by region_id, family, period)
            - case when balance > 0 then 1 else 0 end as other_institutions
    from known
),

-- One equal sum may be chance, so all that a bank reports of a region on a day must agree.
offices as (
    select
        institution,
        region_id,
        period
    from networks
    group by institution, region_id, period
    having sum(case when balance > 0 and balance = elsewhere and places_elsewhere >= 2 then 0 else 1 end) = 0
),

totals as (
    select
        institution,
        period
    from networks
    group by institution, period
    having sum(case when balance > 0 and balance = others and other_institutions >= 2 then 0 else 1 end) = 0
        and count(*) >= 2
),

held as (
    select
        demand_months.month,
        demand_months.region_id,
        products.family,
        sum(demand_months.balance) as balance
    from demand_months
    inner join products on demand_months.product_id = products.product_id
    group by demand_months.month, demand_months.region_id, products.family
),

sizes as (
    select
        region_id,
        family,
        period,
        sum(balance) as balance
    from known
    group by region_id, family, period
),

-- A month's mean may pass the balance of one day by a little; a tenth more than the whole market is no such chance.
overfull as (
    select
        sizes.region_id,
        sizes.family,
        sizes.period
    from sizes
    inner join held
        on sizes.region_id = held.region_id and sizes.family = held.family
        and extract(year from sizes.period) = extract(year from held.month)
        and extract(month from sizes.period) = extract(month from held.month)
    where held.balance * 10 > sizes.balance * 11
),

judged as (
    select
        known.region_id,
        known.institution,
        known.is_own,
        known.family,
        known.period,
        known.balance,
        known.booked_at,
        case
            when offices.institution is not null then 'main office'
            when totals.institution is not null then 'market total'
            when overfull.region_id is not null then 'share over 100 %'
        end as suspicion
    from known
    left join offices
        on known.institution = offices.institution and known.region_id = offices.region_id
        and known.period = offices.period
    left join totals
        on known.institution = totals.institution and known.period = totals.period
    left join overfull
        on known.region_id = overfull.region_id and known.family = overfull.family and known.period = overfull.period
)

select * from judged
order by period, region_id, family, is_own desc, institution
