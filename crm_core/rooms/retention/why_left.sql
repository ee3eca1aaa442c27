-- grain: reason for leaving × bank that the customer went to (empty: not stated); customers under the scope who left while the data covers them
with span as (
    select
        book_years.last_day,
        months.first_month
    from book_years
    cross join (select min(month) as first_month from book_months) as months
    where book_years.years_ago = :years_ago
),

stated as (
    select
        trim(coalesce(customers.left_reason, '')) as reason,
        trim(coalesce(customers.went_to, '')) as went_to
    from customers
    inner join span on customers.left_on >= span.first_month and customers.left_on <= span.last_day
    where {{ customer_in_scope("customers") }}
),

counted as (
    select
        min(reason) as reason,
        min(went_to) as went_to,
        count(*) as customers
    from stated
    group by lower(reason), lower(went_to)
)

select * from counted
order by customers desc, reason, went_to
