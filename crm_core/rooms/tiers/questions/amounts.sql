-- grain: one exact contribution in a bucket × region × customer type, of the whole bank
with members as (
    select
        contribution as amount,
        group_id,
        count(*) as customers,
        sum(contribution) as contribution,
        sum(balance) as balance,
        sum(cost_to_serve) as cost_to_serve
    from tier_years
    where years_ago = :years_ago + :back
        and contribution_bucket = :step
    group by contribution, group_id
)

select * from members
