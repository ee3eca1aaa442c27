-- grain: customer × product × month; each ledger row counts once, with the product it belongs to
with ledger as (
    select
        customer_id,
        product_id,
        cast(date_trunc('month', day) as date) as month,
        sum(amount) as turnover,
        count(*) as transactions,
        sum(case when k_symbol in ('SLUZBY', 'SANKC. UROK') and change < 0 then amount else 0 end) as charged
    from berka_movements
    where customer_id is not null
    group by customer_id, product_id, cast(date_trunc('month', day) as date)
),

parts as (
    select
        customer_id,
        product_id,
        month,
        mean_balance as balance,
        case when product_id = 'CURRENT' then 0 end as turnover,
        case when product_id = 'CURRENT' then 0 end as transactions,
        case when product_id = 'CURRENT' then 0 end as fee_income
    from berka_month_balances
    where customer_id is not null
    union all
    select
        customer_id,
        product_id,
        month,
        null as balance,
        case when is_covered then 0 end as turnover,
        case when is_covered then 0 end as transactions,
        null as fee_income
    from berka_card_months
    union all
    select
        customer_id,
        product_id,
        month,
        null as balance,
        turnover,
        transactions,
        -- All that the bank charges is charged to the account; loans and cards leave it to the rate card.
        case when product_id in ('CURRENT', 'PAYMENTS') then charged end as fee_income
    from ledger
),

summed as (
    select
        customer_id,
        product_id,
        month,
        sum(balance) as balance,
        sum(turnover) as turnover,
        sum(transactions) as transactions,
        sum(fee_income) as fee_income
    from parts
    group by customer_id, product_id, month
)

select * from summed
order by month, product_id, customer_id
