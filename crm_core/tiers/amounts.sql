-- grain: one exact contribution between two buckets × region × customer type, of the whole bank
with members as (
    select
        group_id,
        contribution as amount,
        count(*) as customers,
        sum(contribution) as contribution,
        sum(balance) as balance,
        sum(cost_to_serve) as cost_to_serve
    from tier_years
    where years_ago = :years_ago + :back
        and contribution_bucket >= :first_step
        and contribution_bucket <= :last_step
    group by group_id, contribution
)

select * from members
