-- grain: customer × counterpart × month; the standing orders of a sample, over the last 12 months
with sampled as (
    select
        customers.customer_id,
        cast(substr(customers.customer_id, 2) as bigint) as number,
        customers.customer_type,
        customers.region_id,
        customers.joined_on,
        customers.left_on
    from customers
    where chance(cast(substr(customer_id, 2) as bigint), 'sends away') < 0.03
),

aimed as (
    select
        sampled.*,
        case
            when region_id = :losing_region and chance(number, 'goes to the winner') < 0.4 then :gaining_peer
            else pick((select list(institution order by peer_ordinal) from peer_plan), number, 'counterpart')
        end as counterpart,
        case customer_type when 'individual' then 190 when 'business' then 2600 else 41000 end
            * exp(0.8 * normal(chance(number, 'amount'))) as amount,
        pick(['household', 'savings', 'loan', 'insurance', 'rent'], number, 'purpose') as purpose
    from sampled
),

sent as (
    select
        customer_id,
        counterpart,
        month_of(step) as month,
        cast(round(amount * even(0.98, 1.02, number * 64 + step, 'sent'), 2) as decimal(18, 2)) as amount,
        purpose
    from aimed
    cross join range(24, 36) as steps (step)
    where month_of(step) >= joined_on and (left_on is null or month_of(step) <= left_on)
)

select * from sent
order by customer_id, month
