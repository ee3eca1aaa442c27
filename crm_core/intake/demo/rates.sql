-- grain: one product; the published card. What a customer pays differs from it by a price of their own
with card as (
    select
        product_id,
        date '2023-01-01' as valid_from,
        margin_rate,
        fee_per_transaction,
        fee_per_month,
        cost_per_transaction,
        cost_per_month,
        capital_rate
    from product_plan
)

select * from card
