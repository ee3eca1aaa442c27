-- grain: one product; products of one name are told apart by their id
with named as (
    select
        product_id,
        {{ told_apart("name", "product_id") }} as name,
        family
    from products
)

select * from named
