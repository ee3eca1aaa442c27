-- grain: customer × card product × month since the card's issue; whether the ledger covers the account in that month
with held as (
    select
        owned.customer_id,
        'CARD_' || upper(berka_card.type) as product_id,
        owned.account_id,
        cast(
            unnest(generate_series(date_trunc('month', berka_card.issued), span.last_day, interval '1' month)) as date
        ) as month
    from berka_card
    inner join berka_disp on berka_card.disp_id = berka_disp.disp_id
    inner join berka_owned_accounts as owned
        on berka_disp.account_id = owned.account_id and cast(berka_disp.client_id as varchar) = owned.customer_id
    cross join berka_book_span as span
),

covered as (
    select
        held.customer_id,
        held.product_id,
        held.month,
        held.month <= coverage.known_until as is_covered
    from held
    left join berka_coverage as coverage on held.account_id = coverage.account_id
)

select * from covered
