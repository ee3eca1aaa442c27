-- grain: region × line (all families together, and each of them) × day reported; where we stand in it, and what changed in a year
with sound as (
    select
        region_id,
        family,
        period,
        is_own,
        case when is_own then '' else institution end as bank,
        institution,
        cast(balance as double) as balance,
        booked_at
    from market_rows
    where suspicion is null
),

lines as (
    select region_id, 'all' as line, family, period, is_own, bank, institution, balance, booked_at from sound
    union all
    select region_id, family as line, family, period, is_own, bank, institution, balance, booked_at from sound
),

cells as (
    select distinct
        region_id,
        line,
        period,
        family
    from lines
),

days as (
    select
        region_id,
        line,
        period,
        count(*) as families
    from cells
    group by region_id, line, period
),

-- The last report of the same month a year earlier; where a month has several, the last.
paired as (
    select
        days.region_id,
        days.line,
        days.period,
        max(days.families) as families,
        max(earlier.period) as before
    from days
    left join days as earlier
        on days.region_id = earlier.region_id and days.line = earlier.line
        and extract(year from earlier.period) = extract(year from days.period) - 1
        and extract(month from earlier.period) = extract(month from days.period)
    group by days.region_id, days.line, days.period
),

-- Growth is said only between two reports of the same families: one reported once would pass for it.
shared as (
    select
        cells.region_id,
        cells.line,
        cells.period,
        count(*) as families
    from cells
    inner join paired
        on cells.region_id = paired.region_id and cells.line = paired.line and cells.period = paired.period
    inner join cells as earlier
        on cells.region_id = earlier.region_id and cells.line = earlier.line and cells.family = earlier.family
        and paired.before = earlier.period
    group by cells.region_id, cells.line, cells.period
),

compared as (
    select
        paired.region_id,
        paired.line,
        paired.period,
        paired.before,
        coalesce(shared.families = paired.families and shared.families = past.families, false) as is_alike
    from paired
    left join shared
        on paired.region_id = shared.region_id and paired.line = shared.line and paired.period = shared.period
    left join days as past
        on paired.region_id = past.region_id and paired.line = past.line and paired.before = past.period
),

banks as (
    select
        region_id,
        line,
        period,
        is_own,
        bank,
        min(institution) as institution,
        sum(balance) as balance,
        min(booked_at) as booked_first,
        max(booked_at) as booked_last
    from lines
    group by region_id, line, period, is_own, bank
),

totals as (
    select
        region_id,
        line,
        period,
        sum(balance) as balance,
        sum(case when is_own then balance end) as own_balance
    from banks
    group by region_id, line, period
),

grown as (
    select
        banks.*,
        totals.balance as market,
        case when compared.is_alike then earlier.balance end as old
    from banks
    inner join totals
        on banks.region_id = totals.region_id and banks.line = totals.line and banks.period = totals.period
    inner join compared
        on banks.region_id = compared.region_id and banks.line = compared.line and banks.period = compared.period
    left join banks as earlier
        on banks.region_id = earlier.region_id and banks.line = earlier.line and compared.before = earlier.period
        and banks.is_own = earlier.is_own and banks.bank = earlier.bank
),

ranked as (
    select
        grown.*,
        balance / nullif(old, 0) - 1 as growth,
        rank() over (partition by region_id, line, period order by balance desc) as place,
        rank() over (partition by region_id, line, period order by balance / nullif(old, 0) desc nulls last)
            as growth_place
    from grown
),

summed as (
    select
        region_id,
        line,
        period,
        max(market) as market,
        sum(case when is_own then balance end) as own_balance,
        min(case when is_own and balance > 0 then place end) as own_rank,
        sum(case when balance > 0 then 1 else 0 end) as institutions,
        min(case when place = 1 and balance > 0 then institution end) as leader,
        max(case when not is_own then balance end) as largest_peer,
        avg(case when not is_own and balance > 0 then balance / nullif(market, 0) end) as peers_mean_share,
        sum(power(balance / nullif(market, 0), 2)) * 10000 as hhi,
        max(case when is_own then growth end) as own_growth,
        avg(case when not is_own then growth end) as peers_mean_growth,
        min(case when is_own and growth is not null then growth_place end) as growth_rank,
        sum(case when growth is not null then 1 else 0 end) as growing_institutions,
        min(booked_first) as booked_first,
        max(booked_last) as booked_last
    from ranked
    group by region_id, line, period
),

standing as (
    select
        summed.region_id,
        summed.line,
        summed.period,
        compared.before,
        compared.is_alike,
        summed.market,
        summed.own_balance,
        summed.own_balance / nullif(summed.market, 0) as own_share,
        summed.own_rank,
        cast(summed.institutions as integer) as institutions,
        summed.leader,
        summed.peers_mean_share,
        summed.own_balance / nullif(summed.largest_peer, 0) as relative_share,
        summed.hhi,
        summed.market / nullif(past.balance, 0) - 1 as market_growth,
        case
            when coalesce(summed.own_balance, past.own_balance) is not null
                then coalesce(summed.own_balance, 0) / nullif(summed.market, 0)
                    - coalesce(past.own_balance, 0) / nullif(past.balance, 0)
        end as share_change,
        summed.own_growth,
        summed.peers_mean_growth,
        summed.growth_rank,
        cast(summed.growing_institutions as integer) as growing_institutions,
        summed.booked_first,
        summed.booked_last
    from summed
    inner join compared
        on summed.region_id = compared.region_id and summed.line = compared.line and summed.period = compared.period
    left join totals as past
        on summed.region_id = past.region_id and summed.line = past.line and compared.before = past.period
        and compared.is_alike
)

select * from standing
order by period, line, region_id
