-- grain: region × customer type × product × standing; what was held at the end of the period and generated in it, and the same a year before; money in cents
{% from "sums.sql" import chosen, cells %}
with cells as (
    select
        region_id,
        customer_type,
        product_id,
        standing,
        {{ cells() }}
    from change_months
    where month >= :first_month
        and month <= :last_month
        and {{ chosen() }}
    group by region_id, customer_type, product_id, standing
),

named as (
    select
        cells.*,
        coalesce(products.family, '') as family
    from cells
    left join products on cells.product_id = products.product_id
)

select * from named
order by region_id, customer_type, product_id, standing
