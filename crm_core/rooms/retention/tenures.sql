-- grain: months as a customer; of the customers at the end of the trailing year, under the scope, how many there are and what they contributed in it
with counted as (
    select
        tenure_months,
        cast(sum(customers) as bigint) as customers,
        cast(sum(contribution) as double) as contribution
    from tenure_years
    where years_ago = :years_ago
        and {{ in_scope() }}
    group by tenure_months
)

select * from counted
order by tenure_months
