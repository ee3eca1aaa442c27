-- grain: one row; what the book has that could be ranked
with info as (
    select
        has_revenue,
        has_cost,
        has_balance,
        has_turnover
    from book_info
)

select * from info
