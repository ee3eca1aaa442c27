-- grain: one trailing year that the book holds, counted back from :years_ago, and whether it is whole
with years as (
    select
        years_ago - :years_ago as back,
        is_complete
    from book_years
    where years_ago >= :years_ago
        and years_ago <= :years_ago + 2
)

select * from years
order by back
