-- grain: month with activity; values expected of its columns, and given
with months as (
    select
        month,
        sum(expected) as expected,
        sum(filled) as filled
    from book_quality_months
    group by month
)

select * from months
order by month
