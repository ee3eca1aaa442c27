-- grain: months as a customer; of the customers at the end of the trailing year, under the scope, how many there are and what they contributed in it
with counted as (
    select
        customer_years.tenure_months,
        count(*) as customers,
        cast(sum(customer_years.contribution) as double) as contribution
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    inner join book_years on customer_years.years_ago = book_years.years_ago
    where customer_years.years_ago = :years_ago
        and customer_years.tenure_months is not null
        and (customers.left_on is null or customers.left_on > book_years.last_day)
        and {{ customer_in_scope("customer_years") }}
    group by customer_years.tenure_months
)

select * from counted
order by tenure_months
