-- grain: one of the customers :customers that the data still has; whether they had left before the list was handed out, and whether they left, or stayed and went quiet, by the last day of the twelve months that follow; whether months before it are known of them
with fates as (
    select
        customer_id,
        case when left_on < cast(:begins_on as date) then 1 else 0 end as had_left,
        case
            when left_on >= cast(:begins_on as date) and left_on <= cast(:last_day as date) then 1
            else 0
        end as has_left
    from customers
    where customer_id in (:customers)
),

-- Before is the twelve months that end before the month in which it begins, after those that begin with the month after it.
summed as (
    select
        customer_id,
        sum(case when month < cast(:begins_in as date) then balance end) as balance_before,
        sum(case when month < cast(:begins_in as date) then turnover end) as turnover_before,
        sum(case when month > cast(:begins_in as date) then balance end) as balance_after,
        sum(case when month > cast(:begins_in as date) then turnover end) as turnover_after
    from activity_money
    where customer_id in (:customers)
        and month >= cast(:first_month as date)
        and month <= cast(:last_month as date)
    group by customer_id
),

earlier as (
    select
        fates.customer_id,
        coalesce(summed.balance_before, 0) as balance,
        coalesce(summed.turnover_before, 0) as turnover
    from fates
    left join summed on fates.customer_id = summed.customer_id
),

later as (
    select
        customer_id,
        balance_after as balance,
        turnover_after as turnover
    from summed
),

-- What the bank did not record before it, or no longer did after it, tells nobody's fall.
spans as (
    select
        month > cast(:begins_in as date) as is_after,
        sum(balance_rows) > 0 as has_balance,
        sum(turnover_rows) > 0 as has_turnover
    from known_months
    where month >= cast(:first_month as date)
        and month <= cast(:last_month as date)
        and month <> cast(:begins_in as date)
    group by is_after
),

known as (
    select
        count(*) = 2 and coalesce(bool_and(has_balance), false) as has_balance,
        count(*) = 2 and coalesce(bool_and(has_turnover), false) as has_turnover
    from spans
),

followed as (
    select
        fates.customer_id,
        fates.had_left,
        fates.has_left as closed,
        case
            when known.has_balance and earlier.balance <> 0 or known.has_turnover and earlier.turnover <> 0 then 1
            else 0
        end as has_months,
        {{ went_quiet("fates.has_left", "earlier", "later", "known") }} as quiet
    from fates
    inner join earlier on fates.customer_id = earlier.customer_id
    left join later on fates.customer_id = later.customer_id
    cross join known
)

select * from followed
order by customer_id
