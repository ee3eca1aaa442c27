-- grain: two customers that are likely one; with what each of them contributes and holds in the latest year
with latest as (
    select
        customer_id,
        contribution,
        balance
    from customer_years
    where years_ago = 0
),

named as (
    select
        book_duplicates.customer_id,
        one.name,
        book_duplicates.same_as,
        other.name as same_name,
        book_duplicates.probability,
        book_duplicates.findings,
        latest.contribution,
        latest.balance,
        latest_same.contribution as contribution_same,
        latest_same.balance as balance_same
    from book_duplicates
    inner join customers as one on book_duplicates.customer_id = one.customer_id
    inner join customers as other on book_duplicates.same_as = other.customer_id
    left join latest on book_duplicates.customer_id = latest.customer_id
    left join latest as latest_same on book_duplicates.same_as = latest_same.customer_id
)

select * from named
order by probability desc, same_as, customer_id
