-- grain: one service contact of a sample, over the last 24 months; the key accounts are all in it
with sampled as (
    select
        cast(substr(customer_id, 2) as bigint) as number,
        *
    from customers
    where manager_id = :key_manager or chance(cast(substr(customer_id, 2) as bigint), 'is asked') < 0.12
),

contacted as (
    select
        sampled.*,
        cast(contact as integer) as contact,
        number * 16 + contact as contact_key,
        chance(number * 16 + contact, 'channel') as channel_draw,
        coalesce(manager_id = :key_manager, false) as is_key,
        customer_type = 'individual' and region_id in (:counter_regions) as is_counter
    from sampled
    cross join range(1, 5) as contacts (contact)
    where manager_id = :key_manager
        or contact <= 1 + floor(2.6 * chance(number, 'contacts'))
),

-- A visit is always by the manager. Only the first :known_only key accounts have never met anybody else.
routed as (
    select
        *,
        case
            when is_key and (number <= :known_only or contact > 2) then 'visit'
            when is_key then 'phone'
            when is_counter and channel_draw < 0.85 then 'branch'
            when contact > 1 and manager_id is not null and channel_draw < 0.4 then 'visit'
            when channel_draw < 0.34 then 'branch'
            when channel_draw < 0.58 then 'phone'
            when channel_draw < 0.92 then 'app'
            else 'e-mail'
        end as channel
    from contacted
),

timed as (
    select
        *,
        cast(date '2024-10-01' + cast(floor(730 * chance(contact_key, 'day')) as integer) as timestamp)
            + to_minutes(cast(floor(8.5 * 60 + 540 * chance(contact_key, 'minute')) as bigint)) as began_at,
        case channel when 'branch' then 9 when 'phone' then 4.5 when 'visit' then 0 when 'e-mail' then 190 else 0.4 end
            * -ln(1 - chance(contact_key, 'wait')) as wait_minutes,
        case channel when 'branch' then 11 when 'phone' then 7 when 'visit' then 50 when 'e-mail' then 8 else 2.5 end
            * even(0.4, 1.8, contact_key, 'handle') as handle_minutes
    from routed
),

scored as (
    select
        *,
        4.3 - least(1.6, wait_minutes / case channel when 'e-mail' then 400 else 16 end) as mood,
        chance(contact_key, 'answers') < 0.4 as answers,
        chance(contact_key, 'resolved') < 0.88 as resolved
    from timed
    where cast(began_at as date) >= joined_on and (left_on is null or cast(began_at as date) <= left_on)
),

described as (
    select
        customer_id,
        began_at as "at",
        channel,
        round(wait_minutes, 1) as wait_minutes,
        round(handle_minutes, 1) as handle_minutes,
        resolved,
        case
            when answers then greatest(1, least(5, round(
                mood + case when resolved then 0.2 else -1.5 end + 0.8 * normal(chance(contact_key, 'technical')))))
        end as technical_score,
        case when answers then greatest(1, least(5, round(mood + 0.9 * normal(chance(contact_key, 'functional')))))
        end as functional_score
    from scored
)

select * from described
order by customer_id, "at"
