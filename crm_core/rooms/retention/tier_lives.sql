-- grain: one customer under the scope with business in the trailing year :since and known to be there at its end; the months of life then and when last seen, up to the end of the trailing year, and whether the customer left
with followed as (
    select
        customers.customer_id,
        {{ months_between("customers.joined_on", "since.last_day") }} + 1 as entered,
        {{ last_month_of_life("customers", "book_years.last_day") }} as ended,
        case when customers.left_on <= book_years.last_day then 1 else 0 end as has_left,
        1 as customers
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    inner join book_years as since on customer_years.years_ago = since.years_ago
    inner join book_years on book_years.years_ago = :years_ago
    where customer_years.years_ago = :since
        and customer_years.had_business
        and customers.joined_on <= since.last_day
        and (customers.left_on is null or customers.left_on > since.last_day)
        and {{ customer_in_scope("customer_years") }}
),

lives as (
    select *
    from followed
    where ended >= entered
)

select * from lives
