-- grain: customer × trailing year that has a year before it; only the ten of each region, type, branch and manager whose contribution or revenue changed most
-- The ten of any scope, branch or manager are among them: few rows, with their names, so that a list of them asks nothing
-- of all customers.
with moved as (
    select
        customer_moves.years_ago,
        customer_moves.customer_id,
        customers.name,
        customer_moves.region_id,
        customer_moves.customer_type,
        coalesce(customers.branch_id, '') as branch_id,
        coalesce(customers.manager_id, '') as manager_id,
        case
            when customer_moves.contribution_before is null then 'new'
            when customer_moves.contribution is null then 'left'
            else 'stayed'
        end as standing,
        coalesce(customer_moves.contribution, 0) as contribution,
        coalesce(customer_moves.contribution_before, 0) as contribution_before,
        coalesce(customer_moves.revenue, 0) as revenue,
        coalesce(customer_moves.revenue_before, 0) as revenue_before
    from customer_moves
    inner join customers on customer_moves.customer_id = customers.customer_id
),

placed as (
    select
        moved.*,
        row_number() over (
            partition by years_ago, region_id, customer_type, branch_id, manager_id
            order by abs(contribution - contribution_before) desc, customer_id
        ) as contribution_place,
        row_number() over (
            partition by years_ago, region_id, customer_type, branch_id, manager_id
            order by abs(revenue - revenue_before) desc, customer_id
        ) as revenue_place
    from moved
),

largest as (
    select
        years_ago,
        customer_id,
        name,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        standing,
        contribution,
        contribution_before,
        revenue,
        revenue_before
    from placed
    where contribution_place <= 10
        or revenue_place <= 10
)

select * from largest
order by years_ago, branch_id, manager_id, region_id, customer_type, customer_id
