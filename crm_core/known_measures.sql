-- grain: one row; what is known of customers' worth in the asked year under the scope, and what the book knows at all
with in_business as (
    select
        coalesce(sum(with_business), 0) as customers,
        coalesce(sum(with_balance), 0) as balances,
        coalesce(sum(with_turnover), 0) as turnovers
    from relationship_years
    where years_ago = :years_ago
        and {{ in_scope() }}
),

-- A year or scope without any business is another question's to refuse: of it the book's own flags are told.
known as (
    select
        coalesce(book_years.has_revenue, book_info.has_revenue) as has_revenue,
        case when in_business.customers > 0 then in_business.balances > 0 else book_info.has_balance end as has_balance,
        case when in_business.customers > 0 then in_business.turnovers > 0 else book_info.has_turnover end
            as has_turnover,
        book_info.has_revenue as book_has_revenue,
        book_info.has_balance as book_has_balance,
        book_info.has_turnover as book_has_turnover
    from book_info
    cross join in_business
    left join book_years on book_years.years_ago = :years_ago
)

select * from known
