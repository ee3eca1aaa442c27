-- grain: account × stretch of days with one closing balance; the last stretch ends where the ledger's knowledge does
with closings as (
    select
        account_id,
        customer_id,
        day,
        max_by(balance, position) as balance
    from berka_movements
    group by account_id, customer_id, day
),

spans as (
    select
        closings.account_id as holder,
        closings.customer_id,
        'CURRENT' as product_id,
        closings.day as from_day,
        coalesce(
            lead(closings.day) over (partition by closings.account_id order by closings.day) - 1,
            coverage.known_until
        ) as until_day,
        closings.balance,
        coverage.known_until
    from closings
    inner join berka_coverage as coverage on closings.account_id = coverage.account_id
)

select * from spans
