-- grain: one row; what the book is and what it assumes
with terms as (
    select
        title,
        source,
        fingerprint,
        currency,
        built_at,
        first_month,
        last_month,
        customers,
        activity_rows,
        cast(hurdle_rate as double) as hurdle_rate,
        (select fiscal_year_starts from book_terms) as fiscal_year_starts,
        has_capital,
        has_revenue,
        has_cost,
        money_is_derived,
        notes
    from book_info
)

select * from terms
