-- grain: product × region × customer type in the year, all regions; each line a holder and month
with sums as (
    select
        demand_months.product_id,
        demand_months.region_id,
        demand_months.customer_type,
        sum(demand_months.customers) as holder_months,
        sum(demand_months.net_interest_income) as net_interest_income,
        sum(demand_months.fee_income) as fee_income,
        sum(demand_months.cost_to_serve) as cost_to_serve,
        sum(demand_months.expected_loss) as expected_loss,
        sum(demand_months.capital_charge) as capital_charge
    from demand_months
    inner join book_months on demand_months.month = book_months.month
    where book_months.years_ago = :years_ago
    group by demand_months.product_id, demand_months.region_id, demand_months.customer_type
),

named as (
    select
        sums.product_id,
        products.name as product,
        sums.region_id,
        book_regions.name as region,
        sums.customer_type,
        cast(sums.holder_months as bigint) as holder_months,
        sums.net_interest_income,
        sums.fee_income,
        sums.cost_to_serve,
        sums.expected_loss,
        sums.capital_charge,
        case
            when {{ in_scope("sums") }} then 1
            else 0
        end as in_scope
    from sums
    inner join book_products as products on sums.product_id = products.product_id
    inner join book_regions on sums.region_id = book_regions.region_id
)

select * from named
order by product_id, region_id, customer_type
