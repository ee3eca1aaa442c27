-- grain: one trailing year of the asked customer, with the size of the whole bank in it
with sizes as (
    select
        years_ago,
        count(*) as of_customers
    from customer_years
    group by years_ago
),

asked as (
    select
        years_ago,
        contribution
    from customer_years
    where customer_id = :customer
),

equals as (
    select
        customer_years.years_ago,
        min(customer_years.contribution_rank) as contribution_rank,
        count(*) as equal_customers
    from customer_years
    inner join asked
        on customer_years.years_ago = asked.years_ago and customer_years.contribution = asked.contribution
    group by customer_years.years_ago
),

years as (
    select
        customer_years.years_ago,
        book_years.first_month,
        book_years.last_month,
        book_years.is_complete,
        book_years.months_with_activity,
        equals.contribution_rank,
        equals.equal_customers,
        sizes.of_customers,
        customer_years.contribution_score,
        customer_years.products_held,
        customer_years.balance,
        customer_years.turnover,
        customer_years.net_interest_income,
        customer_years.fee_income,
        customer_years.cost_to_serve,
        customer_years.expected_loss,
        customer_years.capital_charge,
        customer_years.contribution
    from customer_years
    inner join equals on customer_years.years_ago = equals.years_ago
    inner join sizes on customer_years.years_ago = sizes.years_ago
    inner join book_years on customer_years.years_ago = book_years.years_ago
    where customer_years.customer_id = :customer
)

select * from years
order by years_ago
