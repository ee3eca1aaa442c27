-- grain: loan × stretch of days with one outstanding balance, by its schedule, up to the book's last day
with terms as (
    select
        berka_loan.loan_id,
        owned.customer_id,
        berka_loan.date as granted_on,
        berka_loan.amount,
        berka_loan.duration,
        -- Instalments fall on the 12th, the first on the first 12th after the grant: so do all that the ledger shows.
        cast(date_trunc('month', berka_loan.date) as date) + 11
            + case when extract(day from berka_loan.date) < 12 then interval '0' month else interval '1' month end
            as first_instalment
    from berka_loan
    inner join berka_owned_accounts as owned on berka_loan.account_id = owned.account_id
),

schedule as (
    select
        *,
        unnest(range(0, duration)) as instalments_paid
    from terms
),

spans as (
    select
        loan_id as holder,
        customer_id,
        'LOAN' as product_id,
        case
            when instalments_paid = 0 then granted_on
            else cast(first_instalment + to_months(cast(instalments_paid - 1 as integer)) as date)
        end as from_day,
        cast(first_instalment + to_months(cast(instalments_paid as integer)) as date) - 1 as until_day,
        cast(amount * (duration - instalments_paid) / duration as decimal(18, 2)) as balance
    from schedule
),

clipped as (
    select
        spans.holder,
        spans.customer_id,
        spans.product_id,
        spans.from_day,
        least(spans.until_day, span.last_day) as until_day,
        spans.balance,
        span.last_day as known_until
    from spans
    cross join berka_book_span as span
    where spans.from_day <= span.last_day
)

select * from clipped
