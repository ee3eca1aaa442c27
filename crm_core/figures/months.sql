-- grain: month × region; what the figures with targets are worked out from
with placed as (
    select
        demand_months.month,
        demand_months.region_id,
        demand_months.contribution,
        demand_months.net_interest_income + demand_months.fee_income as revenue,
        demand_months.cost_to_serve,
        case when book_products.family = 'deposits' then demand_months.balance end as deposits,
        case when book_products.family = 'loans' then demand_months.balance end as loans
    from demand_months
    inner join book_products on demand_months.product_id = book_products.product_id
    inner join book_months on demand_months.month = book_months.month
    where book_months.months_ago >= 0
),

summed as (
    select
        month,
        region_id,
        sum(contribution) as contribution,
        sum(revenue) as revenue,
        sum(cost_to_serve) as cost_to_serve,
        sum(deposits) as deposits,
        sum(loans) as loans
    from placed
    group by month, region_id
)

select * from summed
order by month, region_id
