-- grain: one customer with activity outside the days that the customers file gives; its first and its last month
-- Few, but of customers whose day of joining is not known it is all activity: they count from its first month, as nobody
-- can tell better.
with strays as (
    select
        activity.customer_id,
        min(activity.month) as first_month,
        max(activity.month) as last_month
    from activity
    inner join customers on activity.customer_id = customers.customer_id
    where customers.joined_on is null
        or activity.month + interval '1' month <= customers.joined_on
        or activity.month > customers.left_on
    group by activity.customer_id
)

select * from strays
