-- grain: month × region × product × customer type, up to the end of the asked year and for the whole book
with ends as (
    select last_month
    from book_years
    where years_ago = :years_ago
),

chosen as (
    select
        demand_months.month,
        demand_months.region_id,
        products.family,
        demand_months.product_id,
        demand_months.customer_type,
        cast(
            case
                when :by = 'balance' then demand_months.balance
                when :by = 'turnover' then demand_months.turnover
                when :by = 'transactions' then demand_months.transactions
                when :by = 'holdings' then demand_months.customers
                else demand_months.contribution
            end as double precision
        ) as amount
    from demand_months
    inner join ends on demand_months.month <= ends.last_month
    inner join products on demand_months.product_id = products.product_id
)

select * from chosen
order by month, region_id, product_id, customer_type
