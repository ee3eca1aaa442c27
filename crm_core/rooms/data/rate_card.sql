-- grain: product × valid_from; the rate card that prices what the bank's files leave open
with card as (
    select
        products.name as product,
        rates.valid_from,
        rates.margin_rate,
        rates.fee_per_transaction,
        rates.fee_per_month,
        rates.cost_per_transaction,
        rates.cost_per_month,
        rates.capital_rate
    from rates
    inner join book_products as products on rates.product_id = products.product_id
)

select * from card
order by product, valid_from
