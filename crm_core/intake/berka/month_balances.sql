-- grain: holder (account or loan) × month; exact time-weighted mean and end balance
with spans as (
    select * from berka_account_spans
    union all
    select * from berka_loan_spans
),

pieces as (
    select
        *,
        cast(unnest(generate_series(date_trunc('month', from_day), until_day, interval '1' month)) as date) as month
    from spans
),

weighed as (
    select
        holder,
        customer_id,
        product_id,
        month,
        until_day,
        balance,
        known_until,
        least(until_day, last_day(month)) - greatest(from_day, month) + 1 as days
    from pieces
),

-- Days before the opening count with nothing, for nothing was there; days after the ledger's end do not count.
averaged as (
    select
        holder,
        customer_id,
        product_id,
        month,
        cast(sum(days) as integer) as days,
        cast(sum(balance * days) / (least(last_day(month), any_value(known_until)) - month + 1) as decimal(18, 2))
            as mean_balance,
        max_by(balance, until_day) as end_balance
    from weighed
    group by holder, customer_id, product_id, month
)

select * from averaged
