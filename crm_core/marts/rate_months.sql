-- grain: product × month with activity; the rate card as it stood in that month
with candidates as (
    select
        rates.*,
        book_months.month,
        row_number() over (
            partition by rates.product_id, book_months.month
            order by rates.valid_from desc
        ) as recency
    from rates
    inner join book_months on rates.valid_from < book_months.month + interval '1' month
),

newest as (
    select
        product_id,
        month,
        margin_rate,
        fee_per_transaction,
        fee_per_month,
        cost_per_transaction,
        cost_per_month,
        capital_rate
    from candidates
    where recency = 1
)

select * from newest
