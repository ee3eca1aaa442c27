-- grain: one trailing year (0, 1, 2) that has activity; complete when all of its 12 months have some and as much is known of it as of the latest; which measures are known in it at all
with ends as (
    select max(month) as last_month
    from book_months
    where months_ago >= 0
),

known as (
    select
        years_ago,
        count(*) as months_with_activity,
        count(case when balance_rows > 0 then 1 end) as months_with_balance,
        {{ ratio("sum(balance_rows)", "sum(activity_rows)") }} as balance_share,
        {{ ratio("sum(turnover_rows)", "sum(activity_rows)") }} as turnover_share,
        sum(money_rows) as money_rows,
        {{ ratio("sum(priced_rows)", "greatest(sum(priceable_rows), 1)") }} as money_share
    from known_months
    where years_ago >= 0
    group by years_ago
),

-- What the book knows best: money, else balances, else turnover.
best as (
    select
        years_ago,
        months_with_activity,
        months_with_balance,
        money_rows > 0 as has_revenue,
        balance_share > 0 as has_balance,
        turnover_share > 0 as has_turnover,
        case
            when max(money_share) over () > 0 then money_share
            when max(balance_share) over () > 0 then balance_share
            else turnover_share
        end as known_share
    from known
),

latest as (
    select known_share
    from best
    where years_ago = 0
),

spans as (
    select
        best.years_ago,
        cast(ends.last_month - (best.years_ago * 12 + 11) * interval '1' month as date) as first_month,
        cast(ends.last_month - (best.years_ago * 12) * interval '1' month as date) as last_month,
        best.months_with_activity,
        best.months_with_balance,
        best.has_revenue,
        best.has_balance,
        best.has_turnover,
        best.known_share,
        latest.known_share as known_share_latest
    from best
    cross join ends
    cross join latest
),

judged as (
    select
        years_ago,
        first_month,
        last_month,
        cast(last_month + interval '1' month - interval '1' day as date) as last_day,
        cast(months_with_activity as integer) as months_with_activity,
        cast(months_with_balance as integer) as months_with_balance,
        months_with_activity = 12 and abs(known_share - known_share_latest) <= 0.1 as is_complete,
        has_revenue,
        has_balance,
        has_turnover
    from spans
)

select * from judged
