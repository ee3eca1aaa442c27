-- grain: family × bank (our own under one name) on one day; what of its balances is reported a year before too, over the scope's regions
with summed as (
    select
        line as family,
        is_own,
        bank,
        min(institution) as institution,
        sum(balance) as balance,
        sum(paired_balance) as paired_balance,
        sum(paired_old) as paired_old,
        sum(missing_old) as missing_old
    from market_changes
    where line <> 'all'
        and period = cast(:period as date)
        and (:family = 'all' or line = :family)
        and {{ in_regions() }}
    group by line, is_own, bank
),

named as (
    select
        summed.family,
        summed.is_own,
        case when summed.is_own then own.institution else summed.institution end as institution,
        coalesce(summed.balance, 0) as balance,
        summed.paired_balance,
        summed.paired_old,
        coalesce(summed.missing_old, 0) as missing_old
    from summed
    cross join (select min(institution) as institution from market_rows where is_own) as own
)

select * from named
order by family, is_own desc, institution
