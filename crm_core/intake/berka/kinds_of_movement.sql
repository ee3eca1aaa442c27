-- grain: one kind of movement of the published totals; its rows and amount there and in the ledger
with counted as (
    select
        type,
        operation,
        k_symbol,
        count(*) as rows,
        sum(amount) as amount
    from berka_trans
    group by type, operation, k_symbol
),

compared as (
    select
        concat_ws(' / ', totals.type, coalesce(totals.operation, '-'), coalesce(totals.k_symbol, '-')) as kind,
        totals.rows as known_rows,
        coalesce(counted.rows, 0) as found_rows,
        cast(totals.amount_sum_rounded as double) as known_amount,
        cast(coalesce(counted.amount, 0) as double) as found_amount
    from berka_totals as totals
    left join counted
        on totals.type = counted.type
        and totals.operation is not distinct from counted.operation
        and totals.k_symbol is not distinct from counted.k_symbol
    order by totals.line
)

select * from compared
