-- grain: one customer who is one at some time; in which month that begins, and in which it ends, empty while it lasts
-- From the day of joining, or the first activity if that is earlier or the day is not known, to the day of leaving, or the
-- last activity if that is later (decision 89).
with ends as (
    select
        customers.customer_id,
        customers.region_id,
        customers.customer_type,
        coalesce(customers.branch_id, '') as branch_id,
        coalesce(customers.manager_id, '') as manager_id,
        least(
            coalesce(customers.joined_on, stray_months.first_month),
            coalesce(stray_months.first_month, customers.joined_on)
        ) as there_from,
        case
            when customers.left_on is null then null
            else greatest(customers.left_on, coalesce(stray_months.last_month, customers.left_on))
        end as there_to
    from customers
    left join stray_months on customers.customer_id = stray_months.customer_id
),

spells as (
    select
        customer_id,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        cast(date_trunc('month', there_from) as date) as first_month,
        cast(date_trunc('month', there_to) as date) as last_month
    from ends
    where there_from is not null
)

select * from spells
