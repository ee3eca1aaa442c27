-- grain: region × family × bank on one day, our own bank under one name
with sound as (
    select
        region_id,
        family,
        is_own,
        case when is_own then '' else institution end as bank,
        institution,
        balance
    from market_rows
    where suspicion is null
        and period = cast(:period as date)
        and (:family = 'all' or family = :family)
        and {{ in_regions() }}
),

summed as (
    select
        region_id,
        family,
        is_own,
        min(institution) as institution,
        sum(balance) as balance
    from sound
    group by region_id, family, is_own, bank
),

named as (
    select
        summed.region_id,
        coalesce(book_regions.name, summed.region_id) as region,
        summed.family,
        -- A name of ours differs where the file uses several: the first of all stands for the bank.
        case when summed.is_own then own.institution else summed.institution end as institution,
        summed.is_own,
        summed.balance
    from summed
    left join book_regions on summed.region_id = book_regions.region_id
    cross join (select min(institution) as institution from market_rows where is_own) as own
)

select * from named
order by region_id, family, institution
