-- grain: region × product of the chosen families; customers who had it at some time in the asked year, and all customers on the books in it
with customers as (
    select
        region_id,
        sum(customers) as customers
    from business_years
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id
),

held as (
    select
        region_id,
        product_id,
        sum(holders) as holders
    from product_years
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id, product_id
),

crossed as (
    select
        customers.region_id,
        coalesce(book_regions.name, customers.region_id) as region,
        products.family,
        products.product_id,
        products.name as product,
        coalesce(held.holders, 0) as holders,
        customers.customers,
        {{ in_regions("customers") }} as is_asked
    from customers
    cross join book_products as products
    left join held on customers.region_id = held.region_id and products.product_id = held.product_id
    left join book_regions on customers.region_id = book_regions.region_id
    where :family = 'all' or products.family = :family
)

select * from crossed
order by region_id, family, product_id
