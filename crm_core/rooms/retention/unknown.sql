-- grain: one row; what of the customers under the scope is not known that curves need, and the edges of what is seen
with span as (
    select
        book_years.last_day,
        months.first_month
    from book_years
    cross join (select min(month) as first_month from book_months) as months
    where book_years.years_ago = :years_ago
),

counted as (
    select
        span.first_month,
        span.last_day,
        count(customers.customer_id) as customers,
        count(customers.customer_id) - count(customers.joined_on) as without_joined,
        cast(coalesce(sum(
            case when customers.left_on >= span.first_month and customers.left_on <= span.last_day then 1 else 0 end
        ), 0) as bigint) as left_customers
    from span
    left join customers on {{ customer_in_scope("customers") }}
    group by span.first_month, span.last_day
)

select * from counted
