-- grain: customer × product that paid one fee far beyond its every other month; the month of it, and what was beyond the usual
-- Only fees that the bank itself gives: a fee by the rate card follows transactions. It is at least a ten-thousandth of
-- the bank's fees of a month and ten times the largest of the customer's other months with the product. 24 months are
-- asked for, so that a yearly fee is there twice.
-- All fees are passed over three times: few are large, and a table of them all would not fit into memory (decision 194).
{% set paid = "activity inner join book_months on activity.month = book_months.month and book_months.months_ago >= 0" %}
with bank as (
    select {{ ratio("sum(abs(activity.fee_income))", "count(distinct activity.month) * 10000") }} as material
    from {{ paid }}
    where activity.fee_income is not null
),

large as (
    select
        activity.customer_id,
        activity.product_id,
        max(abs(activity.fee_income)) as largest
    from {{ paid }}
    cross join bank
    where activity.fee_income <> 0
        and cast(abs(activity.fee_income) as double) >= bank.material
    group by activity.customer_id, activity.product_id
),

paid_by_them as (
    select
        large.customer_id,
        large.product_id,
        large.largest,
        activity.month,
        activity.fee_income,
        abs(activity.fee_income) as size
    from {{ paid }}
    inner join large on activity.customer_id = large.customer_id and activity.product_id = large.product_id
    where activity.fee_income is not null
),

-- The largest of the others is 0 where two months share the largest fee, and is not asked for then.
compared as (
    select
        customer_id,
        product_id,
        largest,
        count(*) as months,
        sum(case when size = largest then 1 else 0 end) as times,
        max(case when size < largest then size else 0 end) as second_largest,
        sum(case when size < largest then fee_income else 0 end) as others
    from paid_by_them
    group by customer_id, product_id, largest
),

single as (
    select
        customer_id,
        product_id,
        largest,
        {{ cents(ratio("others", "(months - 1)")) }} as usual
    from compared
    where months >= 24
        and times = 1
        and largest >= 10 * second_largest
),

dated as (
    select
        single.customer_id,
        customers.name,
        single.product_id,
        paid_by_them.month,
        customers.region_id,
        customers.customer_type,
        coalesce(customers.branch_id, '') as branch_id,
        coalesce(customers.manager_id, '') as manager_id,
        paid_by_them.fee_income,
        single.usual,
        cast(paid_by_them.fee_income - single.usual as decimal(18, 2)) as one_off
    from single
    inner join paid_by_them
        on single.customer_id = paid_by_them.customer_id and single.product_id = paid_by_them.product_id
        and single.largest = paid_by_them.size
    inner join customers on single.customer_id = customers.customer_id
)

select * from dated
order by month, customer_id, product_id
