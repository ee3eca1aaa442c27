-- grain: one row; which criteria of a score the book knows in the asked year (1 or 0), in the order of CRITERIA
with attributes as (
    select
        count(size_amount) as sizes,
        count(credit_grade) as grades,
        count(joined_on) as dates
    from customers
),

criteria as (
    select
        case when coalesce(book_years.has_revenue, book_info.has_revenue) then 1 else 0 end as contribution,
        case when coalesce(book_years.has_balance, book_info.has_balance) then 1 else 0 end as balance,
        case when coalesce(book_years.has_turnover, book_info.has_turnover) then 1 else 0 end as turnover,
        case when attributes.dates > 0 then 1 else 0 end as tenure,
        case when attributes.sizes > 0 then 1 else 0 end as scale,
        case when attributes.grades > 0 then 1 else 0 end as reputation
    from book_info
    cross join attributes
    left join book_years on book_years.years_ago = :years_ago
)

select * from criteria
