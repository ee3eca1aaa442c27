-- grain: one region × customer type, of the whole bank: those between two buckets who bring an amount or more
-- the cut is turned into money once, not the contribution of every row into a fraction
with members as (
    select
        group_id,
        count(*) as customers,
        sum(contribution) as contribution,
        sum(balance) as balance,
        sum(cost_to_serve) as cost_to_serve
    from tier_years
    where years_ago = :years_ago + :back
        and contribution_bucket >= :first_step
        and contribution_bucket <= :last_step
        and contribution >= cast(:cut as decimal(18, 2))
    group by group_id
)

select * from members
