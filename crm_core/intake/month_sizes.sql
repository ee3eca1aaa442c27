-- grain: one month with activity; how much of everything was booked in it
with sizes as (
    select
        month,
        count(*) as activity_rows,
        count(distinct customer_id) as customers,
        cast(sum(turnover) as double) as turnover,
        cast(sum(transactions) as double) as transactions,
        cast(sum(fee_income) as double) as fee_income,
        count(turnover) as turnover_rows,
        count(transactions) as transactions_rows,
        count(fee_income) as fee_income_rows
    from activity
    group by month
)

select * from sizes
order by month
