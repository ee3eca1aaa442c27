-- grain: product × customer type that may hold it; how many do, their median business a month, and how far it spreads
with written as (
    select * from (
        values
        ('individual', 'CURRENT', 1.00, 0.0, 2600, 1.15, 0.8, 2300, 14.0, false),
        ('individual', 'SAVINGS', 0.18, 0.0, 6500, 1.10, 0.9, 350, 1.2, false),
        ('individual', 'TERM', 0.09, 0.4, 19000, 0.80, 0.8, 500, 0.3, false),
        ('individual', 'MORTGAGE', 0.10, 0.3, 78000, 0.55, 0.7, 520, 1.0, false),
        ('individual', 'PERSONAL', 0.10, -0.2, 6200, 0.80, 0.5, 230, 1.0, false),
        ('individual', 'CARD', 0.20, 0.2, 650, 1.00, 0.6, 420, 7.0, false),
        ('individual', 'FUNDS', 0.05, 0.8, 17000, 1.10, 1.0, 300, 0.5, false),
        ('individual', 'PENSION', 0.05, 0.7, 12000, 0.90, 0.9, 90, 0.5, false),
        ('individual', 'PROPERTY', 0.07, 0.3, 900, 0.50, 0.5, 28, 0.4, false),
        ('individual', 'LIFE', 0.05, 0.2, 1500, 0.70, 0.6, 35, 0.4, false),
        ('business', 'CURRENT', 1.00, 0.0, 16000, 1.10, 0.9, 38000, 45.0, false),
        ('business', 'SAVINGS', 0.10, 0.0, 25000, 1.00, 0.9, 2000, 1.5, false),
        ('business', 'TERM', 0.10, 0.3, 60000, 0.80, 0.9, 2500, 0.3, false),
        ('business', 'CREDIT_LINE', 0.28, 0.2, 38000, 0.90, 0.8, 9000, 6.0, false),
        ('business', 'EQUIPMENT', 0.18, 0.2, 52000, 0.90, 0.8, 1400, 1.0, false),
        ('business', 'CARD', 0.35, 0.1, 1900, 0.90, 0.6, 1500, 10.0, false),
        ('business', 'TRANSFERS', 0.40, 0.2, 900, 0.80, 0.8, 21000, 30.0, false),
        ('business', 'MERCHANT', 0.30, 0.0, 700, 0.80, 0.8, 12000, 90.0, false),
        ('business', 'FUNDS', 0.05, 0.5, 45000, 0.90, 0.9, 900, 0.5, false),
        ('business', 'PROPERTY', 0.20, 0.1, 2000, 0.60, 0.5, 90, 0.4, false),
        ('corporate', 'CURRENT', 1.00, 0.0, 190000, 0.80, 0.9, 620000, 160.0, true),
        ('corporate', 'TERM', 0.25, 0.2, 700000, 0.60, 0.9, 30000, 0.5, false),
        ('corporate', 'CREDIT_LINE', 0.60, 0.0, 520000, 0.70, 0.9, 130000, 22.0, true),
        ('corporate', 'EQUIPMENT', 0.45, 0.1, 800000, 0.70, 0.9, 21000, 2.0, true),
        ('corporate', 'CARD', 0.40, 0.0, 9000, 0.70, 0.6, 11000, 60.0, false),
        ('corporate', 'TRANSFERS', 0.85, 0.0, 30000, 0.70, 0.8, 480000, 160.0, true),
        ('corporate', 'MERCHANT', 0.15, 0.0, 20000, 0.70, 0.8, 210000, 500.0, false),
        ('corporate', 'FUNDS', 0.25, 0.3, 500000, 0.80, 0.9, 20000, 1.0, true),
        ('corporate', 'PROPERTY', 0.35, 0.0, 9000, 0.50, 0.5, 600, 0.6, false),
        ('corporate', 'LIFE', 0.15, 0.0, 15000, 0.50, 0.5, 700, 0.6, false)
    ) as written (
        customer_type, product_id, held_share, wealth_tilt, balance, balance_spread, size_elasticity, turnover,
        transactions, is_held_by_anchors
    )
),

priced as (
    select
        written.*,
        product_plan.product_ordinal,
        product_plan.margin_rate,
        product_plan.fee_per_transaction,
        product_plan.fee_per_month,
        product_plan.cost_per_transaction,
        product_plan.cost_per_month,
        product_plan.capital_rate,
        product_plan.loss_rate,
        product_plan.lasting_share
    from written
    inner join product_plan on written.product_id = product_plan.product_id
)

select * from priced
order by customer_type, product_ordinal
