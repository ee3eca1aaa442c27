-- grain: month × region × product × customer type, up to the end of the asked year and for the whole book: how many customers have any of what is asked for, and the sum of the logarithms of what they have
with ends as (
    select last_month
    from book_years
    where years_ago = :years_ago
),

held as (
    select
        demand_months.month,
        demand_months.region_id,
        products.family,
        demand_months.product_id,
        demand_months.customer_type,
        case
            when :by = 'balance' then demand_months.balance_customers
            when :by = 'turnover' then demand_months.turnover_customers
            when :by = 'transactions' then demand_months.transactions_customers
            when :by = 'contribution' then demand_months.contribution_customers
            else demand_months.customers
        end as customers,
        cast(
            case
                when :by = 'balance' then demand_months.balance_logs
                when :by = 'turnover' then demand_months.turnover_logs
                when :by = 'transactions' then demand_months.transactions_logs
                when :by = 'contribution' then demand_months.contribution_logs
                else 0
            end as double precision
        ) as logs
    from demand_months
    inner join ends on demand_months.month <= ends.last_month
    inner join products on demand_months.product_id = products.product_id
)

select * from held
order by month, region_id, product_id, customer_type
