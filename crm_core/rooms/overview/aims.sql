-- grain: month; customers and money by what they were in the same month a year before (new, stayed, left), under the scope
with placed as (
    select
        month,
        standing,
        customers,
        customers_before,
        known_money,
        known_money_before,
        revenue,
        cost_to_serve,
        contribution,
        contribution_before
    from change_months
    where {{ in_scope() }}
),

summed as (
    select
        month,
        sum(customers_before) as customers_before,
        sum(case when standing = 'stayed' then customers_before end) as customers_kept,
        sum(case when standing = 'new' then customers else 0 end) as new_customers,
        sum(known_money) > 0 as has_money,
        sum(known_money_before) > 0 as had_money,
        cast(sum(contribution_before) as double) as contribution_before,
        cast(sum(case when standing = 'stayed' then contribution_before end) as double) as contribution_kept,
        cast(sum(case when standing = 'stayed' then contribution end) as double) as contribution_of_kept,
        cast(sum(case when standing = 'new' then contribution else 0 end) as double) as new_contribution,
        cast(sum(revenue) as double) as revenue,
        cast(sum(cost_to_serve) as double) as cost_to_serve
    from placed
    group by month
)

select * from summed
order by month
