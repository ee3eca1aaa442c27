-- grain: one whole month with activity in the three trailing years and before; how much of it is known, and the bank's fiscal year
with months as (
    select
        known_months.month,
        known_months.years_ago,
        known_months.months_ago,
        known_months.activity_rows,
        known_months.balance_rows,
        known_months.turnover_rows,
        known_months.priced_rows,
        known_months.priceable_rows,
        book_terms.fiscal_year_starts
    from known_months
    cross join book_terms
    where known_months.months_ago >= 0
)

select * from months
order by month
