-- grain: one of the asked customers × channel in the year: how long they were served in it
with served as (
    select
        customer_id,
        channel,
        contacts,
        timed_contacts,
        minutes
    from contact_years
    where years_ago = :years_ago
        and contribution is not null
        and customer_id in (:customers)
)

select * from served
order by customer_id, channel
