-- grain: customer × trailing year × channel; how often and how long the customer was served, beside what that year's tier is cut from
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
        {{ rounded("sum(" ~ rounded("coalesce(handle_minutes, 0)", 3) ~ ")", 1) }} as minutes
    from dated
    group by customer_id, years_ago, channel
),

placed as (
    select
        served.customer_id,
        served.years_ago,
        served.channel,
        served.contacts,
        served.timed_contacts,
        served.minutes,
        tier_years.region_id,
        tier_years.customer_type,
        tier_years.lacking,
        tier_years.contribution,
        tier_years.contribution_points,
        tier_years.balance_points,
        tier_years.turnover_points,
        tier_years.tenure_points,
        tier_years.scale_points,
        tier_years.reputation_points,
        tier_years.scale_best,
        tier_years.reputation_best
    from served
    left join tier_years on served.customer_id = tier_years.customer_id and served.years_ago = tier_years.years_ago
)

select * from placed
order by years_ago, customer_id, channel
