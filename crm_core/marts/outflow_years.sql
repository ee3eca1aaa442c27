-- grain: trailing year × region × customer type × counterpart bank; what customers send there in a month, on average
with dated as (
    select
        outflows.customer_id,
        outflows.counterpart,
        outflows.amount,
        outflows.month,
        book_months.years_ago
    from outflows
    inner join book_months on outflows.month = book_months.month
    where book_months.years_ago >= 0
),

-- A mean is over the months that the file of outflows covers, not over those of the accounts.
covered as (
    select
        years_ago,
        count(distinct month) as months
    from dated
    group by years_ago
),

monthly as (
    select
        dated.customer_id,
        dated.counterpart,
        dated.years_ago,
        {{ cents(ratio("sum(dated.amount)", "max(covered.months)")) }} as amount
    from dated
    inner join covered on dated.years_ago = covered.years_ago
    group by dated.customer_id, dated.counterpart, dated.years_ago
),

-- A standing order has no date: it counts in every year, once.
standing as (
    select
        outflows.customer_id,
        outflows.counterpart,
        book_years.years_ago,
        cast(sum(outflows.amount) as decimal(18, 2)) as amount
    from outflows
    cross join book_years
    where outflows.month is null
    group by outflows.customer_id, outflows.counterpart, book_years.years_ago
),

sent as (
    select customer_id, counterpart, years_ago, amount, false as is_standing from monthly
    union all
    select customer_id, counterpart, years_ago, amount, true as is_standing from standing
),

cells as (
    select
        sent.years_ago,
        customers.region_id,
        customers.customer_type,
        sent.counterpart,
        count(distinct sent.customer_id) as customers,
        cast(sum(sent.amount) as decimal(18, 2)) as monthly_amount,
        cast(sum({{ exact_product("sent.amount", "sent.amount") }}) as decimal(38, 4)) as squared_amount,
        cast(sum(case when sent.is_standing then sent.amount else 0 end) as decimal(18, 2)) as standing_amount
    from sent
    inner join customers on sent.customer_id = customers.customer_id
    group by sent.years_ago, customers.region_id, customers.customer_type, sent.counterpart
)

select * from cells
order by years_ago, region_id, customer_type, counterpart
