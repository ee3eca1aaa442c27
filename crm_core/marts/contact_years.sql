-- grain: customer × trailing year × channel; how often and how long the customer was served
with dated as (
    select
        contacts.customer_id,
        book_years.years_ago,
        lower(trim(contacts.channel)) as channel,
        contacts.handle_minutes
    from contacts
    inner join book_years
        on contacts."at" >= book_years.first_month
        and contacts."at" < book_years.last_day + interval '1' day
),

served as (
    select
        customer_id,
        years_ago,
        channel,
        count(*) as contacts,
        count(handle_minutes) as timed_contacts,
        round(sum(coalesce(handle_minutes, 0)), 1) as minutes
    from dated
    group by customer_id, years_ago, channel
)

select * from served
order by years_ago, customer_id, channel
