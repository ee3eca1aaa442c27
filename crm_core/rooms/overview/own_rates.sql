-- grain: product family; what customers of the asked year under the scope held of it on average, and what it contributed
with sums as (
    select
        book_products.family,
        cast(sum(product_years.balance) as double) as balance,
        cast(sum(product_years.contribution) as double) as contribution
    from product_years
    inner join book_products on product_years.product_id = book_products.product_id
    where product_years.years_ago = :years_ago
        and {{ in_scope("product_years") }}
    group by book_products.family
)

select * from sums
order by family
