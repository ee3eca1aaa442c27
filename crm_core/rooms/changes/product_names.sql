-- grain: one product, by name
with named as (
    select
        product_id,
        name
    from book_products
)

select * from named
