-- grain: region × line (all families together, and each of them) × day reported × bank (our own under one name); what it holds, and what of it can be set beside a year before
with sound as (
    select
        region_id,
        family,
        period,
        is_own,
        case when is_own then '' else institution end as bank,
        institution,
        balance,
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

held as (
    select
        lines.region_id,
        lines.line,
        lines.period,
        lines.family,
        lines.is_own,
        lines.bank,
        min(lines.institution) as institution,
        sum(lines.balance) as balance,
        min(lines.booked_at) as booked_first,
        max(lines.booked_at) as booked_last
    from lines
    group by lines.region_id, lines.line, lines.period, lines.family, lines.is_own, lines.bank
),

earlier as (
    select
        compared.region_id,
        compared.line,
        compared.period,
        held.family,
        held.is_own,
        held.bank,
        held.institution,
        held.balance
    from compared
    inner join held
        on compared.region_id = held.region_id and compared.line = held.line and compared.before = held.period
    where compared.is_alike
),

-- What is reported on one of the two days only is no change: a missing report is no gain of the others. Our own bank is
-- always known: where it reports nothing, it holds nothing.
both_days as (
    select
        coalesce(held.region_id, earlier.region_id) as region_id,
        coalesce(held.line, earlier.line) as line,
        coalesce(held.period, earlier.period) as period,
        coalesce(held.is_own, earlier.is_own) as is_own,
        coalesce(held.bank, earlier.bank) as bank,
        coalesce(held.institution, earlier.institution) as institution,
        held.balance,
        held.booked_first,
        held.booked_last,
        earlier.balance as old,
        coalesce(held.is_own, earlier.is_own) or (held.bank is not null and earlier.bank is not null) as is_paired,
        held.bank is not null and earlier.bank is not null as is_grown
    from held
    full outer join earlier
        on held.region_id = earlier.region_id and held.line = earlier.line and held.period = earlier.period
        and held.family = earlier.family and held.is_own = earlier.is_own and held.bank = earlier.bank
),

summed as (
    select
        region_id,
        line,
        period,
        is_own,
        bank,
        min(institution) as institution,
        sum(balance) as balance,
        min(booked_first) as booked_first,
        max(booked_last) as booked_last,
        sum(case when is_paired then balance end) as paired_balance,
        sum(case when is_paired then old end) as paired_old,
        {{ ratio("sum(case when is_grown then balance end)", "nullif(sum(case when is_grown then old end), 0)") }} - 1 as growth,
        sum(old) as old,
        sum(case when not is_paired then old end) as missing_old
    from both_days
    group by region_id, line, period, is_own, bank
),

changed as (
    select
        summed.*,
        compared.before,
        compared.is_alike
    from summed
    inner join compared
        on summed.region_id = compared.region_id and summed.line = compared.line and summed.period = compared.period
)

select * from changed
order by period, line, region_id, is_own desc, bank
