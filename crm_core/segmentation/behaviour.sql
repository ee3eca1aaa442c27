-- grain: one customer of the trailing year :years_ago, of the whole bank, in the order of customer_id; how it used the bank, beside the year before
-- `months_silent` counts the months since the latest one with a transaction or turnover, 0 to 11, null without any;
-- `main_channel` is that of more than half of the contacts, empty where no channel has so many; `place_before` is the
-- customer's place in the answer to the same question about the year before.
with contacted as (
    select
        customer_id,
        sum(contacts) as contacts,
        max(contacts) as most
    from contact_years
    where years_ago = :years_ago
    group by customer_id
),

main as (
    select
        contact_years.customer_id,
        min(contact_years.channel) as channel
    from contact_years
    inner join contacted
        on contact_years.customer_id = contacted.customer_id and contact_years.contacts = contacted.most
    where contact_years.years_ago = :years_ago
        and contacted.most * 2 > contacted.contacts
    group by contact_years.customer_id
),

before as (
    select
        customer_id,
        transactions,
        turnover,
        row_number() over (order by customer_id) - 1 as place
    from customer_years
    where years_ago = :years_ago + 1
),

described as (
    select
        customer_years.customer_id,
        cast(case when customers.left_on <= book_years.last_day then 1 else 0 end as smallint) as has_left,
        customer_years.tenure_months,
        customer_years.months_silent,
        customer_years.transactions,
        cast(customer_years.turnover as double) as turnover,
        before.transactions as transactions_before,
        cast(before.turnover as double) as turnover_before,
        cast(before.place as integer) as place_before,
        cast(customer_years.balance as double) as balance,
        cast(customer_years.revenue as double) as revenue,
        cast(customer_years.contribution as double) as contribution,
        cast(customer_years.products_held as smallint) as products_held,
        customer_years.deposits_held,
        customer_years.loans_held,
        customer_years.cards_held,
        customer_years.payments_held,
        customer_years.investments_held,
        customer_years.insurance_held,
        cast(coalesce(contacted.contacts, 0) as integer) as contacts,
        coalesce(main.channel, '') as main_channel
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    inner join book_years on customer_years.years_ago = book_years.years_ago
    left join contacted on customer_years.customer_id = contacted.customer_id
    left join main on customer_years.customer_id = main.customer_id
    left join before on customer_years.customer_id = before.customer_id
    where customer_years.years_ago = :years_ago
)

select * from described
order by customer_id
