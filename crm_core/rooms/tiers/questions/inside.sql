-- grain: one customer in a bucket of contribution, of the whole bank, in the columns of amounts.sql
with members as (
    select
        contribution as amount,
        group_id,
        1 as customers,
        contribution,
        balance,
        cost_to_serve
    from tier_years
    where years_ago = :years_ago + :back
        and contribution_bucket = :step
)

select * from members
