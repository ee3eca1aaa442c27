-- grain: tier × channel × minutes a customer was served in the year, of the types asked; only those who were served in that channel
{% from "tier_rules.sql" import tier, value %}
-- in one order: hours are fractions, whose sum hangs on it
with valued as (
    select
        channel,
        contacts,
        timed_contacts,
        minutes,
        {{ value() }} as value_now
    from contact_years
    where years_ago = :years_ago
        and contribution is not null
        and customer_type in (:types)
        and {{ customer_in_scope() }}
),

placed as (
    select
        channel,
        contacts,
        timed_contacts,
        minutes,
        {{ tier("value_now", "cut") }} as tier
    from valued
),

counted as (
    select
        tier,
        channel,
        minutes,
        count(*) as customers,
        sum(contacts) as contacts,
        sum(timed_contacts) as timed_contacts
    from placed
    group by tier, channel, minutes
)

select * from counted
order by tier, channel, minutes
