-- grain: one product with its rate card, the loss of a grade B balance, and its yearly trend
with written as (
    select * from (
        values
        (1, 'CURRENT', 'deposits', 0.0115, 0.03, 2.40, 0.10, 3.50, 0.000, 0.0000, 0.010, 1.00),
        (2, 'SAVINGS', 'deposits', 0.0090, 0.00, 0.00, 0.15, 0.60, 0.000, 0.0000, 0.000, 0.60),
        (3, 'TERM', 'deposits', 0.0045, 0.00, 0.00, 0.40, 0.50, 0.000, 0.0000, 0.005, 0.50),
        (4, 'MORTGAGE', 'loans', 0.0095, 0.00, 0.00, 0.50, 4.50, 0.028, 0.0012, -0.010, 0.85),
        (5, 'PERSONAL', 'loans', 0.0550, 0.00, 0.80, 0.40, 4.00, 0.060, 0.0140, 0.015, 0.30),
        (6, 'CREDIT_LINE', 'loans', 0.0260, 0.10, 6.00, 0.30, 9.00, 0.060, 0.0040, 0.010, 0.70),
        (7, 'EQUIPMENT', 'loans', 0.0220, 0.00, 2.00, 0.50, 8.00, 0.060, 0.0035, 0.005, 0.50),
        (8, 'CARD', 'cards', 0.0900, 0.03, 0.90, 0.035, 1.50, 0.060, 0.0180, 0.040, 0.75),
        (9, 'TRANSFERS', 'payments', 0.0020, 0.12, 9.00, 0.05, 4.00, 0.000, 0.0000, 0.030, 0.90),
        (10, 'MERCHANT', 'payments', 0.0020, 0.14, 7.00, 0.06, 7.00, 0.000, 0.0000, 0.035, 0.90),
        (11, 'FUNDS', 'investments', 0.0085, 0.30, 0.00, 0.50, 1.20, 0.000, 0.0000, 0.035, 0.70),
        (12, 'PENSION', 'investments', 0.0105, 0.00, 0.00, 0.20, 0.90, 0.000, 0.0000, 0.020, 0.85),
        (13, 'PROPERTY', 'insurance', 0.0200, 0.00, 3.00, 0.30, 1.40, 0.010, 0.0000, 0.010, 0.85),
        (14, 'LIFE', 'insurance', 0.0150, 0.00, 2.80, 0.30, 1.20, 0.015, 0.0000, 0.015, 0.85)
    ) as written (
        product_ordinal, product_id, family, margin_rate, fee_per_transaction, fee_per_month,
        cost_per_transaction, cost_per_month, capital_rate, loss_rate, trend, lasting_share
    )
)

select * from written
order by product_ordinal
