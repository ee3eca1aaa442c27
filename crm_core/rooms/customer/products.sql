-- grain: product × trailing year of the asked customer
with rows_of_customer as (
    select *
    from activity_money
    where customer_id = :customer
),

sums as (
    select
        products.product_id,
        products.name as product,
        products.family,
        book_months.years_ago,
        sum(rows_of_customer.balance) / (
            book_years.months_with_balance
            - sum(case when rows_of_customer.balance is null and book_months.has_balance then 1 else 0 end)
        ) as balance,
        sum(rows_of_customer.turnover) as turnover,
        sum(rows_of_customer.net_interest_income) as net_interest_income,
        sum(rows_of_customer.fee_income) as fee_income,
        sum(rows_of_customer.cost_to_serve) as cost_to_serve,
        sum(rows_of_customer.expected_loss) as expected_loss,
        sum(rows_of_customer.capital_charge) as capital_charge,
        sum(rows_of_customer.net_interest_income) + sum(rows_of_customer.fee_income)
            - sum(rows_of_customer.cost_to_serve) - sum(rows_of_customer.expected_loss)
            - sum(rows_of_customer.capital_charge) as contribution
    from rows_of_customer
    inner join book_products as products on rows_of_customer.product_id = products.product_id
    inner join book_months on rows_of_customer.month = book_months.month
    inner join book_years on book_months.years_ago = book_years.years_ago
    group by products.product_id, products.name, products.family, book_months.years_ago, book_years.months_with_balance
)

select * from sums
order by years_ago, contribution desc, product, product_id
