-- grain: customer × trailing year that has a year before it; what the customer brought in both, empty where it was none
with now as (
    select
        customer_id,
        years_ago,
        region_id,
        customer_type,
        contribution_rank,
        contribution,
        revenue,
        balance,
        turnover
    from customer_years
    where years_ago < 2
),

before as (
    select
        customer_id,
        years_ago - 1 as years_ago,
        region_id,
        customer_type,
        contribution_rank,
        contribution,
        revenue,
        balance,
        turnover
    from customer_years
    where years_ago > 0
),

moves as (
    select
        coalesce(now.customer_id, before.customer_id) as customer_id,
        cast(coalesce(now.years_ago, before.years_ago) as integer) as years_ago,
        coalesce(now.region_id, before.region_id) as region_id,
        coalesce(now.customer_type, before.customer_type) as customer_type,
        now.contribution_rank,
        before.contribution_rank as rank_before,
        now.contribution,
        before.contribution as contribution_before,
        now.revenue,
        before.revenue as revenue_before,
        now.balance,
        before.balance as balance_before,
        now.turnover,
        before.turnover as turnover_before
    from now
    full outer join before
        on now.customer_id = before.customer_id and now.years_ago = before.years_ago
)

select * from moves
order by years_ago, contribution_rank, rank_before
