-- grain: customer × product that paid one fee far beyond its every other month; the month of it, and what was beyond the usual
-- Only fees that the bank itself gives: a fee by the rate card follows transactions. It is at least a ten-thousandth of
-- the bank's fees of a month and ten times the largest of the customer's other months with the product. 24 months are
-- asked for, so that a yearly fee is there twice.
with paid as (
    select
        activity.customer_id,
        activity.product_id,
        activity.month,
        activity.fee_income,
        abs(activity.fee_income) as size
    from activity
    inner join book_months on activity.month = book_months.month
    where book_months.months_ago >= 0
        and activity.fee_income is not null
),

bank as (
    select {{ ratio("sum(size)", "count(distinct month) * 10000") }} as material
    from paid
),

large as (
    select
        paid.customer_id,
        paid.product_id,
        max(paid.size) as largest
    from paid
    cross join bank
    where paid.size > 0
        and cast(paid.size as double) >= bank.material
    group by paid.customer_id, paid.product_id
),

-- The largest of the others is 0 where two months share the largest fee, and is not asked for then.
compared as (
    select
        large.customer_id,
        large.product_id,
        large.largest,
        count(*) as months,
        sum(case when paid.size = large.largest then 1 else 0 end) as times,
        max(case when paid.size < large.largest then paid.size else 0 end) as second_largest,
        sum(case when paid.size < large.largest then paid.fee_income else 0 end) as others
    from large
    inner join paid on large.customer_id = paid.customer_id and large.product_id = paid.product_id
    group by large.customer_id, large.product_id, large.largest
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
        paid.month,
        customers.region_id,
        customers.customer_type,
        coalesce(customers.branch_id, '') as branch_id,
        coalesce(customers.manager_id, '') as manager_id,
        paid.fee_income,
        single.usual,
        cast(paid.fee_income - single.usual as decimal(18, 2)) as one_off
    from single
    inner join paid
        on single.customer_id = paid.customer_id and single.product_id = paid.product_id
        and single.largest = paid.size
    inner join customers on single.customer_id = customers.customer_id
)

select * from dated
order by month, customer_id, product_id
