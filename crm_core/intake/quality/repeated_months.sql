-- grain: region; its rows of activity, and those of months that equal the month before in every sum
with by_month as (
    select
        region_id,
        month,
        sum(held) as held,
        sum(sum_balance) as balance,
        sum(sum_turnover) as turnover,
        sum(sum_transactions) as transactions,
        sum(sum_money) as money
    from quality_activity
    group by region_id, month
),

beside as (
    select
        region_id,
        held,
        held = lag(held) over in_order
            and balance is not distinct from lag(balance) over in_order
            and turnover is not distinct from lag(turnover) over in_order
            and transactions is not distinct from lag(transactions) over in_order
            and money is not distinct from lag(money) over in_order as is_repeated
    from by_month
    window in_order as (partition by region_id order by month)
)

select
    region_id,
    sum(held) as checked,
    sum(case when is_repeated and held >= :few then 0 else held end) as passed
from beside
group by region_id
