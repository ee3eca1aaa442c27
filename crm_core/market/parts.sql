-- grain: one part of the market, a region or a family; our share and rank in it now, and our share a year before
with sound as (
    select
        period,
        case when :by = 'family' then family else region_id end as part,
        case when :by = 'family' then region_id else family end as cell,
        is_own,
        case when is_own then '' else institution end as bank,
        institution,
        balance,
        booked_at
    from market_rows
    where suspicion is null
        and period in (cast(:period as date), cast(:before as date))
        and (:family = 'all' or family = :family)
        and (:every_region = 1 or region_id in (:regions))
),

banks as (
    select
        period,
        part,
        is_own,
        min(institution) as institution,
        cast(sum(balance) as double) as balance
    from sound
    group by period, part, is_own, bank
),

ranked as (
    select
        banks.*,
        sum(balance) over (partition by period, part) as total,
        rank() over (partition by period, part order by balance desc) as place
    from banks
),

sized as (
    select
        period,
        part,
        max(total) as balance,
        sum(case when is_own then balance else 0 end) as own_balance,
        min(case when is_own and balance > 0 then place end) as own_rank,
        sum(case when balance > 0 then 1 else 0 end) as institutions,
        min(case when place = 1 and balance > 0 then institution end) as leader,
        max(case when not is_own then balance end) as largest_peer,
        sum(case when not is_own then balance else 0 end) as peers_balance,
        sum(case when not is_own and balance > 0 then 1 else 0 end) as peers,
        sum(power(balance / nullif(total, 0), 2)) * 10000 as hhi
    from ranked
    group by period, part
),

cells as (
    select
        part,
        cell,
        max(case when period = cast(:period as date) then 1 else 0 end) as is_now,
        max(case when period = cast(:before as date) then 1 else 0 end) as is_then,
        min(case when period = cast(:period as date) then booked_at end) as booked_first,
        max(case when period = cast(:period as date) then booked_at end) as booked_last
    from sound
    group by part, cell
),

covered as (
    select
        part,
        sum(is_now) as cells_now,
        sum(is_then) as cells_before,
        sum(is_now * is_then) as cells_both,
        min(booked_first) as booked_first,
        max(booked_last) as booked_last
    from cells
    group by part
),

compared as (
    select
        covered.part,
        coalesce(book_regions.name, covered.part) as name,
        sized.balance,
        sized.own_balance,
        sized.own_balance / nullif(sized.balance, 0) as own_share,
        sized.own_rank,
        sized.institutions,
        sized.leader,
        sized.peers_balance / nullif(sized.peers * sized.balance, 0) as peers_mean_share,
        sized.own_balance / nullif(sized.largest_peer, 0) as relative_share,
        sized.hhi,
        earlier.own_balance / nullif(earlier.balance, 0) as own_share_before,
        covered.cells_now,
        covered.cells_before,
        covered.cells_both,
        covered.booked_first,
        covered.booked_last
    from covered
    left join sized on covered.part = sized.part and sized.period = cast(:period as date)
    left join sized as earlier on covered.part = earlier.part and earlier.period = cast(:before as date)
    left join book_regions on covered.part = book_regions.region_id and :by = 'region'
)

select * from compared
order by part
