-- grain: one exact contribution in a bucket × desk, of the whole bank
with members as (
    select
        contribution as amount,
        desk_id,
        count(*) as customers
    from tier_years
    where years_ago = :years_ago + :back
        and contribution_bucket = :step
    group by contribution, desk_id
)

select * from members
