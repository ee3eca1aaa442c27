-- grain: one reported balance of the market, region × institution × family × period, with what speaks against it (null: nothing)
with names_of_totals as (
    {{ names_of_totals() }}
),

named as (
    select
        region_id,
        institution,
        is_own,
        family,
        period,
        balance,
        coalesce(booked_at, '') as booked_at,
        not is_own and (
            {{ plain_name("institution") }} in (select name from names_of_totals)
            or lower(institution) like '%subtotal%'
        ) as is_named_total,
        {{ rounding("balance") }} as unit
    from market
),

-- Our own balances once more under a name that is not marked as ours would count us twice.
beside_ours as (
    select
        named.*,
        sum(case when is_own then balance end) over (partition by region_id, family, period) as own_balance,
        min(case when is_own then unit end) over (partition by region_id, family, period) as own_unit
    from named
),

own_figures as (
    select distinct
        institution,
        balance,
        case when {{ is_same("balance", "unit", "own_balance", "own_unit") }}
            then {{ figures_agreed("balance", "unit", "own_balance") }} end as figures
    from beside_ours
    where not is_own
        and not is_named_total
        and balance > 0
),

-- Any of many banks may hold as much as we do, where only one sum may be met: a figure more than of a total.
own_copies as (
    select institution
    from own_figures
    group by institution
    having count(*) * 3 <= count(figures) * 4
        and sum(figures) >= 4
),

known as (
    select
        named.region_id,
        named.institution,
        named.is_own,
        named.family,
        named.period,
        named.balance,
        named.booked_at,
        named.unit
    from named
    left join own_copies on named.institution = own_copies.institution
    where not named.is_named_total
        and (named.is_own or own_copies.institution is null)
),

-- A total is the largest of its market, and so is the same total under another name.
peaks as (
    select
        known.*,
        max(balance) over (partition by region_id, family, period) as peak
    from known
),

peak_units as (
    select
        peaks.*,
        max(case when balance = peak then unit end) over (partition by region_id, family, period) as peak_unit
    from peaks
),

ranked as (
    select
        peak_units.*,
        {{ is_same("balance", "unit", "peak", "peak_unit") }} as is_largest
    from peak_units
),

networks as (
    select
        ranked.*,
        sum(balance) over (partition by institution, family, period) - balance as elsewhere,
        sum(case when balance > 0 then 1 else 0 end) over (partition by institution, family, period)
            - case when balance > 0 then 1 else 0 end as places_elsewhere,
        min(unit) over (partition by institution, family, period) as network_unit,
        sum(balance) over (partition by region_id, family, period) - balance as others,
        sum(case when balance > 0 then 1 else 0 end) over (partition by region_id, family, period)
            - case when balance > 0 then 1 else 0 end as other_institutions,
        sum(case when not is_largest then balance end) over (partition by region_id, family, period) as smaller,
        sum(case when not is_largest and balance > 0 then 1 else 0 end)
            over (partition by region_id, family, period) as smaller_institutions,
        min(unit) over (partition by region_id, family, period) as region_unit
    from ranked
),

summing as (
    select
        region_id,
        institution,
        is_own,
        family,
        period,
        balance,
        case when {{ is_sum("balance", "unit", "elsewhere", "places_elsewhere", "network_unit") }}
            then {{ figures_agreed("balance", "unit", "elsewhere") }} end as office_figures,
        case when not is_own and {{ is_sum("balance", "unit", "others", "other_institutions", "region_unit") }}
            then {{ figures_agreed("balance", "unit", "others") }}
            when not is_own and is_largest
                and {{ is_sum("balance", "unit", "smaller", "smaller_institutions", "region_unit") }}
            then {{ figures_agreed("balance", "unit", "smaller") }} end as total_figures
    from networks
),

-- All that a bank reports of a region on a day must agree …
office_days as (
    select
        institution,
        region_id,
        period
    from summing
    group by institution, region_id, period
    having count(*) = count(office_figures)
),

-- A total may lack a bank here or there; a bank that now and then holds half of a market is none.
total_names as (
    select institution
    from summing
    group by institution
    having count(*) * 3 <= count(total_figures) * 4
),

-- … and in three figures at least over all different amounts: round numbers are equal by chance once in ten times.
office_amounts as (
    select
        summing.institution,
        summing.region_id,
        summing.family,
        summing.balance,
        max(summing.office_figures) as figures
    from summing
    inner join office_days
        on summing.institution = office_days.institution and summing.region_id = office_days.region_id
        and summing.period = office_days.period
    group by summing.institution, summing.region_id, summing.family, summing.balance
),

offices as (
    select
        institution,
        region_id
    from office_amounts
    group by institution, region_id
    having sum(figures) >= 3
),

total_amounts as (
    select
        summing.institution,
        summing.region_id,
        summing.family,
        summing.balance,
        max(summing.total_figures) as figures
    from summing
    inner join total_names on summing.institution = total_names.institution
    group by summing.institution, summing.region_id, summing.family, summing.balance
),

totals as (
    select institution
    from total_amounts
    group by institution
    having sum(figures) >= 3
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
        named.region_id,
        named.institution,
        named.is_own,
        named.family,
        named.period,
        named.balance,
        named.booked_at,
        case
            when named.is_named_total then 'market total'
            when not named.is_own and own_copies.institution is not null then 'our own again'
            when offices.institution is not null and office_days.institution is not null then 'main office'
            when totals.institution is not null then 'market total'
            when overfull.region_id is not null then 'share over 100 %'
        end as suspicion
    from named
    left join offices on named.institution = offices.institution and named.region_id = offices.region_id
    left join office_days
        on named.institution = office_days.institution and named.region_id = office_days.region_id
        and named.period = office_days.period
    left join totals on named.institution = totals.institution
    left join own_copies on named.institution = own_copies.institution
    left join overfull
        on named.region_id = overfull.region_id and named.family = overfull.family and named.period = overfull.period
)

select * from judged
order by period, region_id, family, is_own desc, institution
