-- grain: one account with an owner; the customer who owns it, its loan and its card
with owners as (
    select
        account_id,
        min_by(client_id, disp_id) as client_id,
        min(disp_id) as disp_id
    from berka_disp
    where type = 'OWNER'
    group by account_id
),

loans as (
    select
        account_id,
        max_by(status, date) as loan_status
    from berka_loan
    group by account_id
),

cards as (
    select
        disp_id,
        'CARD_' || upper(max_by(type, issued)) as card_product
    from berka_card
    group by disp_id
),

owned as (
    select
        berka_account.account_id,
        cast(owners.client_id as varchar) as customer_id,
        cast(berka_account.district_id as varchar) as region_id,
        berka_account.date as opened_on,
        loans.loan_status,
        cards.card_product
    from berka_account
    inner join owners on berka_account.account_id = owners.account_id
    left join loans on berka_account.account_id = loans.account_id
    left join cards on owners.disp_id = cards.disp_id
)

select * from owned
