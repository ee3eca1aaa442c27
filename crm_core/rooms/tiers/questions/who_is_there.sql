-- grain: one of the asked customers whom the book knows, with the name and the day of leaving; null for who is still there
with people as (
    select
        customer_id,
        name,
        left_on
    from customers
    where customer_id in (:customers)
)

select * from people
order by customer_id
