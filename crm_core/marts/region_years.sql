-- grain: region × calendar year; own and peers' balances at the year's last report, economy, and growth on a report 12 months older
with reports as (
    select
        region_id,
        cast(extract(year from period) as integer) as year,
        family,
        period,
        row_number() over (
            partition by region_id, institution, family, extract(year from period)
            order by period desc
        ) as recency,
        is_own,
        institution,
        balance
    from market_rows
    where suspicion is null
),

held as (
    select
        region_id,
        year,
        cast(sum(case when is_own then balance else 0 end) as decimal(18, 2)) as own_balance,
        cast(sum(case when is_own then 0 else balance end) as decimal(18, 2)) as peers_balance,
        count(distinct case when balance > 0 then institution end) as institutions,
        max(extract(month from period)) as month_reported,
        max(extract(month from period)) = min(extract(month from period)) as is_one_report
    from reports
    where recency = 1
    group by region_id, year
),

years as (
    select region_id, year from held
    union
    select region_id, year from region_economy
),

described as (
    select
        years.region_id,
        years.year,
        held.own_balance,
        held.peers_balance,
        held.institutions,
        held.month_reported,
        held.is_one_report,
        region_economy.population,
        region_economy.gdp,
        region_economy.businesses,
        region_economy.mean_income,
        region_economy.unemployment_rate
    from years
    left join held on years.region_id = held.region_id and years.year = held.year
    left join region_economy on years.region_id = region_economy.region_id and years.year = region_economy.year
),

-- A June set against a December would show the season, so growth needs two reports of the same month.
compared as (
    select
        described.region_id,
        described.year,
        described.own_balance,
        described.peers_balance,
        described.institutions,
        described.population,
        described.gdp,
        described.businesses,
        described.mean_income,
        described.unemployment_rate,
        cast(described.own_balance as double)
            / nullif(cast(described.own_balance + described.peers_balance as double), 0) as own_share,
        case
            when before.month_reported = described.month_reported and before.is_one_report and described.is_one_report
                then cast(described.own_balance as double) / nullif(cast(before.own_balance as double), 0) - 1
        end as own_growth,
        case
            when before.month_reported = described.month_reported and before.is_one_report and described.is_one_report
                then cast(described.own_balance + described.peers_balance as double)
                    / nullif(cast(before.own_balance + before.peers_balance as double), 0) - 1
        end as market_growth,
        cast(described.gdp as double) / nullif(cast(before.gdp as double), 0) - 1 as gdp_growth
    from described
    left join described as before
        on described.region_id = before.region_id and described.year = before.year + 1
)

select * from compared
order by region_id, year
