-- grain: one-off fee of the period, or of the same months a year before; the largest first
with chosen as (
    select
        one_off_fees.*,
        case when month >= :first_month then 1 else 0 end as is_now
    from one_off_fees
    where (
            (month >= :first_month and month <= :last_month)
            or (month >= :before_first_month and month <= :before_last_month)
        )
        and {{ customer_in_scope() }}
        and (:product = '' or product_id = :product)
        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
),

named as (
    select
        chosen.customer_id as id,
        chosen.name,
        book_products.name as product,
        book_regions.name as region,
        chosen.month,
        chosen.is_now,
        cast(chosen.fee_income as double) as fee_income,
        cast(chosen.usual as double) as usual,
        cast(chosen.one_off as double) as one_off,
        count(*) over () as listed
    from chosen
    left join book_products on chosen.product_id = book_products.product_id
    left join book_regions on chosen.region_id = book_regions.region_id
)

select * from named
order by abs(one_off) desc, month desc, id
limit :most
