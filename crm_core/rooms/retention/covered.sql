-- grain: one row; the edges of what is seen, and the customers of the trailing year under the scope, with how many of them it is not known since when
with counted as (
    select
        sum(customers) as customers,
        sum(case when has_joined_on = 0 then customers else 0 end) as without_joined
    from customer_files
    where years_ago = :years_ago
        and {{ in_scope() }}
),

starts as (
    select min(month) as first_month
    from book_months
),

covered as (
    select
        starts.first_month,
        book_years.last_day,
        cast(coalesce(counted.customers, 0) as bigint) as customers,
        cast(coalesce(counted.without_joined, 0) as bigint) as without_joined
    from book_years
    cross join starts
    cross join counted
    where book_years.years_ago = :years_ago
)

select * from covered
