-- grain: trailing year × region × customer type; the squares that say how much customers differ, and how much each changed against the year before
-- What chance would make of the means and changes of a region is told from here, without asking every customer.
with differing as (
    select
        years_ago,
        region_id,
        customer_type,
        sum({{ exact_product("contribution", "contribution") }}) as contribution_squares,
        sum({{ exact_product("revenue", "revenue") }}) as revenue_squares,
        sum({{ exact_product("cost_to_serve", "cost_to_serve") }}) as cost_squares,
        sum({{ exact_product("cost_to_serve", "revenue") }}) as cost_by_revenue,
        cast(0 as bigint) as moved_customers,
        cast(0 as decimal(38, 4)) as change_squares
    from customer_years
    group by years_ago, region_id, customer_type
),

moved as (
    select
        years_ago,
        region_id,
        customer_type,
        coalesce(contribution, 0) - coalesce(contribution_before, 0) as difference
    from customer_moves
),

changing as (
    select
        years_ago,
        region_id,
        customer_type,
        cast(0 as decimal(38, 4)) as contribution_squares,
        cast(0 as decimal(38, 4)) as revenue_squares,
        cast(0 as decimal(38, 4)) as cost_squares,
        cast(0 as decimal(38, 4)) as cost_by_revenue,
        count(*) as moved_customers,
        sum({{ exact_product("difference", "difference") }}) as change_squares
    from moved
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
        cast(sum(contribution_squares) as decimal(38, 4)) as contribution_squares,
        cast(sum(revenue_squares) as decimal(38, 4)) as revenue_squares,
        cast(sum(cost_squares) as decimal(38, 4)) as cost_squares,
        cast(sum(cost_by_revenue) as decimal(38, 4)) as cost_by_revenue,
        cast(sum(moved_customers) as bigint) as moved_customers,
        cast(sum(change_squares) as decimal(38, 4)) as change_squares
    from both_kinds
    group by years_ago, region_id, customer_type
)

select * from cells
order by years_ago, region_id, customer_type
