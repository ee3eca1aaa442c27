-- grain: region × line (the chosen families together, and each of them); where we stand now, and a year before if alike
with ends as (
    select last_day
    from book_years
    where years_ago = :years_ago
),

sound as (
    select
        market_rows.region_id,
        market_rows.family,
        market_rows.period,
        market_rows.is_own,
        case when market_rows.is_own then '' else market_rows.institution end as bank,
        cast(market_rows.balance as double) as balance
    from market_rows
    inner join ends on market_rows.period <= ends.last_day
    where market_rows.suspicion is null
        and (:family = 'all' or market_rows.family = :family)
),

day as (
    select max(period) as period
    from sound
    where balance > 0
),

day_before as (
    select max(sound.period) as period
    from sound
    cross join day
    where extract(year from sound.period) = extract(year from day.period) - 1
        and extract(month from sound.period) = extract(month from day.period)
),

dated as (
    select
        sound.*,
        case when sound.period = day.period then sound.balance else 0 end as now,
        case when sound.period = day_before.period then sound.balance else 0 end as old,
        case when sound.period = day.period then 1 else 0 end as is_now,
        case when sound.period = day_before.period then 1 else 0 end as is_old
    from sound
    cross join day
    cross join day_before
    where sound.period in (day.period, day_before.period)
),

lines as (
    select region_id, 'chosen' as line, family, is_own, bank, now, old, is_now, is_old from dated
    union all
    select region_id, family as line, family, is_own, bank, now, old, is_now, is_old from dated
),

covered as (
    select
        region_id,
        line,
        family,
        max(is_now) as is_now,
        max(is_old) as is_old
    from lines
    group by region_id, line, family
),

alike as (
    select
        region_id,
        line,
        min(case when is_now = is_old then 1 else 0 end) as is_alike
    from covered
    group by region_id, line
),

banks as (
    select
        lines.region_id,
        lines.line,
        lines.is_own,
        lines.bank,
        sum(lines.now) as now,
        max(case when alike.is_alike = 1 then 1 end) * sum(lines.old) as old
    from lines
    inner join alike on lines.region_id = alike.region_id and lines.line = alike.line
    group by lines.region_id, lines.line, lines.is_own, lines.bank
),

ranked as (
    select
        banks.*,
        now / nullif(old, 0) - 1 as growth,
        sum(now) over (partition by region_id, line) as market,
        sum(old) over (partition by region_id, line) as market_old,
        rank() over (partition by region_id, line order by now desc) as place,
        rank() over (partition by region_id, line order by now / nullif(old, 0) desc nulls last) as growth_place
    from banks
),

summed as (
    select
        region_id,
        line,
        max(market) as market,
        max(market) / nullif(max(market_old), 0) - 1 as market_growth,
        sum(case when is_own then now end) as own_balance,
        sum(case when is_own then now end) / nullif(max(market), 0) as own_share,
        sum(case when is_own then now end) / nullif(max(market), 0)
            - sum(case when is_own then old end) / nullif(max(market_old), 0) as share_change,
        min(case when is_own and now > 0 then place end) as own_rank,
        sum(case when now > 0 then 1 else 0 end) as institutions,
        avg(case when not is_own and now > 0 then now / nullif(market, 0) end) as peers_mean_share,
        sum(case when is_own then now end) / nullif(max(case when not is_own then now end), 0) as relative_share,
        max(case when is_own then growth end) as own_growth,
        avg(case when not is_own then growth end) as peers_mean_growth,
        min(case when is_own and growth is not null then growth_place end) as growth_rank,
        sum(case when growth is not null then 1 else 0 end) as growing_institutions
    from ranked
    group by region_id, line
),

stamped as (
    select
        summed.*,
        day.period
    from summed
    cross join day
    where summed.market > 0
)

select * from stamped
order by region_id, line
