-- grain: one thing that whoever reads a figure of this book must know: the badge, the sentence behind it, its place
with generated as (
    select
        1 as position,
        json_object('text', /*N_*/ 'Demo data') as label,
        json_object(
            'text', /*N_*/ 'A fictional bank: every figure is generated, and nobody in it exists.'
        ) as sentence
    where :source = 'demo'
),

stated as (
    select
        2 as position,
        case when json_valid(label) then cast(label as json) else json_object('text', label) end as label,
        case when json_valid(sentence) then cast(sentence as json) else json_object('text', sentence) end as sentence
    from stated_caveats
),

derived as (
    select
        3 as position,
        json_object('text', /*N_*/ 'Rate card prices') as label,
        json_object(
            'text',
            /*N_*/ 'Margins, fees and costs that the files leave open come from the rate card, not from the accounts.'
        ) as sentence
    where (select count(*) from rates) > 0
        and exists (select 1 from activity_months where derived_rows > 0)
        and not exists (select 1 from stated_caveats where label like '%"Assumed prices"%')
),

unfinished as (
    select
        4 as position,
        json_object('text', /*N_*/ '{month} left out', 'month', month) as label,
        json_array(
            json_object('text', /*N_*/ '{month} is left out of every figure because it is not complete.', 'month', month),
            cast(reason as json)
        ) as sentence
    from open_month
),

sizes as (
    select
        month,
        cast(sum(activity_rows) as bigint) as held
    from activity_months
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
        json_object('text', /*N_*/ 'Coverage changes') as label,
        json_object(
            'text',
            /*N_*/ 'The rows of activity fell by {share} in {month}, from about {usual_count} to {rows_count}; a comparison across that month compares different customers.',
            'share', round(1 - held / usual, 2),
            'month', month,
            'usual_count', cast(round(usual) as bigint),
            'rows_count', held
        ) as sentence
    from ruptures
    where month = (select min(month) from ruptures)
),

gaps as (
    select
        6 as position,
        json_object('text', /*N_*/ 'Gaps in the data') as label,
        to_json(list(cast(reason as json) order by subject)) as sentence
    from suspicions
    where table_name = 'activity'
        and subject in ('balance', 'turnover', 'transactions', 'net_interest_income', 'fee_income', 'cost_to_serve')
    having count(*) > 0
),

lost as (
    select
        file,
        measure,
        rejected_share,
        -- nearly all is not all
        case when rejected_share < 1 then least(round(rejected_share, 3), 0.999) else 1 end as share
    from book_totals
    where measure <> 'customers' and rejected_share > :max_rejected
),

incomplete as (
    select
        7 as position,
        json_object('text', /*N_*/ 'Many rows rejected') as label,
        to_json(list(
            case
                when measure = 'rows' then json_object(
                    'text', /*N_*/ '{share} of the rows of {file} were rejected and are in no figure.',
                    'share', share, 'file', file
                )
                else json_object(
                    'text', /*N_*/ '{share} of {column} in {file} was rejected and is in no figure.',
                    'share', share, 'column', measure, 'file', file
                )
            end
            order by rejected_share desc, file, measure
        )[:3]) as sentence
    from lost
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
    union all
    select * from incomplete
)

select
    position,
    cast(label as varchar) as label,
    cast(sentence as varchar) as sentence
from told
order by position, label
