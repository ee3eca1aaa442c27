-- grain: account × month that the ledger covers; the account's own statement, whatever product a movement counts for
with ledger as (
    select
        account_id,
        cast(date_trunc('month', day) as date) as month,
        sum(amount) as turnover,
        sum(case when change > 0 then amount else 0 end) as paid_in,
        sum(case when change > 0 then 0 else amount end) as paid_out,
        sum(case when k_symbol = 'UROK' then amount else 0 end) as interest_credited,
        sum(case when k_symbol in ('SLUZBY', 'SANKC. UROK') and change < 0 then amount else 0 end) as fees_charged,
        count(*) as transactions
    from berka_movements
    group by account_id, cast(date_trunc('month', day) as date)
),

stated as (
    select
        cast(balances.holder as varchar) as account_id,
        balances.customer_id,
        balances.month,
        balances.days as days_known,
        balances.mean_balance,
        balances.end_balance,
        coalesce(ledger.turnover, 0) as turnover,
        coalesce(ledger.paid_in, 0) as paid_in,
        coalesce(ledger.paid_out, 0) as paid_out,
        coalesce(ledger.interest_credited, 0) as interest_credited,
        coalesce(ledger.fees_charged, 0) as fees_charged,
        coalesce(ledger.transactions, 0) as transactions
    from berka_month_balances as balances
    left join ledger on balances.holder = ledger.account_id and balances.month = ledger.month
    where balances.product_id = 'CURRENT'
),

typed as (
    select
        * replace (
            cast(turnover as decimal(18, 2)) as turnover,
            cast(paid_in as decimal(18, 2)) as paid_in,
            cast(paid_out as decimal(18, 2)) as paid_out,
            cast(interest_credited as decimal(18, 2)) as interest_credited,
            cast(fees_charged as decimal(18, 2)) as fees_charged
        )
    from stated
)

select * from typed
order by month, account_id
