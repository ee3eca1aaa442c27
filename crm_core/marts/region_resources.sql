-- grain: region with a branch or a manager; what the bank keeps there: branches and their cost, managers and their hours
with networks as (
    select
        region_id,
        count(*) as branches,
        sum(yearly_cost) as branch_cost
    from branches
    group by region_id
),

-- A manager whose region the bank does not say works where the branch is.
teams as (
    select
        coalesce(staff.region_id, branches.region_id) as region_id,
        count(*) as managers,
        sum({{ rounded("staff.capacity_hours", 3) }}) as hours
    from staff
    left join branches on staff.branch_id = branches.branch_id
    group by coalesce(staff.region_id, branches.region_id)
),

joined as (
    select
        coalesce(networks.region_id, teams.region_id) as region_id,
        coalesce(networks.branches, 0) as branches,
        cast(coalesce(networks.branch_cost, 0) as decimal(18, 2)) as branch_cost,
        coalesce(teams.managers, 0) as managers,
        cast(coalesce(teams.hours, 0) as decimal(18, 3)) as hours
    from networks
    full outer join teams on networks.region_id = teams.region_id
)

select * from joined
order by region_id
