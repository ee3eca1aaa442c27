-- grain: one of the customers :customers that the data still has; whether they had left before the lot, and whether they left, or stayed and went quiet, by the last day of the twelve months that follow; whether months before the lot are known of them
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

-- Before is the twelve months that end before the month of the lot, after those that begin with the month after it.
summed as (
    select
        customer_id,
        sum(case when month < cast(:month_of_lot as date) then balance end) as balance_before,
        sum(case when month < cast(:month_of_lot as date) then turnover end) as turnover_before,
        sum(case when month > cast(:month_of_lot as date) then balance end) as balance_after,
        sum(case when month > cast(:month_of_lot as date) then turnover end) as turnover_after
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

known as (
    select
        has_balance,
        has_turnover
    from book_years
    where years_ago = :years_ago
),

followed as (
    select
        fates.customer_id,
        fates.had_left,
        fates.has_left as closed,
        case when earlier.balance = 0 and earlier.turnover = 0 then 0 else 1 end as has_months,
        {{ went_quiet("fates.has_left", "earlier", "later", "known") }} as quiet
    from fates
    inner join earlier on fates.customer_id = earlier.customer_id
    left join later on fates.customer_id = later.customer_id
    cross join known
)

select * from followed
order by customer_id
