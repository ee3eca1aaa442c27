-- grain: product × region × customer type in the year, of all customers and regions; each line, the months held, and the balance and what is owed that lines follow
with cells as (
    select
        product_years.product_id,
        products.name as product,
        product_years.region_id,
        book_regions.name as region,
        product_years.customer_type,
        product_years.holder_months,
        product_years.balance_size,
        product_years.owed,
        product_years.net_interest_income,
        product_years.fee_income,
        product_years.cost_to_serve,
        product_years.expected_loss,
        product_years.capital_charge,
        case
            when {{ in_scope("product_years") }} then 1
            else 0
        end as in_scope
    from {{ of_the_bank("product_years") }}
    inner join book_products as products on product_years.product_id = products.product_id
    inner join book_regions on product_years.region_id = book_regions.region_id
    where product_years.years_ago = :years_ago
)

select * from cells
order by product_id, region_id, customer_type
