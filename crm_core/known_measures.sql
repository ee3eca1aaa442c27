-- grain: one row; what is known of customers' worth in the asked year under the scope, and what the book knows at all
with rows_in_scope as (
    select
        count(*) as cells,
        count(demand_months.balance) as balances,
        count(demand_months.turnover) as turnovers
    from demand_months
    inner join book_months on demand_months.month = book_months.month
    where book_months.years_ago = :years_ago
        and {{ in_scope("demand_months") }}
),

-- A year or scope without any business is another question's to refuse: of it the book's own flags are told.
known as (
    select
        coalesce(book_years.has_revenue, book_info.has_revenue) as has_revenue,
        case when rows_in_scope.cells > 0 then rows_in_scope.balances > 0 else book_info.has_balance end as has_balance,
        case when rows_in_scope.cells > 0 then rows_in_scope.turnovers > 0 else book_info.has_turnover end
            as has_turnover,
        book_info.has_revenue as book_has_revenue,
        book_info.has_balance as book_has_balance,
        book_info.has_turnover as book_has_turnover
    from book_info
    cross join rows_in_scope
    left join book_years on book_years.years_ago = :years_ago
)

select * from known
