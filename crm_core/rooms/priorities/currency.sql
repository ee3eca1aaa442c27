-- grain: one row; the book's currency
with terms as (
    select currency
    from book_info
)

select * from terms
