-- grain: one product
with sold as (
    select
        product_id,
        name,
        family
    from product_plan
)

select * from sold
