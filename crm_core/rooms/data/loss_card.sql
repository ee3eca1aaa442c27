-- grain: product × credit grade; the expected yearly losses the book reckons with
with card as (
    select
        products.name as product,
        loss_rates.credit_grade,
        loss_rates.loss_rate
    from loss_rates
    inner join book_products as products on loss_rates.product_id = products.product_id
)

select * from card
order by product, credit_grade
