-- grain: trailing year × region × customer type × reason for leaving × bank that the customer went to, however it is spelt (empty: not stated); how many customers left from the first month of the data to the end of the year
with starts as (
    select min(month) as first_month
    from book_months
),

stated as (
    select
        book_years.years_ago,
        customers.region_id,
        customers.customer_type,
        trim(coalesce(customers.left_reason, '')) as reason,
        trim(coalesce(customers.went_to, '')) as went_to
    from customers
    cross join starts
    inner join book_years on customers.left_on <= book_years.last_day
    where customers.left_on >= starts.first_month
),

counted as (
    select
        years_ago,
        region_id,
        customer_type,
        min(reason) as reason,
        min(went_to) as went_to,
        count(*) as customers
    from stated
    group by years_ago, region_id, customer_type, lower(reason), lower(went_to)
)

select * from counted
order by years_ago, region_id, customer_type, reason, went_to
