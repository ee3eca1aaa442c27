-- grain: month; customers by what they were in the same month a year before (new, stayed, left), under the scope
with summed as (
    select
        month,
        sum(customers_before) as customers_before,
        sum(case when standing = 'stayed' then customers_before end) as customers_kept,
        sum(case when standing = 'new' then customers else 0 end) as new_customers
    from standing_months
    where {{ in_scope() }}
    group by month
)

select * from summed
order by month
