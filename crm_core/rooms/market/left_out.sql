-- grain: bank × region × kind of doubt; balances that are left out of every share
with doubted as (
    select
        institution,
        region_id,
        suspicion
    from market_rows
    where suspicion is not null
        and (:family = 'all' or family = :family)
        and {{ in_regions() }}
),

counted as (
    select
        institution,
        region_id,
        suspicion,
        count(*) as reports
    from doubted
    group by institution, region_id, suspicion
)

select * from counted
order by institution, region_id
