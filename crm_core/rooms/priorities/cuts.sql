-- grain: one trailing year from the scope's on; how many customers the whole bank has, and what the last of its top brings
with sizes as (
    select
        years_ago,
        count(*) as customers
    from customer_years
    where years_ago >= :years_ago
        and years_ago <= :years_ago + 1
    group by years_ago
),

ends as (
    select
        sizes.years_ago - :years_ago as back,
        sizes.customers,
        cast(case when floor(sizes.customers * :top) < 1 then 1 else floor(sizes.customers * :top) end as bigint)
            as top_rank,
        sizes.years_ago,
        book_years.is_complete
    from sizes
    inner join book_years on sizes.years_ago = book_years.years_ago
),

cuts as (
    select
        ends.back,
        ends.customers,
        ends.top_rank,
        ends.is_complete,
        customer_years.contribution as cut
    from ends
    inner join customer_years
        on ends.years_ago = customer_years.years_ago and ends.top_rank = customer_years.contribution_rank
)

select * from cuts
order by back
