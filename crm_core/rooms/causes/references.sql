-- grain: customer type × line of contribution; the median customer of the type in the year, whatever the scope
with medians as (
    select
        customer_type,
        line,
        median_amount
    from type_medians
    where years_ago = :years_ago
)

select * from medians
order by customer_type, line
