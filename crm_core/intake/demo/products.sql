-- grain: one product
with sold as (
    select
        product_plan.product_id,
        names.name,
        product_plan.family
    from product_plan
    inner join names on product_plan.product_id = names.code
)

select * from sold
