-- grain: one product
with products as (
    select
        product_id,
        name,
        family
    from (values
        ('CURRENT', 'Current account', 'deposits'),
        ('PAYMENTS', 'Payments to other banks', 'payments'),
        ('LOAN', 'Loan', 'loans'),
        ('CARD_JUNIOR', 'Junior card', 'cards'),
        ('CARD_CLASSIC', 'Classic card', 'cards'),
        ('CARD_GOLD', 'Gold card', 'cards')
    ) as listed (product_id, name, family)
)

select * from products
