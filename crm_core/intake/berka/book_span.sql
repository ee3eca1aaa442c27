-- grain: one row; the last day the book tells of, the end of the last month in which any of its files says something
with days as (
    select max(known_until) as day from berka_coverage
    union all
    select max(date) as day from berka_loan
    union all
    select max(issued) as day from berka_card
),

latest as (
    select last_day(max(day)) as last_day from days
)

select * from latest
