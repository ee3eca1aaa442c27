-- grain: one other bank; what it holds in the asked regions on the last day reported, over what all other banks hold there
with ends as (
    select last_day
    from book_years
    where years_ago = :years_ago
),

sound as (
    select market_rows.*
    from market_rows
    inner join ends on market_rows.period <= ends.last_day
    where market_rows.suspicion is null
),

sums as (
    select
        institution,
        cast(sum(balance) as double) as balance
    from sound
    where period = (select max(period) from sound)
        and not is_own
        and {{ in_regions() }}
    group by institution
),

shares as (
    select
        institution,
        balance,
        balance / nullif(sum(balance) over (), 0) as peer_share
    from sums
)

select * from shares
order by institution
