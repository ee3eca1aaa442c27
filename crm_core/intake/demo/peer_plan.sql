-- grain: one competing bank and its usual weight among the competitors
with written as (
    select * from (
        values
        (1, 'Caja Montesol', 26), (2, 'Banco Tres Ríos', 22), (3, 'Crédito Alameda', 17),
        (4, 'Banca Solana', 14), (5, 'Unión Lindero', 12), (6, 'Nexo Directo', 9)
    ) as peers (peer_ordinal, institution, weight)
)

select * from written
