-- grain: region × line (all families together, and each of them) × day reported; where we stand in it, and what changed in a year
with totals as (
    select
        region_id,
        line,
        period,
        sum(balance) as market
    from market_changes
    group by region_id, line, period
),

ranked as (
    select
        market_changes.*,
        totals.market,
        rank() over (partition by market_changes.region_id, market_changes.line, market_changes.period
            order by balance desc) as place,
        rank() over (partition by market_changes.region_id, market_changes.line, market_changes.period
            order by growth desc nulls last) as growth_place
    from market_changes
    inner join totals
        on market_changes.region_id = totals.region_id and market_changes.line = totals.line
        and market_changes.period = totals.period
    where market_changes.balance is not null
),

summed as (
    select
        region_id,
        line,
        period,
        max(market) as market,
        sum(case when is_own then balance end) as own_balance,
        min(case when is_own and balance > 0 then place end) as own_rank,
        sum(case when balance > 0 then 1 else 0 end) as institutions,
        min(case when place = 1 and balance > 0 then institution end) as leader,
        max(case when not is_own then balance end) as largest_peer,
        {{ ratio("sum(case when not is_own and balance > 0 then balance end)", "nullif(max(market), 0)") }}
            / nullif(count(case when not is_own and balance > 0 then 1 end), 0) as peers_mean_share,
        {{ ratio("sum(" ~ exact_product("balance", "balance") ~ ")", "nullif(max(market), 0)") }}
            / cast(nullif(max(market), 0) as double) * 10000 as hhi,
        max(case when is_own then growth end) as own_growth,
        {{ ratio(
            "sum(case when not is_own then " ~ rounded("growth", 12, 38) ~ " end)",
            "nullif(count(case when not is_own then growth end), 0)"
        ) }} as peers_mean_growth,
        min(case when is_own and growth is not null then growth_place end) as growth_rank,
        sum(case when growth is not null then 1 else 0 end) as growing_institutions,
        min(booked_first) as booked_first,
        max(booked_last) as booked_last,
        max(before) as before,
        max(case when is_alike then 1 else 0 end) = 1 as is_alike
    from ranked
    group by region_id, line, period
),

-- Of what both days report; our share is that among these banks.
compared as (
    select
        region_id,
        line,
        period,
        {{ ratio("sum(paired_balance)", "nullif(sum(paired_old), 0)") }} - 1 as market_growth,
        case
            when sum(case when is_own then 1 else 0 end) > 0
                then
                    {{ ratio("coalesce(sum(case when is_own then paired_balance end), 0)", "nullif(sum(paired_balance), 0)") }}
                    - {{ ratio("coalesce(sum(case when is_own then paired_old end), 0)", "nullif(sum(paired_old), 0)") }}
        end as share_change,
        {{ ratio("coalesce(sum(missing_old), 0)", "nullif(sum(old), 0)") }} as missing_share
    from market_changes
    where is_alike
    group by region_id, line, period
),

standing as (
    select
        summed.region_id,
        summed.line,
        summed.period,
        summed.before,
        summed.is_alike,
        summed.market,
        summed.own_balance,
        {{ ratio("summed.own_balance", "nullif(summed.market, 0)") }} as own_share,
        cast(summed.own_rank as bigint) as own_rank,
        cast(summed.institutions as integer) as institutions,
        summed.leader,
        summed.peers_mean_share,
        {{ ratio("summed.own_balance", "nullif(summed.largest_peer, 0)") }} as relative_share,
        summed.hhi,
        compared.market_growth,
        -- Who reports no more may have merged into another: a gain no larger than what is missing is none.
        case
            when compared.share_change <= 0 or compared.share_change > coalesce(compared.missing_share, 0)
                then compared.share_change
        end as share_change,
        compared.missing_share,
        summed.own_growth,
        summed.peers_mean_growth,
        cast(summed.growth_rank as bigint) as growth_rank,
        cast(summed.growing_institutions as integer) as growing_institutions,
        summed.booked_first,
        summed.booked_last
    from summed
    left join compared
        on summed.region_id = compared.region_id and summed.line = compared.line and summed.period = compared.period
)

select * from standing
order by period, line, region_id
