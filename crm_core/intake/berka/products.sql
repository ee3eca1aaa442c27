-- grain: one product
with products as (
    select
        product_id,
        name,
        family
    from (values
        ('CURRENT', /*N_*/ 'Current account', 'deposits'),
        ('PAYMENTS', /*N_*/ 'Payments to other banks', 'payments'),
        ('LOAN', /*N_*/ 'Loan', 'loans'),
        ('CARD_JUNIOR', /*N_*/ 'Junior card', 'cards'),
        ('CARD_CLASSIC', /*N_*/ 'Classic card', 'cards'),
        ('CARD_GOLD', /*N_*/ 'Gold card', 'cards')
    ) as listed (product_id, name, family)
)

select * from products
