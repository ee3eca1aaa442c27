-- grain: one account that a piece of the ledger covers; the last day on which its balance is known
with told as (
    select
        berka_movements.account_id,
        berka_pieces.kind,
        berka_pieces.ends_on,
        max(berka_movements.day) as last_movement
    from berka_movements
    inner join berka_pieces on berka_movements.piece = berka_pieces.piece
    group by berka_movements.account_id, berka_pieces.kind, berka_pieces.ends_on
),

first_loans as (
    select
        account_id,
        min(date) as granted_on
    from berka_loan
    group by account_id
),

ends as (
    select
        told.account_id,
        case
            when told.kind = 'loans' then greatest(told.last_movement, coalesce(first_loans.granted_on - 1, told.last_movement))
            else greatest(told.last_movement, told.ends_on)
        end as known_until
    from told
    left join first_loans on told.account_id = first_loans.account_id
),

covered as (
    select
        account_id,
        max(known_until) as known_until
    from ends
    group by account_id
)

select * from covered
