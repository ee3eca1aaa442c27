-- grain: pilot × branch: its arm, what it measures, how many customers it had on the first day, and how many of them have left since
with there as (
    select
        pilots.pilot_id,
        coalesce(pilots.name, pilots.pilot_id) as name,
        pilots.measure,
        pilots.started_on,
        pilots.arm,
        pilots.branch_id,
        count(customers.customer_id) as customers,
        sum(case when customers.left_on is null then 0 else 1 end) as left_since
    from pilots
    left join customers
        on pilots.branch_id = customers.branch_id
        and (customers.joined_on is null or customers.joined_on <= pilots.started_on)
        and (customers.left_on is null or customers.left_on >= pilots.started_on)
    group by
        pilots.pilot_id,
        coalesce(pilots.name, pilots.pilot_id),
        pilots.measure,
        pilots.started_on,
        pilots.arm,
        pilots.branch_id
)

select * from there
order by pilot_id, branch_id
