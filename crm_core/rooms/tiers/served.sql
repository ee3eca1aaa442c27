-- grain: tier × channel × minutes a customer was served in the year, of the types asked; only those who were served in that channel
-- in one order: hours are fractions, whose sum hangs on it
with valued as (
    select
        channel,
        contacts,
        timed_contacts,
        minutes,
        case
            when :by_score = 1 then (
                :contribution_weight * contribution_points
                + :balance_weight * balance_points
                + :turnover_weight * turnover_points
                + :tenure_weight * tenure_points
                + :scale_weight * coalesce(scale_points, :fill)
                + :reputation_weight * coalesce(reputation_points, :fill)
            ) * case lacking
                when 0 then :factor_none
                when 1 then :factor_scale
                when 2 then :factor_reputation
                else :factor_both
            end
            else cast(contribution as double)
        end as value_now
    from contact_years
    where years_ago = :years_ago
        and contribution is not null
        and customer_type in (:types)
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
),

placed as (
    select
        channel,
        contacts,
        timed_contacts,
        minutes,
        case
            when value_now is null then 0
            when value_now >= :cut_1 then 1
            when value_now >= :cut_2 then 2
            when value_now >= :cut_3 then 3
            when value_now >= :cut_4 then 4
            when value_now >= :cut_5 then 5
            else 6
        end as tier
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
