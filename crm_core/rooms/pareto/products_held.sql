-- grain: one row; how many products are held in the asked year under the scope
with held as (
    select count(distinct product_id) as products
    from product_years
    where years_ago = :years_ago
        and {{ in_scope() }}
)

select * from held
