-- grain: one month with activity; years_ago as in book_months; of how many of its rows the balance, the turnover and the money are known
with priced as (
    select
        activity.month,
        activity.balance,
        activity.turnover,
        -- Money counts as known where the bank gives it or the rate card prices it: a margin needs a balance. What the
        -- rate card gives no income (cards that cost nothing) lacks none, and does not count when spans of time are
        -- held against each other.
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

counted as (
    select
        month,
        count(*) as activity_rows,
        count(balance) as balance_rows,
        count(turnover) as turnover_rows,
        cast(sum(has_money) as bigint) as money_rows,
        cast(sum(may_have_money) as bigint) as priceable_rows,
        cast(sum(has_money * may_have_money) as bigint) as priced_rows
    from priced
    group by month
),

placed as (
    select
        counted.month,
        book_months.years_ago,
        book_months.months_ago,
        counted.activity_rows,
        counted.balance_rows,
        counted.turnover_rows,
        counted.money_rows,
        counted.priceable_rows,
        counted.priced_rows
    from counted
    inner join book_months on counted.month = book_months.month
)

select * from placed
