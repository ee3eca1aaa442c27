-- grain: one row of the ledger; how far its balance is from the balance before and the amount, and whether its day was cut
with compared as (
    select
        movements.trans_id,
        movements.account_id,
        movements.day,
        movements.balance - movements.balance_before - movements.change as gap,
        -- A piece of all accounts stops within its last day: some of that day's movements are not in it.
        pieces.kind = 'span' and movements.day = pieces.ends_on as is_on_the_cut
    from berka_movements as movements
    inner join berka_pieces as pieces on movements.piece = pieces.piece
)

select * from compared
