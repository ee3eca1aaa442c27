-- grain: one month with activity; how many rows of activity it has
with counted as (
    select
        month,
        cast(sum(customers) as bigint) as activity_rows
    from demand_months
    group by month
)

select * from counted
order by month
