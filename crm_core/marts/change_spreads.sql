-- grain: month × region × customer type; how many customers had business then or a year before, and the squares of what each one's contribution changed by
-- Built a few months at a time, :first_month to :last_month: the customers of those are held by month, not of all.
with valued as (
    select
        customer_id,
        month,
        net_interest_income + fee_income - cost_to_serve - expected_loss - capital_charge as contribution
    from activity_money
    where month between :first_month and :last_month
        or month between cast(cast(:first_month as date) - interval '12' month as date)
        and cast(cast(:last_month as date) - interval '12' month as date)
),

turned as (
    select
        customer_id,
        month,
        contribution
    from valued
    where month >= cast(:first_month as date)
    union all
    select
        customer_id,
        cast(month + interval '12' month as date) as month,
        -contribution as contribution
    from valued
    where month < cast(:first_month as date)
),

differences as (
    select
        customer_id,
        month,
        sum(contribution) as difference
    from turned
    group by customer_id, month
),

spreads as (
    select
        differences.month,
        customers.region_id,
        customers.customer_type,
        count(*) as customers,
        cast(
            sum({{ exact_product("differences.difference", "differences.difference") }}) as decimal(38, 4)
        ) as change_squares
    from differences
    inner join book_months on differences.month = book_months.month
    inner join customers on differences.customer_id = customers.customer_id
    group by differences.month, customers.region_id, customers.customer_type
)

select * from spreads
order by month, region_id, customer_type
