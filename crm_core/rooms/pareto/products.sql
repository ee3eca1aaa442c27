-- grain: one product × trailing year, under the scope; this year and those before it; customers are those of a month
-- Apart from the other groups: under a segment its cube is made of single months, which a book of a lakehouse lacks.
with sums as (
    select
        product_years.product_id,
        product_years.years_ago,
        sum(cast(product_years.holder_months as double) / book_years.months_with_activity) as customers,
        sum({{ measured() }}) as amount
    from product_years
    inner join book_years on product_years.years_ago = book_years.years_ago
    where product_years.years_ago >= :years_ago
        and {{ in_scope("product_years") }}
    group by product_years.product_id, product_years.years_ago
    having sum({{ measured() }}) is not null -- what is unknown of a product has no rank
),

named as (
    select
        sums.product_id as id,
        book_products.name,
        sums.years_ago - :years_ago as back,
        cast(round(sums.customers) as bigint) as customers,
        cast(sums.amount as decimal(18, 2)) as amount
    from sums
    left join book_products on sums.product_id = book_products.product_id
)

select * from named
order by back, amount desc, id
