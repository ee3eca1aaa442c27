-- grain: one thing that whoever reads a figure of this book must know: the badge, the sentence behind it, its place
with generated as (
    select
        1 as position,
        'Demo data' as label,
        'A fictional bank: every figure is generated, and nobody in it exists.' as sentence
    where :source = 'demo'
),

stated as (
    select
        2 as position,
        label,
        sentence
    from stated_caveats
),

derived as (
    select
        3 as position,
        'Rate card prices' as label,
        'Margins, fees and costs that the files leave open come from the rate card, not from the accounts.' as sentence
    where (select count(*) from rates) > 0
        and exists (
            select 1
            from activity
            where net_interest_income is null or fee_income is null or cost_to_serve is null
        )
        and not exists (select 1 from stated_caveats where label = 'Assumed prices')
),

unfinished as (
    select
        4 as position,
        strftime(month, '%B') || ' left out' as label,
        strftime(month, '%B %Y') || ' is left out of every figure because it is not complete: ' || reason || '.'
            as sentence
    from open_month
),

sizes as (
    select
        month,
        count(*) as held
    from activity
    where month not in (select month from open_month)
    group by month
),

beside as (
    select
        month,
        held,
        avg(held) over (order by month rows between 3 preceding and 1 preceding) as usual
    from sizes
),

ruptures as (
    select
        month,
        held,
        usual
    from beside
    where usual >= 20 and held < 0.5 * usual
),

broken as (
    select
        5 as position,
        'Coverage changes' as label,
        'The rows of activity fell by ' || cast(round(100 * (1 - held / usual)) as integer) || ' % in '
            || strftime(month, '%B %Y') || ', from about ' || format('{:,}', cast(round(usual) as bigint)) || ' to '
            || format('{:,}', held)
            || '; a comparison across that month compares different customers.' as sentence
    from ruptures
    where month = (select min(month) from ruptures)
),

gaps as (
    select
        6 as position,
        'Gaps in the data' as label,
        string_agg(reason, ' ' order by subject) as sentence
    from suspicions
    where table_name = 'activity'
        and subject in ('balance', 'turnover', 'transactions', 'net_interest_income', 'fee_income', 'cost_to_serve')
    having count(*) > 0
),

told as (
    select * from generated
    union all
    select * from stated
    union all
    select * from derived
    union all
    select * from unfinished
    union all
    select * from broken
    union all
    select * from gaps
)

select
    position,
    label,
    sentence
from told
order by position, label
