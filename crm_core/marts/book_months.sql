-- grain: one month with activity; years_ago counts trailing years back from the last whole month, -1 when outside them; whether any balance of it is known
with months as (
    select
        month,
        count(balance) > 0 as has_balance
    from activity
    group by month
),

latest as (
    select max(month) as last_month
    from months
    where not exists (select 1 from open_month where open_month.month = months.month)
),

ages as (
    select
        months.month,
        months.has_balance,
        (extract(year from latest.last_month) - extract(year from months.month)) * 12
            + extract(month from latest.last_month) - extract(month from months.month) as months_ago
    from months
    cross join latest
),

numbered as (
    select
        month,
        has_balance,
        cast(months_ago as integer) as months_ago,
        cast(case when months_ago between 0 and 35 then floor(months_ago / 12) else -1 end as integer) as years_ago
    from ages
)

select * from numbered
