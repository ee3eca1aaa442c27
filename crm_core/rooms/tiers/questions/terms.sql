-- grain: one row; the weights of the criteria that this book starts from, and its currency
with terms as (
    select
        currency,
        contribution_weight,
        balance_weight,
        turnover_weight,
        tenure_weight,
        scale_weight,
        reputation_weight
    from book_terms
)

select * from terms
