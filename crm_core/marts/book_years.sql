-- grain: one trailing year (0, 1, 2) that has activity; complete when all of its 12 months have some and as much is known of it as of the latest; which measures are known in it at all
with ends as (
    select max(month) as last_month
    from book_months
    where months_ago >= 0
),

-- Money counts as known where the bank gives it or the rate card prices it: a margin needs a balance. What the rate card
-- gives no income (cards that cost nothing) lacks none, and does not count when years are held against each other.
priced as (
    select
        activity.month,
        activity.balance,
        activity.turnover,
        case
            when activity.net_interest_income is not null or activity.fee_income is not null
                or rate_months.margin_rate * activity.balance is not null
                or rate_months.fee_per_transaction * activity.transactions is not null
                or rate_months.fee_per_month <> 0 then 1
            else 0
        end as has_money,
        case
            when activity.net_interest_income is null and activity.fee_income is null
                and rate_months.product_id is not null and coalesce(rate_months.margin_rate, 0) = 0
                and coalesce(rate_months.fee_per_transaction, 0) = 0
                and coalesce(rate_months.fee_per_month, 0) = 0 then 0
            else 1
        end as may_have_money
    from activity
    left join rate_months
        on activity.product_id = rate_months.product_id and activity.month = rate_months.month
),

known as (
    select
        book_months.years_ago,
        count(distinct priced.month) as months_with_activity,
        count(distinct case when book_months.has_balance then priced.month end) as months_with_balance,
        count(priced.balance) * 1.0 / count(*) as balance_share,
        count(priced.turnover) * 1.0 / count(*) as turnover_share,
        sum(priced.has_money) as money_rows,
        sum(priced.has_money * priced.may_have_money) * 1.0 / greatest(sum(priced.may_have_money), 1) as money_share
    from priced
    inner join book_months on priced.month = book_months.month
    where book_months.years_ago >= 0
    group by book_months.years_ago
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
