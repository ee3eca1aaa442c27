-- grain: trailing year × region × customer type; the squares that say how much customers differ, and how much each changed against the year before
-- What chance would make of the means and changes of a region is told from here, without asking every customer.
with differing as (
    select
        years_ago,
        region_id,
        customer_type,
        sum(power(cast(contribution as double), 2)) as contribution_squares,
        sum(power(cast(net_interest_income + fee_income as double), 2)) as revenue_squares,
        sum(power(cast(cost_to_serve as double), 2)) as cost_squares,
        sum(cast(cost_to_serve as double) * cast(net_interest_income + fee_income as double)) as cost_by_revenue,
        cast(0 as bigint) as moved_customers,
        cast(0 as double) as change_squares
    from customer_years
    group by years_ago, region_id, customer_type
),

changing as (
    select
        years_ago,
        region_id,
        customer_type,
        cast(0 as double) as contribution_squares,
        cast(0 as double) as revenue_squares,
        cast(0 as double) as cost_squares,
        cast(0 as double) as cost_by_revenue,
        count(*) as moved_customers,
        sum(power(cast(coalesce(contribution, 0) - coalesce(contribution_before, 0) as double), 2)) as change_squares
    from customer_moves
    group by years_ago, region_id, customer_type
),

both_kinds as (
    select * from differing
    union all
    select * from changing
),

cells as (
    select
        years_ago,
        region_id,
        customer_type,
        sum(contribution_squares) as contribution_squares,
        sum(revenue_squares) as revenue_squares,
        sum(cost_squares) as cost_squares,
        sum(cost_by_revenue) as cost_by_revenue,
        cast(sum(moved_customers) as bigint) as moved_customers,
        sum(change_squares) as change_squares
    from both_kinds
    group by years_ago, region_id, customer_type
)

select * from cells
order by years_ago, region_id, customer_type
