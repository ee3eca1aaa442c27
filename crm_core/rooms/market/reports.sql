-- grain: day × bank × family; what each holds in the scope's regions together, our own bank under one name
with sound as (
    select
        period,
        family,
        is_own,
        case when is_own then '' else institution end as bank,
        institution,
        balance
    from market_rows
    where suspicion is null
        and (:family = 'all' or family = :family)
        and {{ in_regions() }}
),

summed as (
    select
        period,
        family,
        is_own,
        min(institution) as institution,
        sum(balance) as balance
    from sound
    group by period, family, is_own, bank
),

named as (
    select
        summed.period,
        summed.family,
        summed.is_own,
        -- A name of ours differs where the file uses several: the first of all stands for the bank.
        case when summed.is_own then own.institution else summed.institution end as institution,
        cast(summed.balance as double) as balance
    from summed
    cross join (select min(institution) as institution from market_rows where is_own) as own
)

select * from named
order by period, institution, family
