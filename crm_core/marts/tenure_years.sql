-- grain: trailing year × region × customer type × months as a customer; of the customers at the end of the year, how many there are and what they contributed in it
with counted as (
    select
        customer_years.years_ago,
        customer_years.region_id,
        customer_years.customer_type,
        customer_years.tenure_months,
        count(*) as customers,
        cast(sum(customer_years.contribution) as decimal(18, 2)) as contribution
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    inner join book_years on customer_years.years_ago = book_years.years_ago
    where customer_years.tenure_months is not null
        and (customers.left_on is null or customers.left_on > book_years.last_day)
    group by
        customer_years.years_ago, customer_years.region_id, customer_years.customer_type, customer_years.tenure_months
)

select * from counted
order by years_ago, region_id, customer_type, tenure_months
