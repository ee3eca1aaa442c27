-- grain: one customer whose day of joining is not known, with activity; its first month: a customer since then, as far as anybody can tell
with seen as (
    select
        activity.customer_id,
        min(activity.month) as first_month
    from activity
    inner join customers on activity.customer_id = customers.customer_id
    where customers.joined_on is null
    group by activity.customer_id
)

select * from seen
